package docs_test

import (
	"go/ast"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/gradstep/gradstep/"

// imported returns what the packages of the library import, without the tests, by folder below pkg.
func imported(t *testing.T) map[string][]string {
	t.Helper()
	imports := map[string][]string{}
	sources(t, func(file string, _ *token.FileSet, parsed *ast.File) {
		folder := path.Dir(strings.TrimPrefix(file, "../pkg/"))
		imports[folder] = append(imports[folder], "")
		for _, spec := range parsed.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			imports[folder] = append(imports[folder], name)
		}
	})
	return imports
}

// The table of docs/architecture.md lists every package of the library in an
// order in which each imports only what stands above it, and says what that is. The helpers
// in pkg/internal stand above all of them and import none.
func TestArchitectureTable(t *testing.T) {
	text, err := os.ReadFile("architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	imports := imported(t)
	row := regexp.MustCompile("(?m)^\\| `pkg/([^`]+)` \\|[^|]*\\| ([^|]*) \\|$")
	name := regexp.MustCompile("`([^`]+)`")
	var above []string
	for _, m := range row.FindAllStringSubmatch(string(text), -1) {
		var said, real []string
		for _, n := range name.FindAllStringSubmatch(m[2], -1) {
			said = append(said, n[1])
			if !slices.Contains(above, n[1]) {
				t.Errorf("pkg/%s imports %s, which does not stand above it", m[1], n[1])
			}
		}
		for _, i := range imports[m[1]] {
			if p, ours := strings.CutPrefix(i, module+"pkg/"); ours && !strings.HasPrefix(p, "internal/") {
				real = append(real, p)
			}
		}
		slices.Sort(said)
		slices.Sort(real)
		if real = slices.Compact(real); !slices.Equal(said, real) {
			t.Errorf("pkg/%s imports %v; the table says %v", m[1], real, said)
		}
		above = append(above, m[1])
	}
	for p := range imports {
		if strings.HasPrefix(p, "internal/") {
			for _, i := range imports[p] { // what all packages may use stands above them all
				if strings.HasPrefix(i, module) && !strings.HasPrefix(i, module+"pkg/internal/") {
					t.Errorf("pkg/%s imports %s", p, i)
				}
			}
		} else if !slices.Contains(above, p) {
			t.Errorf("the table does not list pkg/%s", p)
		}
	}
}

// Drawing and the notebook's protocol stay out of the numerical packages.
func TestOnlyNbplotDraws(t *testing.T) {
	for folder, imports := range imported(t) {
		for _, i := range imports {
			drawing := strings.HasPrefix(i, "gonum.org/v1/plot") || strings.HasPrefix(i, "github.com/janpfeifer/gonb")
			if drawing && !strings.HasPrefix(folder, "nbplot") {
				t.Errorf("pkg/%s imports %s", folder, i)
			}
		}
	}
}

// The top level of the repository holds these and nothing else, hidden files and what git ignores aside.
func TestTopLevel(t *testing.T) {
	want := []string{"LICENSE", "README.md", "docs", "go.mod", "go.sum", "notebooks", "pkg", "testdata"}
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	ignored, err := os.ReadFile("../.gitignore")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		skip := strings.HasPrefix(e.Name(), ".")
		for _, pattern := range strings.Fields(string(ignored)) {
			match, _ := filepath.Match(strings.Trim(pattern, "/"), e.Name())
			skip = skip || match
		}
		if !skip {
			got = append(got, e.Name())
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("the top level holds %v, want %v", got, want)
	}
}
