package runner_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/notebooks/internal/jupyter"
	"github.com/gradstep/gradstep/notebooks/internal/jupyter/kerneltest"
	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
	"github.com/gradstep/gradstep/notebooks/internal/runner"
)

func TestMain(m *testing.M) { kerneltest.Main(m) }

// notebook returns a file with one code cell for each source, after a text.
func notebook(t *testing.T, sources ...string) []byte {
	t.Helper()
	nb := &nbfile.Notebook{Cells: []nbfile.Cell{{Kind: nbfile.Markdown, ID: "text", Source: "# A lesson"}}}
	for i, s := range sources {
		nb.Cells = append(nb.Cells, nbfile.Cell{Kind: nbfile.Code, ID: "c" + string(rune('a'+i)), Source: s})
	}
	data, err := nb.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// write puts a notebook into a course folder of its own, root/notebooks.
func write(t *testing.T, root, name string, data []byte) string {
	t.Helper()
	file := filepath.Join(root, "notebooks", name)
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// launch executes a subcommand with the fake kernel.
func launch(t *testing.T, ctx context.Context, root, verb string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	kernel := func(context.Context) (jupyter.Spec, error) { return kerneltest.Fake(t), nil }
	status = runner.Main(ctx, root, verb, "usage: go run ./notebooks", args, kernel, &out, &errs)
	return status, out.String(), errs.String()
}

func TestRunThenCheck(t *testing.T) {
	root := t.TempDir()
	file := write(t, root, "01-a.ipynb", notebook(t, "out 1\nerr 2\ndisplay d 3", "", "update d 4\nresult 5"))
	if err := os.Chmod(file, 0o640); err != nil {
		t.Fatal(err)
	}
	if status, out, errs := launch(t, t.Context(), root, "run"); status != 0 || !strings.Contains(out, "01-a.ipynb  ok  2 cells") {
		t.Fatalf("%d\n%s%s", status, out, errs)
	}
	first := read(t, file)
	var nb struct {
		Cells []struct {
			Count   *int `json:"execution_count"`
			Outputs []map[string]any
		}
	}
	if err := json.Unmarshal([]byte(first), &nb); err != nil {
		t.Fatal(err)
	}
	if c := nb.Cells; *c[1].Count != 1 || c[2].Count != nil || *c[3].Count != 2 ||
		len(c[1].Outputs) != 3 || len(c[2].Outputs) != 0 || len(c[3].Outputs) != 1 || strings.Contains(first, "display_id") {
		t.Errorf("saved: %s", first)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	before, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, verb := range []string{"run", "check"} {
		if status, out, errs := launch(t, t.Context(), root, verb); status != 0 {
			t.Errorf("%s of what was saved: %d\n%s%s", verb, status, out, errs)
		}
	}
	after, err := os.Stat(file)
	if err != nil || !os.SameFile(before, after) || read(t, file) != first {
		t.Errorf("a second run wrote the file again: %v", err)
	}
	if entries, _ := os.ReadDir(filepath.Dir(file)); len(entries) != 1 {
		t.Errorf("left in the folder: %v", entries)
	}
}

// The gate: what a file must not say, check says.
func TestCheckRejects(t *testing.T) {
	root := t.TempDir()
	file := write(t, root, "a.ipynb", notebook(t, "out a = 12\nout b", "display - <b>x</b>", "out c"))
	if status, out, errs := launch(t, t.Context(), root, "run"); status != 0 {
		t.Fatalf("%s%s", out, errs)
	}
	good := read(t, file)
	for _, test := range []struct {
		name, old, new string
		want           []string
	}{
		{"a digit", `"a = 12\n"`, `"a = 13\n"`, []string{"cell [1] (out a = 12)", "- a = 13", "+ a = 12"}},
		{"an output less", `"b\n"`, "", []string{"+ b"}},
		{"an output more", `"b\n"`, `"b\n", "c\n"`, []string{"- c"}},
		{"a display", "<b>x</b>", "<b>y</b>", []string{"cell [2]", "display 1: text/html differs", "- <b>y</b>"}},
		{"a display's type", "text/html", "text/plain", []string{"text/html is missing in the file", "text/plain of the file is missing now"}},
		{"a count", `"execution_count": 2`, `"execution_count": 5`, []string{"the file has [5]", "it is [2]"}},
		{"no count", `"execution_count": 2`, `"execution_count": null`, []string{"the file has no count"}},
		{"a source", `"out c"`, `"out d"`, []string{"cell [3] (out d)", "- c", "+ d"}},
	} {
		changed := strings.Replace(good, test.old, test.new, 1)
		changed = strings.Replace(changed, "\\n\",\n      \n", "\\n\"\n", 1) // a comma too many
		if changed == good {
			t.Fatalf("%s: nothing changed", test.name)
		}
		write(t, root, "a.ipynb", []byte(changed))
		status, out, errs := launch(t, t.Context(), root, "check", "a.ipynb")
		if status != 1 || read(t, file) != changed {
			t.Errorf("%s: status %d, changed file: %v\n%s%s", test.name, status, read(t, file) != changed, out, errs)
		}
		for _, want := range append(test.want, "DIFFERS in 1 of 3 cells") {
			if !strings.Contains(out, want) {
				t.Errorf("%s: %q is not in\n%s", test.name, want, out)
			}
		}
	}
}

// Cells that changed their places have the outputs that they ought to have, but
// not the counts.
func TestCheckRejectsAnotherOrder(t *testing.T) {
	root := t.TempDir()
	file := write(t, root, "a.ipynb", notebook(t, "out 1", "out 2"))
	if status, out, errs := launch(t, t.Context(), root, "run"); status != 0 {
		t.Fatalf("%s%s", out, errs)
	}
	nb, err := nbfile.Parse([]byte(read(t, file)))
	if err != nil {
		t.Fatal(err)
	}
	nb.Cells[1], nb.Cells[2] = nb.Cells[2], nb.Cells[1]
	data, err := nb.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	write(t, root, "a.ipynb", data)
	if status, out, _ := launch(t, t.Context(), root, "check"); status != 1 || !strings.Contains(out, "DIFFERS in 2 of 2 cells") {
		t.Errorf("%d\n%s", status, out)
	}
}

// A notebook that does not run to its end is left as it was.
func TestFailureLeavesTheFile(t *testing.T) {
	for _, test := range []struct {
		name, code string
		want       []string
	}{
		{"a cell fails", "// a comment\nfail Name no such thing", []string{"cell [2]: no such thing", "    fail Name no such thing"}},
		{"the kernel dies", "die", []string{"cell [2]", "exit status 3", "last words"}},
		{"time-out", "spin", []string{"cell [2]: it did not end within 300ms (flag -timeout)"}},
		{"input", "ask Your name?", []string{"cell [2]", `asks for input`, "Your name?"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			root := t.TempDir()
			data := notebook(t, "out 1", test.code, "out 3")
			file := write(t, root, "a.ipynb", data)
			for _, verb := range []string{"run", "check"} {
				status, out, errs := launch(t, t.Context(), root, verb, "-timeout", "300ms")
				if status != 1 || read(t, file) != string(data) {
					t.Errorf("%s: status %d\n%s%s", verb, status, out, errs)
				}
				for _, want := range append(test.want, "a.ipynb  FAILED") {
					if !strings.Contains(out, want) {
						t.Errorf("%s: %q is not in\n%s", verb, want, out)
					}
				}
			}
		})
	}
}

func TestCommandLine(t *testing.T) {
	root := t.TempDir()
	write(t, root, "a.ipynb", notebook(t, "out 1"))
	write(t, root, "sub/b.ipynb", notebook(t, "out 1"))
	write(t, root, "c.txt", nil)
	for _, test := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"-h"}, 0, "usage: go run ./notebooks"},
		{[]string{"-unknown"}, 2, "-unknown"},
		{[]string{"-timeout", "0s"}, 2, "must be positive"},
		{[]string{"-jobs", "0"}, 2, "must be positive"},
		{[]string{"missing.ipynb"}, 2, "there is no file missing.ipynb"},
		{[]string{"c.txt"}, 2, "does not end in .ipynb"},
		{[]string{"sub"}, 2, "is not a file"},
		{[]string{"a.ipynb", filepath.Join(root, "notebooks", "a.ipynb")}, 0, "a.ipynb  ok  1 cell "},
		{[]string{"a.ipynb", "sub/b.ipynb"}, 0, "run: 2 of 2 notebooks ok"},
	} {
		status, out, errs := launch(t, t.Context(), root, "run", test.args...)
		if status != test.status || !strings.Contains(out+errs, test.want) {
			t.Errorf("%q: status %d\n%s%s", test.args, status, out, errs)
		}
	}
	if status, _, errs := launch(t, t.Context(), t.TempDir(), "run"); status != 2 || !strings.Contains(errs, "look for lessons") {
		t.Errorf("no notebooks folder: %d, %s", status, errs)
	}
	var errs bytes.Buffer
	broken := func(context.Context) (jupyter.Spec, error) { return jupyter.Spec{}, errors.New("no kernel here") }
	if status := runner.Main(t.Context(), root, "run", "usage: go run ./notebooks", nil, broken, &errs, &errs); status != 1 || !strings.Contains(errs.String(), "no kernel here") {
		t.Errorf("no kernel: %d, %s", status, &errs)
	}
}
