// Package doctest lets tests hold a document to what they compute: each figure in a
// document stands behind a test.
package doctest

import (
	"os"
	"strings"
	"testing"
)

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

// Says fails the test when the document does not have the words, letter by letter.
func (p Page) Says(t testing.TB, words string) {
	t.Helper()
	if p.err != nil {
		t.Fatal(p.err)
	}
	if !strings.Contains(p.text, words) {
		t.Errorf("%s does not say\n%s", p.path, words)
	}
}
