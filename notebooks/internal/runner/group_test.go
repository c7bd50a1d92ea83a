package runner

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

func TestGrouped(t *testing.T) {
	displays := []nbfile.Output{{Kind: nbfile.Stream, Name: "stdout", Text: "1\n"}}
	tags := func(list ...any) map[string]any { return map[string]any{"tags": list} }
	cell := func(source string) nbfile.Cell { return nbfile.Cell{Kind: nbfile.Code, Source: source} }
	for _, test := range []struct {
		name  string
		cells []nbfile.Cell
		want  []program
	}{
		{"declarations go with what follows", []nbfile.Cell{
			cell("import \"fmt\""), cell("func F() int { return 1 }"), cell("type T struct{ A int }\nfunc (T) G() {}"), cell("%%\nfmt.Println(F())"), cell("const c = 1"),
		}, []program{{0, 1, 2, 3}, {4}}},
		{"a cell with statements ends a program", []nbfile.Cell{cell("%%\nx()"), cell("var a = 1\n%%\ny(a)"), cell("func main() { z() }"), cell("var b = 1")}, []program{{0}, {1}, {2}, {3}}},
		{"a name declared later", []nbfile.Cell{cell("func F() int { return G() }"), cell("func G() int { return 1 }\n%%\nF()")}, []program{{0}, {1}}},
		{"a type declared later", []nbfile.Cell{cell("func (t T) F() {}"), cell("type T int"), cell("%%\nT(1).F()")}, []program{{0}, {1, 2}}},
		{"a name declared again", []nbfile.Cell{cell("const a, b = 1, 2"), cell("func b() {}"), cell("%%\nb()")}, []program{{0}, {1, 2}}},
		{"a name used before is declared earlier", []nbfile.Cell{cell("var a = 1"), cell("var b = a"), cell("%%\nuse(a, b)")}, []program{{0, 1, 2}}},
		{"imports must come first", []nbfile.Cell{cell("var a = 1"), cell("import \"fmt\"\n%%\nfmt.Println(a)")}, []program{{0}, {1}}},
		{"commands of GoNB", []nbfile.Cell{cell("var a = 1"), cell("!ls"), cell("%test\nfunc TestX(t *testing.T) {}"), cell("%%\n%args x")}, []program{{0}, {1}, {2}, {3}}},
		{"not a program", []nbfile.Cell{cell("var a = 1"), cell("var b = ("), cell("%%\nx()")}, []program{{0}, {1}, {2}}},
		{"displays in the file", []nbfile.Cell{{Kind: nbfile.Code, Source: "var a = 1", Outputs: displays}, cell("%%\nx()")}, []program{{0}, {1}}},
		{"may fail", []nbfile.Cell{cell("var a = 1"), {Kind: nbfile.Code, Source: "var b = 1", Metadata: tags(tagMayFail)}, cell("%%\nx()")}, []program{{0}, {1}, {2}}},
		{"other tags", []nbfile.Cell{{Kind: nbfile.Code, Source: "var a = 1", Metadata: tags("exercise")}, cell("%%\nx()")}, []program{{0, 1}}},
	} {
		nb := &nbfile.Notebook{Cells: test.cells}
		if got := grouped(nb, nb.CodeCells()); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestProgramText(t *testing.T) {
	nb := &nbfile.Notebook{}
	for i := range 3 {
		nb.Cells = append(nb.Cells, nbfile.Cell{Source: fmt.Sprintf("var a%d = 1 // why", i)})
	}
	if got, want := (program{0, 2}).text(nb), "var a0 = 1 // why\n\nvar a2 = 1 // why"; got != want {
		t.Errorf("got %q", got)
	}
}
