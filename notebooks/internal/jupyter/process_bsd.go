//go:build unix && !linux

package jupyter

import "syscall"

// kernelAttributes gives the kernel a session of its own, so that no key of the
// terminal and no question reaches it.
func kernelAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setsid: true}
}
