package setup

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// Whichever command of a set-up is the last one that ran, the next set-up mends
// what is there. Each command is made to fail in turn, the files it left behind
// stay.
func TestEveryInterruption(t *testing.T) {
	for _, stop := range []string{
		"FAIL_PYTHON=-m venv", "FAIL_PYTHON=-m pip", "FAIL_PYTHON=-m jupyterlab", "FAIL_GO=mod download", "FAIL_GO=list -deps",
		"FAIL_GO=build -v", "FAIL_PYTHON=-m venv --without-pip",
	} {
		t.Run(stop, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			well := f.Machine
			f.set(stop, "SAY=Killed")
			if out, err := f.setUp(t); err == nil {
				t.Fatalf("nothing failed: %s", out)
			}
			f.Machine = well
			mustSetUp(t, f)
			f.called(t)
			mustSetUp(t, f)
			wantNot(t, f.called(t), "-m pip", "build", "download")
		})
	}
}

// A half-moved environment, as a kill between two renames leaves it, is
// replaced.
func TestHalfMoved(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	mustSetUp(t, f)
	f.called(t)
	for _, gone := range []string{f.Venv("stamps", "python"), f.Venv("lib")} {
		if err := os.RemoveAll(gone); err != nil {
			t.Fatal(err)
		}
	}
	f.file(t, f.Aside("venv-1", "bin", "python"), "half")
	mustSetUp(t, f)
	want(t, f.called(t), "-m pip")
	if _, err := os.Stat(f.Aside()); !os.IsNotExist(err) {
		t.Errorf("the remains are not removed: %v", err)
	}
}

// A set-up that is cancelled ends its programs at once and says so.
func TestCancelled(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.file(t, filepath.Join(f.bin, "python3"), strings.Replace(pythonScript, "\"-m venv\")", "\"-m venv\") sleep 60 ;;\n\"never\")", 1))
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	begin := time.Now()
	err := Run(ctx, f.Machine, f.Course, Options{}, io.Discard)
	if err == nil || ctx.Err() == nil {
		t.Fatalf("it returned %v", err)
	}
	if took := time.Since(begin); took > 30*time.Second {
		t.Errorf("the program that was under way ran on for %v", took)
	}
	f.file(t, filepath.Join(f.bin, "python3"), pythonScript)
	mustSetUp(t, f)
}

// Several processes may ask for the kernel at once, as the tests of several
// packages do: one builds it, the others wait.
func TestKernelAtOnce(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	os.Remove(filepath.Join(f.bin, "python3")) // no Python is needed
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			spec, err := kernelOn(t.Context(), f.Machine, f.Course, io.Discard)
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := os.Stat(spec.Argv[0]); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if n := strings.Count(f.called(t), "build -v"); n != 1 {
		t.Errorf("the kernel was built %d times", n)
	}
}

func TestFindRoot(t *testing.T) {
	f := newFake(t)
	sub := f.ToolModule("kernel")
	if root, err := FindRoot(sub); err != nil || root != f.Root {
		t.Errorf("from %s: %q, %v", sub, root, err)
	}
	if root, err := FindRoot(f.bin); err == nil {
		t.Errorf("outside of a checkout: %q", root)
	}
}
