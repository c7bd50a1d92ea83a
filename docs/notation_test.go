package docs_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	formula = regexp.MustCompile(`\$[^$]+\$`)
	first   = regexp.MustCompile(`^(\\[a-zA-Z]+|[A-Za-z])`)
)

// lettersOf are the symbols in the first cell of a row, without the indices and accents that tell one thing of a kind from another.
func lettersOf(row string) (letters []string) {
	for _, f := range formula.FindAllString(strings.Split(row, "|")[1], -1) {
		f = strings.Trim(f, "$")
		for _, mark := range []string{`\bar `, `\tilde `, `\hat `, `\lVert `} {
			f = strings.ReplaceAll(f, mark, "")
		}
		letters = append(letters, first.FindAllString(f, 1)...)
	}
	return letters
}

// A letter that stands in the tables of more than one field has its meanings in the first table.
func TestNotationListsSharedLetters(t *testing.T) {
	text, err := os.ReadFile("notation.md")
	if err != nil {
		t.Fatal(err)
	}
	head, fields, ok := strings.Cut(string(text), "\n## ")
	if !ok {
		t.Fatal("the page has no fields")
	}
	var shared []string
	for _, row := range strings.Split(head, "\n") {
		if strings.HasPrefix(row, "| $") {
			shared = append(shared, lettersOf(row)...)
		}
	}
	in := map[string][]string{}
	for _, field := range strings.Split(fields, "\n## ") {
		name, _, _ := strings.Cut(field, "\n")
		for _, row := range strings.Split(field, "\n") {
			if !strings.HasPrefix(row, "| $") {
				continue
			}
			for _, l := range lettersOf(row) {
				if !slices.Contains(in[l], name) {
					in[l] = append(in[l], name)
				}
			}
		}
	}
	for l, names := range in {
		if len(names) > 1 && !slices.Contains(shared, l) {
			t.Errorf("%s stands under %s, and not in the first table", l, strings.Join(names, ", "))
		}
	}
	if len(in) < 40 || len(shared) < 20 {
		t.Errorf("%d letters, %d shared", len(in), len(shared))
	}
}
