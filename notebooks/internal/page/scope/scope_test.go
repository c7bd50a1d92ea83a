package scope_test

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/gradstep/gradstep/notebooks/internal/compose"
	"github.com/gradstep/gradstep/notebooks/internal/page/scope"
)

// exports are the files of some compiled packages and of what they need, by their paths.
var exports = sync.OnceValues(func() (map[string]string, error) {
	args := []string{"list", "-export", "-deps", "-f", "{{if .Export}}{{.ImportPath}}={{.Export}}{{end}}", "fmt", "strings", "math/rand/v2", "github.com/gradstep/gradstep/pkg/stair"}
	text, err := exec.Command("go", args...).Output()
	files := map[string]string{}
	for line := range strings.FieldsSeq(string(text)) {
		path, file, _ := strings.Cut(line, "=")
		files[path] = file
	}
	return files, err
})

func known(t *testing.T) (*scope.Scope, *compose.Session) {
	t.Helper()
	files, err := exports()
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for path := range files {
		if !strings.Contains(path, "internal") {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	archive := func(path string) ([]byte, error) { return os.ReadFile(files[path]) }
	session := &compose.Session{Find: compose.Index(paths)}
	p, err := session.Compose("cell [1]", "import \"strings\"\n\ntype Walk struct {\n\tSteps int\n\tpath []float64\n}\n\nfunc (w *Walk) Longest() float64 { return 0 }\n\nfunc Wander(n int) Walk { return Walk{Steps: n} }")
	if err != nil {
		t.Fatal(err)
	}
	session.Keep(p)
	return scope.New(paths, archive), session
}

// What may follow: | is where the reader writes.
func TestComplete(t *testing.T) {
	know, session := known(t)
	for _, c := range []struct {
		source string
		want   []string // are among the names
		never  []string // are not
		from   string   // is what a name takes the place of
	}{
		{"%%\nstair.Quan|", []string{"Quantize", "QuantizeTo"}, []string{"Minimize", "Floor"}, "Quan"},
		{"%%\nstair.|", []string{"Quantize", "Minimize", "FitLeastSquares"}, []string{"errors"}, ""},
		{"%%\nw := Wander(3)\nw.|", []string{"Steps", "path", "Longest"}, []string{"Wander"}, ""},
		{"%%\nWander(3).St|", []string{"Steps"}, []string{"Longest"}, "St"},
		{"%%\nWan|", []string{"Wander"}, []string{"Walk", "break"}, "Wan"},
		{"%%\nfor i := range 3 {\n\tvar total float64\n\tto|\n}", []string{"total"}, []string{"Wander"}, "to"},
		{"%%\nvar b strings.Builder\nb.Wri|", []string{"WriteString", "WriteByte"}, []string{"Len"}, "Wri"},
		{"%%\nfor {\n\tfmt.Prin|", []string{"Println", "Printf"}, []string{"Sprint"}, "Prin"}, // not Go yet
		{"%%\nfmt.Println(\"ü🙂\", Wan|)", []string{"Wander"}, nil, "Wan"},
		{"%%\nsta|", []string{"stair"}, nil, "sta"},
		{"%%\nnothing.|", nil, []string{"Wander", "break"}, ""},
	} {
		before, after, _ := strings.Cut(c.source, "|")
		at := 0
		for _, r := range before {
			at++
			if r > 0xffff {
				at++ // as the page counts
			}
		}
		m := know.Complete(session, before+after, at)
		for _, name := range c.want {
			if !slices.Contains(m.Names, name) {
				t.Errorf("%q: %s is missing in %.200q", c.source, name, m.Names)
			}
		}
		for _, name := range c.never {
			if slices.Contains(m.Names, name) {
				t.Errorf("%q: %s is among them", c.source, name)
			}
		}
		if m.End != at || m.Start != at-len(c.from) {
			t.Errorf("%q: it takes the place of [%d, %d), want [%d, %d)", c.source, m.Start, m.End, at-len(c.from), at)
		}
	}
}

// What stands at a place.
func TestInspect(t *testing.T) {
	know, session := known(t)
	for _, c := range []struct{ source, want string }{
		{"%%\nfmt.Println(stair.Quan|tize(0.5, 8))", "func stair.Quantize(x float64, b float64) float64"},
		{"%%\nx := Wan|der(3)\nfmt.Println(x)", "func Wander(n int) Walk"},
		{"%%\nx := Wander(3)\nfmt.Println(x.Steps|)", "field Steps int"},
		{"%%\nx := Wander(3)\nfmt.Println(x.|Longest())", "func (*Walk).Longest() float64"},
		{"%%\nvar total float64\nfmt.Println(|total)", "var total float64"},
		{"%%\nfmt.Println(missing|)", ""},
		{"%%\nfmt.Println(1 |+ 2)", ""},
		{"%%\nfor {\n\tfmt.Prin|tln(", ""}, // not Go yet
	} {
		before, after, _ := strings.Cut(c.source, "|")
		if got := know.Inspect(session, before+after, len(before)); got != c.want {
			t.Errorf("%q: got %q, want %q", c.source, got, c.want)
		}
	}
}
