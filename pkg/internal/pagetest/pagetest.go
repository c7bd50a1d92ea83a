// Package pagetest lets tests hold a document to what they compute: each figure in a
// document stands behind a test.
package pagetest

import (
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/wholefile"
)

var update = flag.Bool("update", false, "write the tables of documents")

// A Page is a document whose sentences are checked.
type Page struct {
	path string
	text string
	err  error
}

// Open reads a document. A failure to read it is told to the test that asks for it.
func Open(path string) Page {
	data, err := os.ReadFile(path)
	return Page{path, string(data), err}
}

// Says fails the test when the document does not have the words, letter by letter but for where its
// lines break.
func (p Page) Says(t testing.TB, words string) {
	t.Helper()
	if p.err != nil {
		t.Fatal(p.err)
	}
	if !strings.Contains(oneLine(p.text), oneLine(words)) {
		t.Errorf("%s does not say\n%s", p.path, words)
	}
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// Tables fails the test when a table of the document, which stands between the lines
// <!-- name --> and <!-- end name -->, is another one. With the flag -update it
// writes the tables there instead.
func (p Page) Tables(t testing.TB, tables map[string]string) {
	t.Helper()
	if p.err != nil {
		t.Fatal(p.err)
	}
	text := p.text
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		start, end := "<!-- "+name+" -->\n", "<!-- end "+name+" -->"
		head, rest, begun := strings.Cut(text, start)
		_, tail, ended := strings.Cut(rest, end)
		if !begun || !ended {
			t.Fatalf("%s has no place for the table %q", p.path, name)
		}
		text = head + start + tables[name] + end + tail
	}
	switch {
	case text == p.text:
	case !*update:
		t.Fatalf("%s has other figures; run go test -run %s on this package with -update and read the difference", p.path, t.Name())
	default:
		if err := wholefile.WriteBytes(p.path, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
}
