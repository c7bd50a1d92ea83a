package main

import (
	"context"
	"os"
	"strings"
	"testing"
)

func execute(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, err strings.Builder
	status = dispatch(t.Context(), args, &out, &err)
	return status, out.String(), err.String()
}

func TestHelp(t *testing.T) {
	page, err := os.ReadFile("../docs/setup.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := execute(t, "-h")
	for _, c := range commands {
		status, out, errOut := execute(t, c.name, "-h")
		if status != 0 || !strings.Contains(out+errOut, c.usage) || !strings.HasPrefix(c.usage, "usage: go run ./notebooks") {
			t.Errorf("%s -h: status %d, %q, %q", c.name, status, out, errOut)
		}
		if !strings.Contains(list, c.summary) {
			t.Errorf("the list of commands does not say what %s does:\n%s", c.name, list)
		}
		if !strings.Contains(string(page), "| `go run ./notebooks "+c.name) {
			t.Errorf("docs/setup.md does not list %s", c.name)
		}
	}
	_, out, _ := execute(t, "lab", "-h")
	for _, flag := range []string{"-port", "-no-browser", "-- JUPYTERLAB-FLAGS"} {
		if !strings.Contains(out, flag) {
			t.Errorf("the help of lab does not say %s", flag)
		}
	}
}

func TestWrongCommandLines(t *testing.T) {
	for _, args := range [][]string{
		{"labb"},
		{""},
		{"-wrong"},
		{"lab", "-port", "x"},
		{"lab", "a.ipynb", "b.ipynb"},
		{"setup", "-wrong"},
		{"setup", "now"},
		{"doctor", "-wrong"},
		{"doctor", "now"},
		{"run", "-wrong"},
		{"check", "-timeout", "x"},
	} {
		if status, out, errOut := execute(t, args...); status != 2 || errOut == "" {
			t.Errorf("%q: status %d, %q, %q", args, status, out, errOut)
		}
	}
}

func TestOutsideOfACheckout(t *testing.T) {
	t.Chdir(t.TempDir())
	status, _, errOut := execute(t, "setup")
	if status != 1 || !strings.Contains(errOut, "lies in no checkout") || !strings.Contains(errOut, "cd ") {
		t.Errorf("status %d, %q", status, errOut)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errOut strings.Builder
	if status := dispatch(ctx, []string{"setup"}, &out, &errOut); status != 130 {
		t.Errorf("status %d, %q, %q", status, out.String(), errOut.String())
	}
}
