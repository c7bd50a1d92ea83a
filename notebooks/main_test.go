package main

import (
	"context"
	"strings"
	"testing"
)

func command(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, err strings.Builder
	status = dispatch(t.Context(), args, &out, &err)
	return status, out.String(), err.String()
}

func TestHelp(t *testing.T) {
	for _, verb := range []string{"", "lab", "setup", "run", "check", "doctor"} {
		args := []string{verb, "-h"}
		if verb == "" {
			args = args[1:]
		}
		status, out, errOut := command(t, args...)
		if status != 0 || !strings.Contains(out+errOut, "usage: go run ./notebooks") {
			t.Errorf("%q: status %d, %q, %q", args, status, out, errOut)
		}
	}
	_, out, _ := command(t, "lab", "-h")
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
		if status, out, errOut := command(t, args...); status != 2 || errOut == "" {
			t.Errorf("%q: status %d, %q, %q", args, status, out, errOut)
		}
	}
}

func TestOutsideOfACheckout(t *testing.T) {
	t.Chdir(t.TempDir())
	status, _, errOut := command(t, "setup")
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
