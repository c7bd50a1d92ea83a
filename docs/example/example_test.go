package main

import (
	"os"
	"strings"
	"testing"
)

func Example() {
	main()
	// Output:
	// b = 12.3400, loss 0; the floors are the same in [12.3387, 12.3568)
	// the pixel x = 0.5 is darkest as b → 6: y → 0.4167, attained: false
}

// The README shows this program and what it prints: it must be this program.
func TestReadmeShowsThisProgram(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	_, body, ok := strings.Cut(string(program), "package main\n")
	if !ok || !strings.Contains(string(readme), "```go\npackage main\n"+body+"```") {
		t.Error("the README does not show docs/example/main.go as it is, from its package clause on")
	}
	for _, line := range []string{
		"b = 12.3400, loss 0; the floors are the same in [12.3387, 12.3568)",
		"the pixel x = 0.5 is darkest as b → 6: y → 0.4167, attained: false",
	} {
		if !strings.Contains(string(readme), line) {
			t.Errorf("the README does not show the line %q", line)
		}
	}
}
