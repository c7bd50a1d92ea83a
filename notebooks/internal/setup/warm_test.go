package setup

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// The program imports the library of the course, what only cells import, and
// nothing that a cell could not.
func TestCellImports(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	env, err := readGoEnv(t.Context(), f.Machine, f.Course)
	if err != nil {
		t.Fatal(err)
	}
	w := &worker{machine: f.Machine, course: f.Course, goenv: env}
	imports, err := w.cellImports(t.Context(), f.Env)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"fmt", Module + "/pkg/stair", "github.com/janpfeifer/gonb/gonbui"} {
		if !slices.Contains(imports, path) {
			t.Errorf("%s is missing in %q", path, imports)
		}
	}
}

// A library that does not compile is told, and does not keep the course from
// opening; the next set-up tries again.
func TestBrokenLibrary(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.set("FAIL_GO=build -v -o "+f.Aside("warm"), "SAY=pkg/stair/x.go:1:1: syntax error")
	out := mustSetUp(t, f)
	want(t, out, "could not be compiled", "syntax error")
	f.set("FAIL_GO=")
	f.called(t)
	mustSetUp(t, f)
	want(t, f.called(t), "work use")
}

// Warming up leaves nothing behind.
func TestWarmLeavesNothing(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	dir := t.TempDir()
	if err := Warm(t.Context(), f.Machine, f.Course, dir); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
		t.Errorf("it left %q", left)
	}
	if _, err := os.Stat(f.Venv("go")); !os.IsNotExist(err) {
		t.Errorf("it built more than it should: %v", err)
	}
}
