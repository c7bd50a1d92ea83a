package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/gradstep/gradstep/notebooks/internal/runner"
	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

// TestLessons executes every lesson in a real kernel and compares what its cells
// display with what is committed, as `go run ./notebooks check` does.
func TestLessons(t *testing.T) {
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
	if len(files) == 0 {
		t.Skip("notebooks/ has no lesson")
	}
	dependOn(t, root, "go.mod", "go.sum", "notebooks", "pkg", "testdata")
	ctx := untilDeadline(t)
	kernel, err := setup.Kernel(ctx, root, t.Output())
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			err := runner.Check(ctx, file, runner.Options{Root: root, Kernel: kernel, Timeout: 2 * time.Minute})
			if err != nil {
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
