//go:build unix

package lab

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

// child starts a program that belongs to the start whose folder is dir.
func child(t *testing.T, dir string, argv ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Env = append(os.Environ(), marker(dir))
	if err := cmd.Start(); err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	for end := time.Now().Add(50 * time.Second); !slices.Contains(Processes(dir), cmd.Process.Pid); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the process %d is not found", cmd.Process.Pid)
		}
	}
	return cmd
}

// What a start whose launcher was killed left behind is ended by the next one;
// a start that is under way is left alone.
func TestSessions(t *testing.T) {
	c := setup.Course{Root: filepath.Join(t.TempDir(), "grad stép")}
	dead, alive := c.Runtime(1<<30), c.Runtime(1<<30+1)
	for _, dir := range []string{dead, alive} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	lock, err := os.Create(filepath.Join(alive, "lock"))
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	if got, err := setup.TryLock(lock); err != nil || !got {
		t.Fatal(got, err)
	}
	left, running := child(t, dead, "sleep", "60"), child(t, alive, "sleep", "60")
	go left.Wait() // so that it does not stay as a zombie

	s, err := newSession(c)
	if err != nil {
		t.Fatal(err)
	}
	if pids := Processes(dead); len(pids) > 0 {
		t.Errorf("the dead start still has %v", pids)
	}
	if _, err := os.Stat(dead); !os.IsNotExist(err) {
		t.Errorf("the folder of the dead start: %v", err)
	}
	if !slices.Contains(Processes(alive), running.Process.Pid) {
		t.Error("the process of another start was ended")
	}

	if !testing.Short() { // it is killed after the two seconds that it is given
		stubborn := child(t, s.dir, "sh", "-c", "trap '' TERM; sleep 60 & wait; wait")
		go stubborn.Wait()
	}
	if err := os.WriteFile(s.log(), []byte("log"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.close(c)
	if pids := Processes(s.dir); len(pids) > 0 {
		t.Errorf("after its end, the start still has %v", pids)
	}
	for _, gone := range []string{s.dir, s.tmp} {
		if _, err := os.Stat(gone); !os.IsNotExist(err) {
			t.Errorf("%s is left: %v", gone, err)
		}
	}
	if data, err := os.ReadFile(c.Var("lab.log")); err != nil || string(data) != "log" {
		t.Errorf("the log is %q, %v", data, err)
	}
}
