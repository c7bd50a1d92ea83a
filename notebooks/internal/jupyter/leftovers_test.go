//go:build unix

package jupyter_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gradstep/gradstep/notebooks/internal/jupyter"
	"github.com/gradstep/gradstep/notebooks/internal/jupyter/kerneltest"
	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

// family is a cell that prints the ids of the kernel and of programs that
// outlive the cell.
func family() string {
	if runtime.GOOS == "linux" {
		return "pid\nchild\nescape" // elsewhere a program can leave for good
	}
	return "pid\nchild"
}

// alive says whether a process runs: one that is dead and waits for its parent
// does not.
func alive(pid int) bool {
	if err := syscall.Kill(pid, 0); err != nil {
		return false
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	_, state, _ := bytes.Cut(stat, []byte(") "))
	return err != nil || !bytes.HasPrefix(state, []byte("Z"))
}

// expectGone waits until the processes and the folder are gone.
func expectGone(t *testing.T, folder string, pids []int) {
	t.Helper()
	var left []string
	for deadline := time.Now().Add(50 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		left = nil
		for _, pid := range pids {
			if alive(pid) {
				left = append(left, fmt.Sprintf("process %d", pid))
			}
		}
		if _, err := os.Stat(folder); err == nil {
			left = append(left, folder)
		}
		if left == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("left behind: %v", left)
		}
	}
}

func parsePids(t *testing.T, lines string) []int {
	t.Helper()
	var pids []int
	for _, word := range strings.Fields(lines) {
		pid, err := strconv.Atoi(word)
		if err != nil {
			t.Fatal(err)
		}
		if !alive(pid) {
			t.Errorf("process %d does not run", pid)
		}
		pids = append(pids, pid)
	}
	if len(pids) < 2 {
		t.Fatalf("got the ids %q", lines)
	}
	return pids
}

func TestCloseLeavesNothing(t *testing.T) {
	k := start(t, kerneltest.Fake(t))
	var r jupyter.Recorder
	_, out := execute(t, k, &r, family())
	pids := parsePids(t, out[0].Text)
	if err := k.Close(); err != nil {
		t.Error(err)
	}
	expectGone(t, k.Folder, pids)
}

func TestStubbornCellIsKilled(t *testing.T) {
	defer jupyter.SetObeyPatience(100 * time.Millisecond)()
	k := start(t, kerneltest.Fake(t))
	late := errors.New("too late")
	ctx, cancel := context.WithTimeoutCause(t.Context(), 50*time.Millisecond, late)
	defer cancel()
	var r jupyter.Recorder
	_, err := k.Execute(ctx, "child\nstubborn", r.Add)
	if !errors.Is(err, late) || !errors.Is(err, jupyter.ErrDead) {
		t.Errorf("got %v", err)
	}
	if err := k.Close(); err != nil {
		t.Error(err)
	}
	expectGone(t, k.Folder, nil)
}

// A cell that nothing can interrupt, as the compiler, does not hold up an end.
func TestCancelIsQuick(t *testing.T) {
	k := start(t, kerneltest.Fake(t))
	ctx, cancel := context.WithCancel(t.Context())
	var r jupyter.Recorder
	begun := time.Now()
	_, err := k.Execute(ctx, "out x\nstubborn", func(m jupyter.Message) {
		if r.Add(m); m.Header.Type == "stream" {
			cancel()
		}
	})
	if took := time.Since(begun); !errors.Is(err, context.Canceled) || !errors.Is(err, jupyter.ErrDead) || took > 50*time.Second {
		t.Errorf("%v after %v", err, took)
	}
}

// TestVictim is the program that TestDeathOfTheClient ends.
func TestVictim(t *testing.T) {
	if os.Getenv("GRADSTEP_VICTIM") == "" {
		t.Skip("not asked to be ended")
	}
	ctx, stop := signal.NotifyContext(t.Context(), os.Interrupt)
	defer stop()
	k := start(t, kerneltest.Fake(t))
	var r jupyter.Recorder
	_, out := execute(t, k, &r, family())
	fmt.Printf("victim %s %s\n", k.Folder, strings.Join(strings.Fields(out[0].Text), " "))
	_, err := k.Execute(ctx, "spin", func(jupyter.Message) {})
	fmt.Println(err)
}

// However the client ends, and whether a cell runs or not, nothing of the
// kernel is left.
func TestDeathOfTheClient(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGKILL, syscall.SIGTERM, syscall.SIGINT} {
		t.Run(s.String(), func(t *testing.T) {
			temp := t.TempDir()
			cmd := exec.Command(os.Args[0], "-test.run=^TestVictim$", "-test.count=1")
			cmd.Env = append(os.Environ(), "GRADSTEP_VICTIM=1", "TMPDIR="+temp)
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			var folder string
			var pids []int
			for lines := bufio.NewScanner(out); lines.Scan(); {
				if word := strings.Fields(lines.Text()); len(word) > 1 && word[0] == "victim" {
					folder = word[1]
					pids = parsePids(t, strings.Join(word[2:], " "))
					break
				}
			}
			if folder == "" {
				t.Fatal("the client started no kernel")
			}
			if err := cmd.Process.Signal(s); err != nil {
				t.Fatal(err)
			}
			_ = cmd.Wait() // its status is that of the signal
			expectGone(t, folder, pids)
			left, err := filepath.Glob(filepath.Join(temp, "gradstep-*"))
			if err != nil || len(left) > 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		})
	}
}

// The same with a real kernel, whose programs are its own children.
func TestGoNBLeavesNothing(t *testing.T) {
	k := start(t, kerneltest.Spec(t))
	var r jupyter.Recorder
	reply, out := execute(t, k, &r, `import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
)
func sleep(session bool) {
	cmd := exec.Command("/bin/sleep", "1000")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: session}
	if err := cmd.Start(); err != nil { panic(err) }
	fmt.Println(cmd.Process.Pid)
}
%%
sleep(false)
fmt.Println(os.Getppid())
os.WriteFile(os.TempDir() + "/of-the-cell", nil, 0o600)
if `+strconv.FormatBool(runtime.GOOS == "linux")+` {
	sleep(true)
}`)
	if reply.Status != "ok" {
		t.Fatalf("%+v\n%+v", reply, out)
	}
	pids := parsePids(t, nbfile.StreamText(out, "stdout"))
	if _, err := os.Stat(filepath.Join(k.Folder, "of-the-cell")); err != nil {
		t.Errorf("the cell's temporary files are elsewhere: %v", err)
	}
	if err := k.Close(); err != nil {
		t.Error(err)
	}
	expectGone(t, k.Folder, pids)
}
