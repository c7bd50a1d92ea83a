// Package kerneltest gives tests a real GoNB kernel.
package kerneltest

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/notebooks/internal/jupyter"
)

// Spec returns a GoNB kernel of the pinned version, whose cells import the
// packages of the checkout. It skips the test when -short is set.
//
// The programs come from Go's build cache, where the go command puts them, so
// that tests of several packages may ask for them at the same time.
func Spec(t testing.TB) jupyter.Spec {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a GoNB kernel")
	}
	root := Root(t)
	gonb, goimports := tool(t, root, "gonb"), tool(t, root, "goimports")
	path := filepath.Dir(goimports) + string(filepath.ListSeparator) + os.Getenv("PATH")
	return jupyter.Spec{
		Argv: []string{gonb, "--kernel", jupyter.ConnectionFile, "-go_work=" + root},
		Env: []string{
			"PATH=" + path, "GOWORK=", "CGO_ENABLED=0", "GOPROXY=off", "GOFLAGS=-buildvcs=false -ldflags=-s",
		},
	}
}

// Root returns the root of the checkout.
func Root(t testing.TB) string {
	t.Helper()
	_, file, _, ok := runtime.Caller(0)
	if !ok {
		t.Fatal("the place of this file is unknown")
	}
	for dir := filepath.Dir(file); ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "LICENSE")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatalf("no checkout around %s", file)
		}
	}
}

// tool builds a tool of the kernel's module and returns its path.
func tool(t testing.TB, root, name string) string {
	t.Helper()
	cmd := exec.Command("go", "tool", "-n", name)
	cmd.Dir = filepath.Join(root, "notebooks", "internal", "tools", "kernel")
	cmd.Env = append(cmd.Environ(), "GOWORK=off", "CGO_ENABLED=0", "GOFLAGS=-buildvcs=false")
	out, err := cmd.Output()
	if err != nil {
		detail := ""
		if exit, ok := err.(*exec.ExitError); ok {
			detail = string(exit.Stderr)
		}
		t.Fatalf("build %s: %v\n%s", name, err, detail)
	}
	return strings.TrimSpace(string(out))
}
