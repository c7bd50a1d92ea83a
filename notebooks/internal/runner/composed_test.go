//go:build unix

package runner_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
	"github.com/gradstep/gradstep/notebooks/internal/processor"
	"github.com/gradstep/gradstep/notebooks/internal/runner"
)

// A notebook is executed without a kernel, cells that fail are told, and the
// ones behind them are executed all the same.
func TestCheckWithoutKernel(t *testing.T) {
	t.Parallel()
	root, err := filepath.Abs(filepath.Join("..", "..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	nb, err := nbfile.Parse(notebook(t,
		"import \"fmt\"", "func f() int { return 1 }", "%%\nfmt.Println(f())",
		"%%\npanic(\"no\")", "%%\nfmt.Println(f() + undefined)", "%%\nfmt.Println(f() + 1)"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for i := range nb.Cells {
		if nb.Cells[i].Kind == nbfile.Code {
			n++
			nb.Cells[i].Count = n
		}
	}
	code := nb.CodeCells()
	nb.Cells[code[2]].Outputs = []nbfile.Output{{Kind: nbfile.Stream, Name: "stdout", Text: "1\n"}}
	nb.Cells[code[5]].Outputs = []nbfile.Output{{Kind: nbfile.Stream, Name: "stdout", Text: "3\n"}}
	data, err := nb.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "a.ipynb")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	err = runner.Check(t.Context(), file, runner.Options{Root: root, Target: &processor.Target{OS: runtime.GOOS, Arch: runtime.GOARCH}})
	var d *runner.Difference
	if !errors.As(err, &d) || len(d.Cells) != 3 {
		t.Fatalf("got %v", err)
	}
	for i, wants := range [][]string{
		{"cell [4]", "panic: no", "cell [4]:2"}, {"cell [5]", "undefined: undefined", "cell [5]:2:19"}, {"cell [6]", "- 3", "+ 2"},
	} {
		for _, want := range wants {
			if !strings.Contains(d.Cells[i], want) {
				t.Errorf("%q is not in\n%s", want, d.Cells[i])
			}
		}
	}
}
