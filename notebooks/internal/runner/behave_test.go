package runner_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gradstep/gradstep/notebooks/internal/jupyter/kerneltest"
	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
	"github.com/gradstep/gradstep/notebooks/internal/runner"
)

func TestEnvironmentOfCells(t *testing.T) {
	root := t.TempDir()
	file := write(t, root, "a.ipynb", notebook(t, "env GRADSTEP_STATIC\nenv GOAMD64\nenv TZ\nenv GRADSTEP_SPEC\nfile beside x"))
	t.Setenv("TZ", "Asia/Tokyo")
	spec := kerneltest.Fake(t)
	spec.Env = []string{"GRADSTEP_SPEC=yes", "GOAMD64=v3"}
	if err := runner.Run(t.Context(), file, runner.Options{Root: root, Kernel: spec}); err != nil {
		t.Fatal(err)
	}
	nb, err := nbfile.Parse([]byte(read(t, file)))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := nb.Cells[1].Outputs[0].Text, "GRADSTEP_STATIC=1\nGOAMD64=v1\nTZ=UTC\nGRADSTEP_SPEC=yes\n"; got != want {
		t.Errorf("got %s", got)
	}
	if _, err := os.Stat(filepath.Join(root, "notebooks", "beside")); err != nil {
		t.Errorf("the cell does not run in the folder of its notebook: %v", err)
	}
}

// What differs from machine to machine and from run to run is not saved.
func TestCleanOutputs(t *testing.T) {
	root := t.TempDir()
	stack := "panic: oh\n\ngoroutine 35 gp=0xc000 m=0 mp=0x5b [running]:\nmain.f(0xc00012)\n\t" +
		" \x1b[7m[[ Cell [3] Line 2 ]]\x1b[0m /tmp/x/gonb_0a3f5aa5/main.go:8 +0x1d\n"
	file := write(t, root, "a.ipynb", notebook(t,
		"env TMPDIR\nout "+root+"/pkg/fd/fd.go:3 failed\nout in gonb_0123abcd and 0x1234\nerr x\nraw "+fmt.Sprintf("%q", stack)))
	if err := runner.Run(t.Context(), file, runner.Options{Root: root, Kernel: kerneltest.Fake(t)}); err != nil {
		t.Fatal(err)
	}
	nb, err := nbfile.Parse([]byte(read(t, file)))
	if err != nil {
		t.Fatal(err)
	}
	got := nb.Cells[1].Outputs[0].Text + nb.Cells[1].Outputs[2].Text
	want := "TMPDIR=/tmp\ngradstep/pkg/fd/fd.go:3 failed\nin gonb and 0x1234\n" +
		"panic: oh\n\ngoroutine 1 [running]:\nmain.f(0x?)\n\t/tmp/x/gonb/main.go:8 +0x?\n"
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// GoNB does not mark a place in a stack of which it gets one half after the
// other, but its page names the place all the same.
func TestPlaceOfATornStack(t *testing.T) {
	root := t.TempDir()
	file := write(t, root, "a.ipynb", notebook(t, "err panic: oh\nerr /tmp/gonb/main.go:8\n"+
		`display - <div><span class="gonb-cell-line-info">Cell[1]: Line 4</span> <span class="gonb-err-location">main.go:8</span></div>`+"\n"+
		"fail ERROR exit status 2"))
	err := runner.Run(t.Context(), file, runner.Options{Root: root, Kernel: kerneltest.Fake(t)})
	want := "cell [1], line 4: exit status 2\n    fail ERROR exit status 2\n  | panic: oh\n  | /tmp/gonb/main.go:8"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestTags(t *testing.T) {
	root := t.TempDir()
	nb, err := nbfile.Parse(notebook(t, "fail Name on purpose", "fail Name never", "out after"))
	if err != nil {
		t.Fatal(err)
	}
	nb.Cells[1].Metadata = map[string]any{"tags": []any{"raises-exception"}}
	nb.Cells[2].Metadata = map[string]any{"tags": []any{"skip-execution", "x"}}
	nb.Cells[2].Outputs = []nbfile.Output{{Kind: nbfile.Stream, Name: "stdout", Text: "kept\n"}}
	data, err := nb.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	file := write(t, root, "a.ipynb", data)
	o := runner.Options{Root: root, Kernel: kerneltest.Fake(t)}
	if err := runner.Run(t.Context(), file, o); err != nil {
		t.Fatal(err)
	}
	if err := runner.Check(t.Context(), file, o); err != nil {
		t.Error(err)
	}
	text := read(t, file)
	for _, want := range []string{`"evalue": "on purpose"`, `"kept\n"`, `"after\n"`, `"skip-execution",`, `"execution_count": 2`} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in %s", want, text)
		}
	}
	changed := strings.Replace(text, `"evalue": "on purpose"`, `"evalue": "by chance"`, 1)
	write(t, root, "a.ipynb", []byte(changed))
	var d *runner.Difference
	if err := runner.Check(t.Context(), file, o); !errors.As(err, &d) {
		t.Errorf("another error was accepted: %v", err)
	}
}

// Whoever saves the notebook while it runs does not lose what they saved.
func TestFileChangedMeanwhile(t *testing.T) {
	root := t.TempDir()
	file := write(t, root, "a.ipynb", notebook(t, "file a.ipynb  ", "out 1"))
	if err := runner.Run(t.Context(), file, runner.Options{Root: root, Kernel: kerneltest.Fake(t)}); !errors.Is(err, runner.ErrChanged) {
		t.Errorf("got %v", err)
	}
	if text := read(t, file); !strings.HasSuffix(text, " \n") || strings.Contains(text, `"execution_count": 1`) {
		t.Errorf("the file became %s", text)
	}
}

// A run keeps the order of outputs that came in another one before.
func TestOrderIsKept(t *testing.T) {
	root := t.TempDir()
	file := write(t, root, "a.ipynb", notebook(t, "out 1\ndisplay - 2\nout 3"))
	o := runner.Options{Root: root, Kernel: kerneltest.Fake(t)}
	if err := runner.Run(t.Context(), file, o); err != nil {
		t.Fatal(err)
	}
	nb, err := nbfile.Parse([]byte(read(t, file)))
	if err != nil {
		t.Fatal(err)
	}
	c := &nb.Cells[1]
	c.Outputs[0].Text += c.Outputs[2].Text
	c.Outputs = c.Outputs[:2]
	data, err := nb.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	write(t, root, "a.ipynb", data)
	if err := runner.Run(t.Context(), file, o); err != nil || read(t, file) != string(data) {
		t.Errorf("%v, %s", err, read(t, file))
	}
}

var outputLine = regexp.MustCompile(`^\d\d\.ipynb  (ok  1 cell  \d+\.\d s|cell \[1\] of 1  1 s …)$`)

// Notebooks run at the same time, and each line is about one of them.
func TestSeveralAtOnce(t *testing.T) {
	root := t.TempDir()
	const n = 4
	for i := range n {
		write(t, root, fmt.Sprintf("%02d.ipynb", i), notebook(t, "sleep 1200ms"))
	}
	begun := time.Now()
	status, out, errs := launch(t, t.Context(), root, "run", "-jobs", fmt.Sprint(n))
	if took := time.Since(begun); status != 0 || took > n*1200*time.Millisecond {
		t.Errorf("status %d after %v\n%s%s", status, took, out, errs)
	}
	lines := strings.Split(strings.TrimSpace(out+errs), "\n")
	if len(lines) != 2*n+1 {
		t.Errorf("%d lines", len(lines))
	}
	for _, l := range lines {
		if !outputLine.MatchString(l) && !strings.HasPrefix(l, "run: 4 of 4 notebooks ok") {
			t.Errorf("line %q", l)
		}
	}
}

func TestCanceled(t *testing.T) {
	root := t.TempDir()
	var files []string
	data := notebook(t, "file started x", "spin")
	for i := range 3 {
		files = append(files, write(t, root, fmt.Sprintf("%d.ipynb", i), data))
	}
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for {
			if _, err := os.Stat(filepath.Join(root, "notebooks", "started")); err == nil {
				cancel()
				return
			}
			time.Sleep(time.Millisecond)
		}
	}()
	status, out, errs := launch(t, ctx, root, "run", "-jobs", "2")
	if status != 130 || !strings.Contains(errs, "run: interrupted") || out != "" {
		t.Errorf("status %d\n%s%s", status, out, errs)
	}
	for _, f := range files {
		if read(t, f) != string(data) {
			t.Errorf("%s changed", f)
		}
	}
}
