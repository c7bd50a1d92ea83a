//go:build !unix

package kerneltest

import "os/exec"

func leaveSession(*exec.Cmd) {}
