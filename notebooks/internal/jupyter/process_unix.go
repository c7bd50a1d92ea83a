//go:build unix

package jupyter

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// guardScript is what the guard runs with the kernel's temporary folder as its
// argument. It reads the number of the kernel's process group, waits for the
// end of its input, which comes with the end of the client, however that ends,
// and removes the group, the processes that left the group but still carry the
// folder in their environment (where the system tells), and the folder.
const guardScript = `
trap '' HUP INT TERM
read -r group
while read -r _; do :; done
[ -n "$group" ] && kill -s KILL -- "-$group" 2>/dev/null
for e in $(grep -l -s -F -e "TMPDIR=$1" /proc/[0-9]*/environ 2>/dev/null); do
	e=${e#/proc/}
	kill -s KILL "${e%/environ}" 2>/dev/null
done
for i in 1 2 3 4 5 6 7 8 9 10; do
	rm -rf -- "$1" 2>/dev/null && exit 0
	sleep 0.1
done
exit 1
`

// A process is a running kernel and its guard.
type process struct {
	cmd    *exec.Cmd
	log    string // what the kernel wrote on its stdout and stderr
	exited chan struct{}
	state  error // of cmd.Wait, when exited is closed

	guard     *exec.Cmd
	lifeline  io.Closer // its closing wakes the guard
	folder    string
	guardDone chan error
}

// newProcess starts the guard of a kernel and of its temporary folder. Neither
// is there yet: a client that is killed in between leaves nothing, either.
func newProcess(folder string) (*process, error) {
	p := &process{folder: folder, exited: make(chan struct{}), guardDone: make(chan error, 1)}
	if err := p.startGuard(); err != nil {
		return nil, err
	}
	return p, nil
}

func (p *process) startGuard() error {
	p.guard = exec.Command("/bin/sh", "-c", guardScript, "guard", p.folder)
	p.guard.Dir = "/"
	p.guard.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	pipe, err := p.guard.StdinPipe()
	if err != nil {
		return fmt.Errorf("start the kernel's guard: %w", err)
	}
	if err := p.guard.Start(); err != nil {
		return fmt.Errorf("start the kernel's guard: %w", err)
	}
	p.lifeline = pipe
	go func() { p.guardDone <- p.guard.Wait() }()
	return nil
}

// start starts argv in dir with the given environment. What it writes goes to
// the file log.
func (p *process) start(argv, env []string, dir, log string) error {
	p.log = log
	out, err := os.OpenFile(log, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("start the kernel: %w", err)
	}
	defer out.Close()
	p.cmd = exec.Command(argv[0], argv[1:]...)
	p.cmd.Dir, p.cmd.Stdout, p.cmd.Stderr = dir, out, out
	p.cmd.Env = append(p.cmd.Environ(), env...)
	p.cmd.SysProcAttr = kernelAttributes()
	started := make(chan error)
	go func() {
		// Linux kills the kernel when the thread ends that started it: the
		// thread stays here until the kernel is gone.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := p.cmd.Start()
		started <- err
		if err == nil {
			p.state = p.cmd.Wait()
		}
		close(p.exited)
	}()
	if err := <-started; err != nil {
		return fmt.Errorf("start the kernel: %w", err)
	}
	if _, err := fmt.Fprintln(p.lifeline.(io.Writer), p.cmd.Process.Pid); err != nil {
		p.kill()
		return fmt.Errorf("start the kernel: its guard is gone: %w", err)
	}
	return nil
}

// kill ends the kernel and everything in its group at once.
func (p *process) kill() {
	_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL) // fails when all are gone
}

// end kills what is left of the kernel and waits until the guard has cleaned
// up. It must be called once.
func (p *process) end() error {
	if p.cmd != nil && p.cmd.Process != nil {
		p.kill()
		<-p.exited
	}
	_ = p.lifeline.Close()
	var err error
	select {
	case err = <-p.guardDone:
	case <-time.After(5 * time.Second):
		err = errors.New("it hangs")
		_ = p.guard.Process.Kill()
	}
	// When the guard did its work, nothing is left to remove.
	if err := os.RemoveAll(p.folder); err != nil {
		return fmt.Errorf("remove the kernel's temporary folder: %w", err)
	}
	if err != nil {
		return fmt.Errorf("the guard of the kernel: %w", err)
	}
	return nil
}

// lastWords returns the end of the kernel's log.
func (p *process) lastWords() string {
	data, err := os.ReadFile(p.log)
	if err != nil {
		return ""
	}
	const most = 2000
	if len(data) > most {
		data = data[len(data)-most:]
	}
	return strings.TrimSpace(strings.ToValidUTF8(string(data), ""))
}
