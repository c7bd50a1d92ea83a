//go:build unix

package lab

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"
)

// ownSession starts a program apart from the terminal, so that Ctrl-C reaches
// the launcher alone, which ends things in their order.
func ownSession(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }

// terminate asks a process to end.
func terminate(p *os.Process) { p.Signal(syscall.SIGTERM) }

// stopSignals are the signals that end the course. One that is ignored from the
// start, as nohup does with SIGHUP, stays ignored.
var stopSignals = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}

// surviveClosedOutput keeps the launcher from being killed when it tells
// something and the reader of its output is gone: it has a server to end.
func surviveClosedOutput() { signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) }

// inUse says whether a port could not be had since another program has it.
func inUse(err error) bool { return errors.Is(err, syscall.EADDRINUSE) }

// A process that JupyterLab started, or that one of those started, has this in
// its environment.
func marker(dir string) string { return "GRADSTEP_LAB=" + dir }

// endAll ends every process of a start: those that do not end when they are
// asked are killed two seconds later.
func endAll(dir string) {
	for _, pid := range Processes(dir) {
		syscall.Kill(pid, syscall.SIGTERM)
	}
	for end := time.Now().Add(2 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if len(Processes(dir)) == 0 {
			return
		}
	}
	for range 10 { // what starts while it is killed is killed in the next round
		pids := Processes(dir)
		if len(pids) == 0 {
			return
		}
		for _, pid := range pids {
			syscall.Kill(pid, syscall.SIGKILL)
		}
		time.Sleep(50 * time.Millisecond)
	}
}
