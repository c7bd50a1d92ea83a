package runner_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gradstep/gradstep/notebooks/internal/jupyter"
	"github.com/gradstep/gradstep/notebooks/internal/jupyter/kerneltest"
	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
	"github.com/gradstep/gradstep/notebooks/internal/runner"
)

const header = `import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"github.com/janpfeifer/gonb/gonbui"
)

func draw(line int) image.Image {
	m := image.NewGray(image.Rect(0, 0, 200, 100))
	for x := range 200 {
		m.SetGray(x, line, color.Gray{Y: 200})
	}
	return m
}
`

// A lesson with texts and figures runs, is saved, and is found as it was saved;
// and a changed figure is noticed.
func TestGoNBLesson(t *testing.T) {
	t.Parallel()
	spec := kerneltest.Spec(t)
	root := t.TempDir()
	file := write(t, root, "a.ipynb", notebook(t, header,
		"const height = 30\n%%\nfmt.Println(height)\ngonbui.DisplayImage(draw(height))\ngonbui.Sync()",
		"%%\nvar b bytes.Buffer\npng.Encode(&b, draw(height + 1))\n"+
			"gonbui.DisplayHTML(`<img alt=\"a line\" src=\"data:image/png;base64,` + base64.StdEncoding.EncodeToString(b.Bytes()) + `\">`)\ngonbui.Sync()"))
	o := runner.Options{Root: root, Kernel: spec}
	if err := runner.Run(t.Context(), file, o); err != nil {
		t.Fatal(err)
	}
	saved := read(t, file)
	for _, want := range []string{`"image/png": "iVBOR`, `"text/html": [`, `"30\n"`} {
		if !strings.Contains(saved, want) {
			t.Errorf("%s is not in %s", want, saved)
		}
	}
	if err := runner.Check(t.Context(), file, o); err != nil {
		t.Fatal(err)
	}
	// The constant stands in the first cell that draws: a figure in each of the
	// two, and a text, change with it.
	write(t, root, "a.ipynb", []byte(strings.Replace(saved, "height = 30", "height = 31", 1)))
	var d *runner.Difference
	if err := runner.Check(t.Context(), file, o); !errors.As(err, &d) || len(d.Cells) != 2 {
		t.Fatalf("got %v", err)
	}
	for _, want := range []string{"- 30", "+ 31", "the figure (image/png) differs: 400 of 20000 pixels", "figure 1 of its text/html differs"} {
		if !strings.Contains(d.Error(), want) {
			t.Errorf("%q is not in\n%v", want, d)
		}
	}
}

// What the compiler and a panic say is shown with the line that they mean.
func TestGoNBFailures(t *testing.T) {
	t.Parallel()
	spec := kerneltest.Spec(t)
	root := t.TempDir()
	for i, test := range []struct {
		sources []string
		want    []string
	}{
		{
			[]string{"import \"fmt\"\n%%\nfmt.Println(1)", "func f() int { return 1 }\n%%\nfmt.Println(f())\nundefined(1)"},
			[]string{"cell [2], line 4: it does not compile", "    undefined(1)\n", "undefined: undefined"},
		},
		{
			[]string{"import \"fmt\"\n\nfunc at(p []int, i int) int {\n\treturn p[i]\n}\n%%\nfmt.Println(at(nil, 3))"},
			[]string{"cell [1], line 4: exit status 2", "    return p[i]\n", "index out of range [3] with length 0", "/tmp/gonb/main.go"},
		},
		{[]string{"import \"os\"\n%%\nos.Exit(3)"}, []string{"cell [1]: exit status 3", "    os.Exit(3)"}},
		{[]string{"%%\nfor {"}, []string{"cell [1]: ", "expected '}'"}},
		{[]string{"import \"example.com/missing\"\n%%\nmissing.F()"}, []string{"cell [1]", "example.com/missing"}},
	} {
		data := notebook(t, test.sources...)
		file := write(t, root, fmt.Sprintf("%d.ipynb", i), data)
		err := runner.Run(t.Context(), file, runner.Options{Root: root, Kernel: spec})
		var failed *runner.CellError
		if !errors.As(err, &failed) {
			t.Errorf("%d: got %v", i, err)
			continue
		}
		for _, want := range test.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%q is not in\n%v", want, err)
			}
		}
		if strings.Contains(err.Error(), "-kernel/") || strings.Contains(err.Error(), "<") {
			t.Errorf("not fit to be read: %v", err)
		}
		if read(t, file) != string(data) {
			t.Errorf("%d: the file changed", i)
		}
	}
}

// What is wrong in a cell is found there, as the kernel says it.
func TestGoNBCheckOfDeclarations(t *testing.T) {
	t.Parallel()
	spec := kerneltest.Spec(t)
	root := t.TempDir()
	o := runner.Options{Root: root, Kernel: spec}
	sources := []string{"import \"fmt\"", "func f() int { return 1 }", "func g() int { return f() }", "%%\nfmt.Println(g())"}
	file := write(t, root, "a.ipynb", notebook(t, sources...))
	if err := runner.Run(t.Context(), file, o); err != nil {
		t.Fatal(err)
	}
	if err := runner.Check(t.Context(), file, o); err != nil {
		t.Error(err)
	}
	saved := read(t, file)
	for _, test := range []struct{ old, new, want string }{
		{"{ return 1 }", "{ return one }", "cell [2], line 1: it does not compile"},
		{"{ return f() }", "{ return f() + 1 }", "cell [4] (fmt.Println(g()))"},
		{"func f()", "func h()", "cell [3], line 1: it does not compile"},
	} {
		write(t, root, "a.ipynb", []byte(strings.Replace(saved, test.old, test.new, 1)))
		if err := runner.Check(t.Context(), file, o); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %s", test.new, err, test.want)
		}
	}
}

// The two ways of executing a lesson display the same, and what differs without the
// kernel is said by the kernel.
func TestGoNBSameWithoutKernel(t *testing.T) {
	t.Parallel()
	spec := kerneltest.Spec(t)
	root, err := filepath.Abs(filepath.Join("..", "..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	file := write(t, folder, "a.ipynb", notebook(t, header, "import (\n\t\"flag\"\n\t\"os\"\n\t\"path/filepath\"\n)\nvar n = flag.Int(\"n\", 7, \"\")",
		"%% -n 8 rest\nfmt.Println(*n, flag.Args(), len(os.Args))",
		"%%\nfmt.Println(*n)\nfmt.Fprintln(os.Stderr, \"an aside\")\ngonbui.DisplayImage(draw(*n))\ngonbui.DisplayHTML(`<b>two</b>`)\ngonbui.Sync()",
		"func say(s string) string { fmt.Println(s); return s }\nvar loud = say(\"loud\")", "%%\nfmt.Println(len(loud))",
		"func say(s string) string { return s }", "%%\nfmt.Println(len(loud))",
		"%%\nos.WriteFile(\"kept.txt\", []byte(\"kept\"), 0o600)", "%%\nkept, err := os.ReadFile(\"kept.txt\")\nfmt.Println(string(kept), err)",
		"%%\nfmt.Println(os.Getenv(\"GRADSTEP_STATIC\"), os.Getenv(\"GOFLAGS\"), os.Getenv(\"TZ\"))",
		"%%\nfolder, err := os.Getwd()\nfmt.Println(filepath.Base(folder), err)",
		"%%\nf, err := os.CreateTemp(\"\", \"\")\nfmt.Println(filepath.Dir(f.Name()), err)"))
	var reasons []error
	o := runner.Options{Root: root, Kernel: spec, Again: func(why error) { reasons = append(reasons, why) }}
	if err := runner.Run(t.Context(), file, o); err != nil {
		t.Fatal(err)
	}
	if err := runner.Check(t.Context(), file, o); err != nil || reasons != nil {
		t.Errorf("without the kernel: %v, %v", err, reasons)
	}
	o.InKernel = true
	if err := runner.Check(t.Context(), file, o); err != nil {
		t.Errorf("in the kernel: %v", err)
	}
	o.InKernel = false
	write(t, folder, "a.ipynb", []byte(strings.Replace(read(t, file), `"loud\n"`, `"low\n"`, 1)))
	var d *runner.Difference
	if err := runner.Check(t.Context(), file, o); !errors.As(err, &d) || len(d.Cells) != 1 || len(reasons) != 1 {
		t.Errorf("got %v, executed again because of %v", err, reasons)
	}
}

// What a cell that may fail displays is the same in each run.
func TestGoNBExpectedFailure(t *testing.T) {
	t.Parallel()
	spec := kerneltest.Spec(t)
	root := t.TempDir()
	nb, err := nbfile.Parse(notebook(t, "import \"fmt\"\n%%\nfmt.Println(undefined)", "var p *int\n%%\n*p = 3"))
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i <= 2; i++ {
		nb.Cells[i].Metadata = map[string]any{"tags": []any{"raises-exception"}}
	}
	data, err := nb.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	file := write(t, root, "a.ipynb", data)
	o := runner.Options{Root: root, Kernel: spec}
	if err := runner.Run(t.Context(), file, o); err != nil {
		t.Fatal(err)
	}
	if err := runner.Check(t.Context(), file, o); err != nil {
		t.Error(err)
	}
}

func TestGoNBTimeout(t *testing.T) {
	t.Parallel()
	spec := kerneltest.Spec(t)
	root := t.TempDir()
	data := notebook(t, "%%\nfor {\n}")
	file := write(t, root, "a.ipynb", data)
	kernel := func(context.Context) (jupyter.Spec, error) { return spec, nil }
	var out strings.Builder
	begun := time.Now()
	status := runner.Main(t.Context(), root, "run", "usage: go run ./notebooks", []string{"-timeout", "1s", "a.ipynb"}, kernel, &out, &out)
	if took := time.Since(begun); status != 1 || !strings.Contains(out.String(), "cell [1]: it did not end within 1s") || took > 50*time.Second {
		t.Errorf("%d after %v: %s", status, took, &out)
	}
	if read(t, file) != string(data) {
		t.Error("the file changed")
	}
}
