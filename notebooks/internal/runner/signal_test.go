//go:build unix

package runner_test

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestVictim is the program that TestSignals ends.
func TestVictim(t *testing.T) {
	root := os.Getenv("GRADSTEP_VICTIM")
	if root == "" {
		t.Skip("not asked to be ended")
	}
	status, out, errs := launch(t, t.Context(), root, "run", "-jobs", "2")
	os.Stdout.WriteString(out)
	os.Stderr.WriteString(errs)
	os.Exit(status)
}

// A signal ends a run within a moment, with the status that shells give to an
// interrupt, and leaves the files as they were and nothing else behind. A kill
// does the last.
func TestSignals(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGKILL} {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			root, temp := t.TempDir(), t.TempDir()
			data := notebook(t, "child\nfile started x", "spin")
			names := []string{"a.ipynb", "b.ipynb", "c.ipynb"}
			for _, name := range names {
				write(t, root, name, data)
			}
			cmd := exec.Command(os.Args[0], "-test.run=^TestVictim$", "-test.count=1")
			cmd.Env = append(os.Environ(), "GRADSTEP_VICTIM="+root, "TMPDIR="+temp)
			var out strings.Builder
			cmd.Stdout, cmd.Stderr = &out, &out
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			started := filepath.Join(root, "notebooks", "started")
			for deadline := time.Now().Add(60 * time.Second); ; time.Sleep(time.Millisecond) {
				if _, err := os.Stat(started); err == nil || time.Now().After(deadline) {
					break
				}
			}
			if err := cmd.Process.Signal(s); err != nil {
				t.Fatal(err)
			}
			_ = cmd.Wait() // its status is looked at below
			if code := cmd.ProcessState.ExitCode(); s != syscall.SIGKILL && (code != 130 || !strings.Contains(out.String(), "run: interrupted")) {
				t.Errorf("status %d\n%s", code, &out)
			}
			for _, name := range names {
				if read(t, filepath.Join(root, "notebooks", name)) != string(data) {
					t.Errorf("%s changed", name)
				}
			}
			expectNoFolder(t, temp)
			if err := os.Remove(started); err != nil && !errors.Is(err, fs.ErrNotExist) {
				t.Error(err)
			}
			if entries, err := os.ReadDir(filepath.Dir(started)); err != nil || len(entries) != len(names) {
				t.Errorf("left in the folder: %v, %v", entries, err)
			}
		})
	}
}

// expectNoFolder waits until the folders of the kernels are gone, which is the
// last thing that their guards do.
func expectNoFolder(t *testing.T, temp string) {
	t.Helper()
	for deadline := time.Now().Add(50 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		left, err := filepath.Glob(filepath.Join(temp, "gradstep-*"))
		if err != nil {
			t.Fatal(err)
		}
		if len(left) == 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("left behind: %v", left)
		}
	}
}
