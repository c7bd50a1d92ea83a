//go:build unix && !linux

package setup

import (
	"os/exec"
	"syscall"
)

// ownGroup puts the program in a process group of its own, so that it is
// killed with all it started, and only then.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
