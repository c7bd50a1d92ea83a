package jupyter

import "syscall"

// kernelAttributes gives the kernel a session of its own, so that no key of the
// terminal and no question reaches it, and the signal of its starter's death.
func kernelAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setsid: true, Pdeathsig: syscall.SIGKILL}
}
