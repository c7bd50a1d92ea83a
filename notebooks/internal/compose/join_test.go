package compose_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradstep/gradstep/notebooks/internal/compose"
)

// join composes cells and joins those that run. Its sizes say how many programs each joint has.
func join(t *testing.T, cells ...string) (joints []compose.Joint, sizes []int) {
	t.Helper()
	var s compose.Session
	var programs []*compose.Program
	for i, source := range cells {
		p, err := s.Compose(fmt.Sprintf("cell %d", i+1), source)
		if err != nil {
			t.Fatalf("cell %d: %v", i+1, err)
		}
		s.Keep(p)
		if p.Acts() {
			programs = append(programs, p)
		}
	}
	joints, err := s.Join(programs)
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range joints {
		sizes = append(sizes, len(j.Programs))
	}
	return joints, sizes
}

// A cell begins a new joint when those before would notice what it declares, and only then.
func TestJoin(t *testing.T) {
	const before = "import \"fmt\"\ntype T struct{}\nfunc f() int { return 1 }\nvar v = f()\n%%\nfmt.Println(f(), v, T{})"
	for cell, want := range map[string][]int{
		"%%\nfmt.Println(2)":                   {2},
		"func g() int { return f() }\n%%\ng()": {2},
		"type U struct{ T }\nfunc (U) String() string { return `` }\n%%\nprintln(U{})": {2},
		"const c = 1 / 2\n%%":     {2},
		"var a, b = 1, \"x\"\n%%": {2},
		"var list = []T{{}}\nvar m = map[string][]func() int{`a`: {f, func() int { return f() }}}\n%%": {2},
		"var p *int\n%%":                              {2},
		"var q = &T{}\nvar r = -1 + 2*3\n%%":          {2},
		"import \"os\"\n%%\nos.Exit(0)":               {2},
		"func f() int { return 2 }\n%%\nf()":          {1, 1}, // declared again
		"type f int\n%%":                              {1, 1},
		"type T struct{ a int }\n%%":                  {1, 1},
		"func (T) String() string { return `T` }\n%%": {1, 1}, // fmt looks for it
		"func (t *T) Set() {}\n%%":                    {1, 1},
		"var w = f()\n%%":                             {1, 1}, // is computed before main
		"var w = []int{f()}\n%%":                      {1, 1},
		"var w = []int{}[0]\n%%":                      {1, 1}, // panics before main
		"var z int\nvar w = 1 / z\n%%":                {1, 1},
		"var ch chan int\nvar w = <-ch\n%%":           {1, 1},
		"var x any\nvar w = x.(int)\n%%":              {1, 1},
		"var w = func() int { return 1 }()\n%%":       {1, 1},
		"var _ = f()\n%%":                             {1, 1},
		"func init() { println(1) }\n%%":              {1, 1},
		"func init_x() { println(1) }\n%%":            {1, 1},
		"func println(a ...any) {}\n%%":               {1, 1}, // a name that Go has
		"type int32 = int64\n%%":                      {1, 1},
		"func fmt() {}\n%%\nfmt()":                    {1, 1}, // a name that an import has
		"import fmt \"log\"\n%%\nfmt.Println(1)":      {1, 1},
		"import . \"math\"\n%%\nSqrt(1)":              {1, 1},
		"import _ \"image/png\"\n%%":                  {1, 1},
	} {
		if _, got := join(t, before, cell); !slices.Equal(got, want) {
			t.Errorf("%q: joints of %v programs, want %v", cell, got, want)
		}
	}
	if _, got := join(t, before, "func g() {}", "%%\ng()", "func f() {}", "%%\nf()", "%%\nf()"); !slices.Equal(got, []int{3, 3}) {
		t.Errorf("a name declared again in between: joints of %v programs", got)
	}
	if _, got := join(t); got != nil {
		t.Errorf("no program: %v", got)
	}
}

// Each program does in its joint what it does by itself.
func TestJointsDoTheSame(t *testing.T) {
	t.Parallel()
	cells := []string{
		"import (\n\t\"fmt\"\n\t\"os\"\n\t\"flag\"\n)\nvar n = flag.Int(\"n\", 7, \"\")\nvar log = []string{\"start\"}\nfunc say(s string) int { fmt.Println(s); log = append(log, s); return len(log) }",
		"%% -n 8 rest\nfmt.Println(*n, flag.Args(), len(os.Args), log, os.Getenv(\"GRADSTEP_CELL\"))",
		"var loud = say(\"loud\")\n%%\nfmt.Println(loud, log)",
		"type T struct{ A int }\n%%\nfmt.Printf(\"%T %v\\n\", T{1}, T{1})",
		"const only = \"declared\"",
		"func (T) String() string { return \"T!\" }\n%%\nfmt.Println(T{1}, log)",
		"func min(a, b int) int { return -1 }\n%%\nfmt.Println(min(1, 2), max(1, 2))",
		"func main() { fmt.Println(say(\"x\")); os.Exit(3) }",
		"%env A=1\n%%\nfmt.Println(os.Getenv(\"A\"))\npanic(\"no\")",
	}
	joints, sizes := join(t, cells...)
	if diff := cmp.Diff([]int{2, 3, 1, 3}, sizes); diff != "" {
		t.Error(diff)
	}
	folder := t.TempDir()
	build := func(name string, source []byte) string {
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file+".go", source, 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("go", "build", "-ldflags=-s", "-o", file+".exe", file+".go")
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s\n%s", err, out, source)
		}
		return file + ".exe"
	}
	execute := func(program string, p *compose.Program, env ...string) string {
		cmd := exec.Command(program, p.Args...)
		cmd.Env = slices.Concat(os.Environ(), p.Env, env)
		out, err := cmd.CombinedOutput()
		text, _, _ := strings.Cut(string(out), "\ngoroutine ") // a stack names its functions
		return fmt.Sprintf("%s%v", text, err)
	}
	for i, j := range joints {
		joint := build(fmt.Sprintf("joint%d", i), j.Source)
		for k, p := range j.Programs {
			want := execute(build(fmt.Sprintf("own%d_%d", i, k), p.Source), p)
			if got := execute(joint, p, fmt.Sprintf("%s=%d", compose.Selector, k)); got != want {
				t.Errorf("got\n%s\nby itself\n%s\n%s", got, want, p.Source)
			}
		}
		if got := execute(joint, j.Programs[0], compose.Selector+"=9"); !strings.Contains(got, "there is no cell 9") {
			t.Error(got)
		}
	}
}
