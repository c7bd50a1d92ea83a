//go:build unix

package processor_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/notebooks/internal/processor"
)

// A program that compiles passes, and one that does not is refused with the place and the reason, for the
// processor that was asked.
func TestChecker(t *testing.T) {
	t.Parallel()
	checker := func(name string, paths ...string) *processor.Checker {
		target, err := processor.Parse(name)
		if err != nil {
			t.Skip(err)
		}
		c, err := target.Checker(t.Context(), filepath.Join("..", "..", ".."), paths)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	here := checker(processor.Native().String(), "fmt", "example.com/missing", "github.com/gradstep/gradstep/pkg/optim")
	const large = "package main\nfunc main() { println(int(1 << 40)) }"
	for _, test := range []struct{ source, want string }{
		{program, "could not import github.com/janpfeifer/gonb/gonbui (the package is missing, or does not compile)"}, // nobody asked for it
		{"package main\nimport \"github.com/gradstep/gradstep/pkg/optim\"\nfunc main() { _ = optim.Sgd }", "undefined: optim.Sgd"},
		{"package main\nimport \"fmt\"\nfunc main() { fmt.Println() }", ""},
		{large, ""},
		{"package main\nimport \"example.com/missing\"\nfunc main() { missing.F() }", "2:8: could not import example.com/missing"},
		{"package main\n//line cell [3]:7:1\nfunc main() { x := 1 }", "cell [3]:7:15: declared and not used: x"},
		{"package main\nimport \"fmt\"\nfunc main() { }", "imported and not used"},
		{"package main\nfunc main() { later() }", "undefined: later"},
		{"package main\nfunc main() {", "expected '}'"},
		{"package main\nfunc main() {" + strings.Repeat("x()\n", 99) + "}", "11:1: undefined: x"},
	} {
		err := here.Check([]byte(test.source))
		switch {
		case test.want == "" && err != nil:
			t.Errorf("%s: %v", test.source, err)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "it does not compile for")):
			t.Errorf("%s: got %v, want %s", test.source, err, test.want)
		case strings.Count(test.source, "x()") == 99 && strings.Count(err.Error(), "undefined") != 10:
			t.Errorf("as many errors as there are: %v", err)
		}
	}
	if err := checker("linux/386").Check([]byte(large)); err == nil || !strings.Contains(err.Error(), "overflows") {
		t.Errorf("1 << 40 as an int of 32 bits: %v", err)
	}
}
