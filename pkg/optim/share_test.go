package optim_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestShareOfUpdate: in the file of each rule at least 40 % of the lines of code are its update.
//
// A line of code is neither blank nor a comment alone. The update is every function but
// the constructor, Reset, slots, Check, and a Step that only calls step; so types, imports and
// the package clause are not. A file is a rule's if it has a function NewX and a method X.Step.
func TestShareOfUpdate(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	rules := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		lines, update, isRule := countLines(t, file)
		if !isRule {
			continue
		}
		rules++
		share := float64(update) / float64(lines)
		t.Logf("%-14s %3d of %3d lines, %2.0f %%", file, update, lines, 100*share)
		if share < 0.4 {
			t.Errorf("%s: the update is %.0f %% of the code, want 40", file, 100*share)
		}
	}
	if rules < 15 {
		t.Errorf("%d files of rules found", rules)
	}
}

func countLines(t *testing.T, file string) (lines, update int, isRule bool) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	source := strings.Split(string(text), "\n")
	code := func(from, to int) (n int) {
		for _, line := range source[from-1 : to] {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "//") {
				n++
			}
		}
		return n
	}
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, file, text, 0)
	if err != nil {
		t.Fatal(err)
	}
	made, steps := map[string]bool{}, map[string]bool{}
	for _, d := range parsed.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		name, isMethod := f.Name.Name, f.Recv != nil
		from, to := set.Position(f.Pos()).Line, set.Position(f.End()).Line
		switch {
		case !isMethod && strings.HasPrefix(name, "New"):
			made[strings.TrimPrefix(name, "New")] = true
			continue
		case isMethod && name == "Step":
			if star, ok := f.Recv.List[0].Type.(*ast.StarExpr); ok {
				steps[star.X.(*ast.Ident).Name] = true
			}
			if from == to {
				continue
			}
		case isMethod && (name == "Reset" || name == "slots" || name == "Check"):
			continue
		}
		update += code(from, to)
	}
	for name := range made {
		isRule = isRule || steps[name]
	}
	return code(1, len(source)), update, isRule
}
