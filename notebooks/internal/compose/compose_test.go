package compose_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradstep/gradstep/notebooks/internal/compose"
	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

// compile makes the program of the last of some cells and keeps what those before declare.
func compile(t *testing.T, cells ...string) *compose.Program {
	t.Helper()
	var s compose.Session
	var p *compose.Program
	for i, source := range cells {
		var err error
		if p, err = s.Compose(fmt.Sprintf("cell %d", i+1), source); err != nil {
			t.Fatalf("cell %d: %v", i+1, err)
		}
		s.Keep(p)
	}
	return p
}

// execute runs the program of the last of some cells.
func execute(t *testing.T, cells ...string) string {
	t.Helper()
	p := compile(t, cells...)
	file := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(file, p.Source, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", slices.Concat([]string{"run", file}, p.Args)...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Sprintf("%s%v", out, err)
	}
	return string(out)
}

// What is declared, declared again in every way, and run.
func TestProgramsRun(t *testing.T) {
	t.Parallel()
	const show = "import \"fmt\"\n"
	for name, test := range map[string]struct {
		cells []string
		want  string
	}{
		"the later function": {[]string{show + "func f() int { return 1 }", "func f() int { return 2 }", "%%\nfmt.Print(f())"}, "2"},
		"another kind":       {[]string{show + "func f() int { return 1 }", "var f = 3", "%%\nfmt.Print(f)"}, "3"},
		"methods stay": {[]string{
			show + "type T struct{ a int }\nfunc (t *T) A() int { return t.a }\nfunc (T) B() int { return 5 }",
			"type T struct{ a, b int }\nfunc (T) B() int { return 6 }",
			"%%\nt := T{1, 2}\nfmt.Print(t.A(), t.B())",
		}, "1 6"},
		"a method of a generic type": {[]string{
			show + "type L[A any] []A\nfunc (l L[A]) N() int { return 0 }",
			"func (l L[A]) N() int { return len(l) }\n%%\nfmt.Print(L[int]{1, 2}.N())",
		}, "2"},
		"one of a const block": {[]string{show + "const (\n\tA = iota\n\tB\n\tC\n)", "const B = \"b\"", "%%\nfmt.Print(A, B, C)"}, "0b2"},
		"one of a tuple": {[]string{
			show + "func two() (int, int) { return 1, 2 }\nvar a, b = two()", "var a = 7", "%%\nfmt.Print(a, b)",
		}, "7 2"},
		"one of two values": {[]string{
			show + "func loud() int { fmt.Print(\"computed \"); return 1 }\nvar a, b = loud(), 2", "var a = 7", "%%\nfmt.Print(a, b)",
		}, "7 2"},
		"an init that is replaced": {[]string{show + "func init_x() { fmt.Print(1) }", "func init_x() { fmt.Print(2) }", "%%"}, "2"},
		"main is not kept":         {[]string{show + "func main() { fmt.Print(1) }", "%%\nfmt.Print(2)"}, "2"},
		"imports by their name":    {[]string{"import (\n\t\"fmt\"\n\t\"math/rand/v2\"\n\tm \"math\"\n)", "%%\nfmt.Print(rand.New(rand.NewPCG(1, 2)).IntN(1), m.Sqrt(4))"}, "0 2"},
		"imports that nobody uses": {[]string{"import (\n\t\"fmt\"\n\t\"os\"\n\t_ \"embed\"\n)", "%%\nfmt.Print(1)"}, "1"},
		"a field, a key, a local of the name of a package": {[]string{
			"import (\n\t\"fmt\"\n\t\"os\"\n\t\"time\"\n)\ntype T struct{ os int }",
			"%%\nt := T{os: 1}\ntime := struct{ Now int }{2}\nfmt.Print(t.os, time.Now)",
		}, "1 2"},
		"arguments": {[]string{"import (\n\t\"flag\"\n\t\"fmt\"\n)\nvar n = flag.Int(\"n\", 0, \"\")", "%% -n=4 \"a b\" \\\n c\nfmt.Print(*n, flag.Args())"}, "4 [a b c]"},
		"exec":      {[]string{show + "func f() { fmt.Print(8) }", "%exec f"}, "8"},
		"comments":  {[]string{show + "//gonb:%%\nfmt.Print(9)"}, "9"},
		"a directive": {[]string{
			show + "//go:noinline\nfunc f() int { return 1 }", "%%\nfmt.Print(f())",
		}, "1"},
		"variables in the order of their names": {[]string{
			show + "func say(s string) int { fmt.Print(s); return 0 }\nvar z = say(\"z\")", "var a = say(\"a\")", "%%",
		}, "az"},
		"statements that look like declarations": {[]string{show + "%%\ntype T int\nconst c T = 3\nvar v = c\nfmt.Print(v)"}, "3"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if testing.Short() && len(name)%3 != 0 {
				t.Skip("a third of the programs under -short")
			}
			if got := execute(t, test.cells...); got != test.want {
				t.Errorf("got %q, want %q\n%s", got, test.want, compile(t, test.cells...).Source)
			}
		})
	}
}

// The compiler, the parser and a panic name the cell and its line.
func TestPositions(t *testing.T) {
	t.Parallel()
	f := "import \"fmt\"\n\nvar list []int\n\nfunc at(i int) int {\n\treturn list[i]\n}"
	for _, test := range []struct {
		cells []string
		want  string
	}{
		{[]string{f, "var x = 1\n\nvar (\n\ty = 2\n\tz = undefinedName\n)\n%%\nfmt.Println(x, y, z)"}, "cell 2:5:6: undefined: undefinedName"},
		{[]string{f, "%%\nfmt.Println(at(1),\n\t  undefinedName)"}, "cell 2:3:4: undefined: undefinedName"},
		{[]string{f, "%%\nfmt.Println(at(1))"}, "cell 1:6"},
	} {
		if got := execute(t, test.cells...); !strings.Contains(got, test.want) {
			t.Errorf("%q is not in\n%s", test.want, got)
		}
	}
	var s compose.Session
	_, err := s.Compose("cell 7", "var a = 1\n%%\nfor {\n\ta = = 2\n}")
	var list scanner.ErrorList
	if !errors.As(err, &list) || list[0].Pos.Line != 4 || list[0].Pos.Filename != "cell 7" {
		t.Errorf("got %v", err)
	}
}

// A cell that is not kept leaves nothing.
func TestKeep(t *testing.T) {
	var s compose.Session
	p, err := s.Compose("1", "func f() int { return 1 }\n%env A=1")
	if err != nil {
		t.Fatal(err)
	}
	s.Keep(p)
	if _, err := s.Compose("2", "func f() string { return undefined }\nvar g = 1\n%env A 2"); err != nil {
		t.Fatal(err)
	}
	p, err = s.Compose("3", "%%\nprintln(f())")
	if err != nil {
		t.Fatal(err)
	}
	src := string(p.Source)
	if !strings.Contains(src, "func f() int") || strings.Contains(src, "undefined") || strings.Contains(src, "var g") {
		t.Error(src)
	}
	if diff := cmp.Diff([]string{"A=1"}, p.Env); diff != "" {
		t.Error(diff)
	}
}

// What is not executed here is refused by its name and line.
func TestCommands(t *testing.T) {
	for source, want := range map[string]string{
		"\n!ls -l":                  "c:2: !ls -l: commands of a shell are not executed here",
		"%wasm":                     "c:1: %wasm: this command of GoNB is not executed here",
		"%%\nx()\n%%\ny()":          "c:3: %%: line 1 begins main already",
		"%exec":                     "c:1: %exec: the name of a function is missing",
		"%env A":                    "c:1: %env A: write %env NAME VALUE or %env NAME=VALUE",
		"%% \"a":                    "c:1: %% \"a: a closing \" is missing",
		"//gonb:!pwd":               "c:1: !pwd: commands of a shell are not executed here",
		"var a = 1\n\n%cd /tmp\n%%": "c:3: %cd /tmp: this command of GoNB is not executed here",
	} {
		var s compose.Session
		_, err := s.Compose("c", source)
		var refused *compose.CommandError
		if !errors.As(err, &refused) || err.Error() != want {
			t.Errorf("%q: got %v, want %s", source, err, want)
		}
	}
	p := compile(t, "%args -x \"a \\\"b\\\"\" c\nfunc main() {}")
	if diff := cmp.Diff([]string{"-x", "a \"b\"", "c"}, p.Args); diff != "" || !p.Main {
		t.Error(diff, p.Main)
	}
}

// Packages that no cell imports are found by their names.
func TestFind(t *testing.T) {
	s := compose.Session{Find: compose.Index([]string{"fmt", "math/rand", "math/rand/v2", "text/template", "html/template", "example.com/deep/fmt", "strings"})}
	p, err := s.Compose("c", "var v struct{ strings int }\n%%\nfmt.Println(rand.N(3), template.New(``), v.strings, missing.Thing)")
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), "", p.Source, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, spec := range f.Imports {
		got = append(got, spec.Path.Value)
	}
	if diff := cmp.Diff([]string{`"flag"`, `"fmt"`, `"math/rand/v2"`, `"html/template"`}, got); diff != "" {
		t.Error(diff)
	}
}

// Every cell of every lesson becomes a program that uses each of its imports.
func TestLessons(t *testing.T) {
	files, err := filepath.Glob("../../*.ipynb")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		nb, err := nbfile.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		var s compose.Session
		for _, i := range nb.CodeCells() {
			c := &nb.Cells[i]
			p, err := s.Compose(fmt.Sprintf("cell %d", i), c.Source)
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			s.Keep(p)
			if runs := regexp.MustCompile(`(?m)^%%`).MatchString(c.Source); runs != p.Main {
				t.Errorf("%s, cell %d: main is %v", file, i, p.Main)
			}
			f, err := parser.ParseFile(token.NewFileSet(), "", p.Source, 0)
			if err != nil {
				t.Fatalf("%s, cell %d: %v", file, i, err)
			}
			used := map[string]bool{}
			ast.Inspect(f, func(n ast.Node) bool {
				if sel, ok := n.(*ast.SelectorExpr); ok {
					if id, ok := sel.X.(*ast.Ident); ok {
						used[id.Name] = true
					}
				}
				return true
			})
			for _, spec := range f.Imports {
				name := compose.PackageName(strings.Trim(spec.Path.Value, `"`))
				if spec.Name != nil {
					name = spec.Name.Name
				}
				if !used[name] {
					t.Errorf("%s, cell %d imports %s for nothing", file, i, name)
				}
			}
		}
	}
}

func TestPackageName(t *testing.T) {
	for path, want := range map[string]string{
		"fmt": "fmt", "math/rand/v2": "rand", "gopkg.in/yaml.v3": "yaml", "github.com/x/go-toml": "toml", "github.com/google/renameio/v2": "renameio",
	} {
		if got := compose.PackageName(path); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}
