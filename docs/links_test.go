package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// deadLinks returns the links of a Markdown text to files that are not there.
func deadLinks(text, folder string) (dead []string) {
	for _, m := range link.FindAllStringSubmatch(text, -1) {
		target, _, _ := strings.Cut(m[1], "#")
		if target == "" || strings.Contains(target, "://") {
			continue
		}
		if _, err := os.Stat(filepath.Join(folder, target)); err != nil {
			dead = append(dead, m[1])
		}
	}
	return dead
}

func TestLinksOfTheDocuments(t *testing.T) {
	files, err := filepath.Glob("*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents found (%v)", err)
	}
	for _, file := range append(files, "../README.md") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range deadLinks(string(text), filepath.Dir(file)) {
			t.Errorf("%s links to %s, which does not exist", file, l)
		}
	}
	if dead := deadLinks("[a](notation.md), [b](gone.md#x), [c](https://example.org)", "."); len(dead) != 1 || dead[0] != "gone.md#x" {
		t.Errorf("deadLinks finds %v", dead)
	}
}

// The README's maps name every lesson and every package.
func TestReadmeMapsAreComplete(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	lessons, _ := filepath.Glob("../notebooks/*.ipynb")
	packages, _ := filepath.Glob("../pkg/*/doc.go")
	for i, file := range append(lessons, packages...) {
		path := strings.TrimPrefix(filepath.ToSlash(file), "../")
		if i >= len(lessons) {
			path = strings.TrimSuffix(path, "/doc.go")
		}
		if !strings.Contains(string(readme), "]("+path+")") {
			t.Errorf("the README does not list %s", path)
		}
	}
}
