package nbfile_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

func ExampleDiff() {
	fmt.Print(nbfile.Diff(
		"loss over b\nb = 5\nb = 8.5\nb = 30\nminimum at 12.34\nloss 0\n",
		"loss over b\nb = 5\nb = 8.5\nb = 30\nminimum at 12.35\nloss 0\nsure\n"))
	// Output:
	//   …
	//   b = 8.5
	//   b = 30
	// - minimum at 12.34
	// + minimum at 12.35
	//   loss 0
	// + sure
}

// What is marked with - or not at all is the first text, what is marked with +
// or not at all the second one.
func TestDiffTellsBoth(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	text := func() string {
		var b strings.Builder
		for range rng.IntN(5) {
			fmt.Fprintln(&b, rng.IntN(3))
		}
		return b.String()
	}
	for range 2000 {
		a, b := text(), text()
		d := nbfile.Diff(a, b)
		if (d == "") != (a == b) {
			t.Fatalf("%q and %q: %q", a, b, d)
		}
		if d == "" || strings.Contains(d, "…") {
			continue
		}
		var first, second strings.Builder
		for line := range strings.Lines(d) {
			if line[0] != '+' {
				first.WriteString(line[2:])
			}
			if line[0] != '-' {
				second.WriteString(line[2:])
			}
		}
		// The diff may leave out equal lines at both ends.
		if !strings.Contains(a, first.String()) || !strings.Contains(b, second.String()) {
			t.Fatalf("%q and %q:\n%s", a, b, d)
		}
	}
}

func TestDiffOfLongTexts(t *testing.T) {
	a, b := strings.Repeat("a\n", 5000), strings.Repeat("b\n", 5000)
	d := nbfile.Diff(a, b)
	if n := strings.Count(d, "\n"); n > 70 || !strings.Contains(d, "lines more") {
		t.Errorf("%d lines:\n%s", n, d)
	}
}
