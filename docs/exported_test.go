package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// exported returns the exported names of all our packages, those of a package by its name.
func exported(t *testing.T) map[string]map[string]bool {
	t.Helper()
	names := map[string]map[string]bool{}
	err := filepath.WalkDir("../pkg", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "testdata") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		of := names[file.Name.Name]
		if of == nil {
			of = map[string]bool{}
			names[file.Name.Name] = of
		}
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				of[d.Name.Name] = true
			case *ast.GenDecl:
				for _, s := range d.Specs {
					switch s := s.(type) {
					case *ast.TypeSpec:
						of[s.Name.Name] = true
					case *ast.ValueSpec:
						for _, n := range s.Names {
							of[n.Name] = true
						}
					}
				}
			}
		}
		return nil
	})
	if err != nil || len(names) < 20 {
		t.Fatal(len(names), err)
	}
	return names
}

var qualified = regexp.MustCompile("`[&*]?([a-z][a-z0-9]*)\\.([A-Z][A-Za-z0-9]*)")

// strangers are the `package.Name`s of a text that name one of our packages and nothing in it.
func strangers(text string, names map[string]map[string]bool) (unknown []string) {
	for _, m := range qualified.FindAllStringSubmatch(text, -1) {
		if of, ours := names[m[1]]; ours && !of[m[2]] {
			unknown = append(unknown, m[1]+"."+m[2])
		}
	}
	return unknown
}

// Whatever a document calls `package.Name`, with a package of ours, is there.
func TestNamesInTheDocumentsExist(t *testing.T) {
	names := exported(t)
	files, err := filepath.Glob("*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents found (%v)", err)
	}
	for _, file := range append(files, "../README.md") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range strangers(string(text), names) {
			t.Errorf("%s speaks of %s, which does not exist", file, name)
		}
	}
	if got := strangers("`optim.Minimize`, `optim.Gone` and `numpy.Gone`", names); len(got) != 1 || got[0] != "optim.Gone" {
		t.Errorf("strangers finds %v", got)
	}
}
