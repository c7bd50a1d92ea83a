package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/gradstep/gradstep/notebooks/internal/runner"
	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

// TestLessons executes every lesson and compares what its cells display with what
// is committed, as `go run ./notebooks check` does: without a kernel, and, where that
// fails or differs, in it.
func TestLessons(t *testing.T) {
	checkLessons(t, func(string) bool { return true }, runner.Options{})
}

// TestLessonsInKernel executes some lessons, from the first one to what is built upon
// GoNB's own rules, cell by cell as a reader does.
func TestLessonsInKernel(t *testing.T) {
	some := map[string]bool{"00-start.ipynb": true, "go-in-ten-minutes.ipynb": true}
	checkLessons(t, func(name string) bool { return some[name] }, runner.Options{InKernel: true})
}

func checkLessons(t *testing.T, which func(name string) bool, o runner.Options) {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a GoNB kernel")
	}
	root, err := setup.FindRoot(".")
	if err != nil {
		t.Fatal(err)
	}
	files, err := runner.Lessons(root)
	if err != nil {
		t.Fatal(err)
	}
	files = slices.DeleteFunc(files, func(f string) bool { return !which(filepath.Base(f)) })
	if len(files) == 0 {
		t.Fatal("notebooks/ has no such lesson")
	}
	dependOn(t, root, "go.mod", "go.sum", "notebooks", "pkg", "testdata")
	ctx := untilDeadline(t)
	o.Root, o.Timeout = root, 2*time.Minute
	if o.Kernel, err = setup.Kernel(ctx, root, t.Output()); err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			own := o
			own.Again = func(why error) { t.Logf("executed again, in the kernel: without it\n%v", why) }
			if err := runner.Check(ctx, file, own); err != nil {
				t.Error(err)
			}
		})
	}
}

// untilDeadline returns a context that ends a little before the test's time is
// up, so that a machine too slow for it gets a sentence instead of the stacks of
// all goroutines, and kernels end in order.
func untilDeadline(t *testing.T) context.Context {
	t.Helper()
	end, ok := t.Deadline()
	if !ok {
		return t.Context()
	}
	ctx, cancel := context.WithDeadlineCause(t.Context(), end.Add(-20*time.Second),
		errors.New("the time for all tests is over: give them more with `go test -timeout 30m ./...`"))
	t.Cleanup(cancel)
	return ctx
}

// dependOn tells the go command on which files the test depends: it sees only
// what the test itself looks at, and would call a test passed whose cells, built
// by another process, import packages that have changed since.
func dependOn(t *testing.T, root string, names ...string) {
	t.Helper()
	for _, name := range names {
		err := filepath.WalkDir(filepath.Join(root, name), func(path string, _ fs.DirEntry, err error) error {
			if err == nil {
				_, err = os.Stat(path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
