package misuse

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/wholefile"
)

var update = flag.Bool("update", false, "write calls/registry_test.go")

// skipped are packages that are not called: each with the reason.
var skipped = map[string]string{
	"cmd/gradstep": "a command",
	"internal":     "not of the library",
	"nbplot":       "it speaks to a notebook, and ends the program on purpose",
	"figures":      "as nbplot",
	"lesson":       "exercises: they take seconds, and say in words of their own what is wrong",
}

// names are the exported functions and types of a package.
type names struct{ functions, types []string }

// library parses pkg and returns what each package exports, by path below pkg. Generic ones need an instance,
// and are in generic below.
func library(t *testing.T) map[string]*names {
	t.Helper()
	all := map[string]*names{}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel("../..", path)
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if skipped[rel] != "" || d.Name() == "testdata" {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(filepath.Dir(rel))
		if all[dir] == nil {
			all[dir] = &names{}
		}
		collect(all[dir], file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func collect(n *names, file *ast.File) {
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil && d.Name.IsExported() && d.Type.TypeParams == nil {
				n.functions = append(n.functions, d.Name.Name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if s, ok := spec.(*ast.TypeSpec); ok && s.Name.IsExported() && s.TypeParams == nil {
					n.types = append(n.types, s.Name.Name)
				}
			}
		}
	}
}

// TestRegistry fails when the library exports what registry_test.go does not list.
func TestRegistry(t *testing.T) {
	all := library(t)
	dirs := make([]string, 0, len(all))
	for dir := range all {
		dirs = append(dirs, dir)
	}
	slices.Sort(dirs)
	var head, functions, types bytes.Buffer
	count := 0
	for _, dir := range dirs {
		n := all[dir]
		slices.Sort(n.functions)
		slices.Sort(n.types)
		if len(n.functions)+len(n.types) == 0 {
			continue
		}
		fmt.Fprintf(&head, "%q\n", "github.com/gradstep/gradstep/pkg/"+dir)
		pkg := filepath.Base(dir)
		for _, f := range n.functions {
			fmt.Fprintf(&functions, "{%q, %s.%s},\n", dir+"."+f, pkg, f)
			count++
		}
		for _, f := range n.types {
			fmt.Fprintf(&types, "{%q, reflect.TypeFor[%s.%s]()},\n", dir+"."+f, pkg, f)
		}
	}
	if count < 200 {
		t.Fatalf("%d functions are too few", count)
	}
	want, err := format.Source(fmt.Appendf(nil, `package calls

// Written by go test -run TestRegistry -update.

import (
"reflect"

%s)

var functions = []function{
%s}

var types = []named{
%s}
`, &head, &functions, &types))
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile("calls/registry_test.go")
	if err != nil && !*update {
		t.Fatal(err)
	}
	switch {
	case bytes.Equal(have, want):
	case *update:
		if err := wholefile.WriteBytes("calls/registry_test.go", want); err != nil {
			t.Fatal(err)
		}
	default:
		t.Error("calls/registry_test.go is another list; run go test -run TestRegistry on this package with -update")
	}
}
