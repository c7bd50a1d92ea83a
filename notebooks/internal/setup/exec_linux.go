package setup

import (
	"os/exec"
	"syscall"
)

// ownGroup puts the program in a process group of its own, so that it is
// killed with all it started, and has the system kill it when set-up is killed.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
