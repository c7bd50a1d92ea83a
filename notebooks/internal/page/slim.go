package page

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// The compiler and the linker know all of Go's processors; a page compiles for one. slim writes
// an overlay for the go command, with which they know that one alone: the rewriting rules of the
// other processors have empty bodies, and main lists one. It takes two thirds off the download.
//
// The overlay is made from the sources of the Go at hand. Where they look otherwise than expected
// it leaves them alone, and the programs are larger.
func slim(goroot, folder string) (overlay string, err error) {
	replace := map[string]string{}
	put := func(file string, text []byte) error {
		to := filepath.Join(folder, strconv.Itoa(len(replace))+".go")
		replace[file] = to
		return os.WriteFile(to, text, 0o644)
	}
	commands := filepath.Join(goroot, "src", "cmd")
	for _, file := range []string{filepath.Join(commands, "compile", "main.go"), filepath.Join(commands, "link", "main.go")} {
		text, err := oneProcessor(file)
		if err != nil {
			return "", err
		}
		if err := put(file, text); err != nil {
			return "", err
		}
	}
	rules, err := filepath.Glob(filepath.Join(commands, "compile", "internal", "ssa", "rewrite*.go"))
	if err != nil {
		return "", err
	}
	for _, file := range rules {
		m := ofProcessor.FindStringSubmatch(filepath.Base(file))
		if m == nil || m[1] == "Wasm" {
			continue
		}
		text, err := emptyRules(file)
		if err != nil {
			return "", err
		}
		if err := put(file, text); err != nil {
			return "", err
		}
	}
	data, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	overlay = filepath.Join(folder, "overlay.json")
	return overlay, os.WriteFile(overlay, data, 0o644)
}

// ofProcessor matches the files of rules for one processor; those for all, such as rewritegeneric.go,
// go on in small letters.
var ofProcessor = regexp.MustCompile(`^rewrite([A-Z0-9][A-Za-z0-9]*?)(latelower|splitload)?\.go$`)

// emptyRules is a file of rewriting rules without them: its entry points, which the tables of the
// processors name, do nothing.
func emptyRules(file string) ([]byte, error) {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	b.WriteString("package ssa\n")
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || strings.Contains(fn.Name.Name, "_") {
			continue // a rule of one operation, which the entry point calls
		}
		kind := "*Value"
		if strings.HasPrefix(fn.Name.Name, "rewriteBlock") {
			kind = "*Block"
		}
		fmt.Fprintf(&b, "\nfunc %s(%s) bool { return false }\n", fn.Name.Name, kind)
	}
	return []byte(b.String()), nil
}

// oneProcessor is a main.go of the compiler or the linker without the processors that are not
// WebAssembly: their imports, the rows of the map that names them, the cases that take them.
func oneProcessor(file string) ([]byte, error) {
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, file, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	processors := map[string]bool{}
	for _, spec := range f.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		name := path[strings.LastIndex(path, "/")+1:]
		if slices.Contains([]string{"amd64", "arm", "arm64", "loong64", "mips", "mips64", "ppc64", "riscv64", "s390x", "x86"}, name) {
			processors[name] = true
		}
	}
	foreign := func(n ast.Node) (found bool) {
		ast.Inspect(n, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if id, ok := s.X.(*ast.Ident); ok && processors[id.Name] {
					found = true
				}
			}
			return !found
		})
		return found
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GenDecl:
			n.Specs = slices.DeleteFunc(n.Specs, func(s ast.Spec) bool {
				i, ok := s.(*ast.ImportSpec)
				if !ok {
					return false
				}
				path, _ := strconv.Unquote(i.Path.Value)
				return processors[path[strings.LastIndex(path, "/")+1:]]
			})
		case *ast.CompositeLit:
			n.Elts = slices.DeleteFunc(n.Elts, func(e ast.Expr) bool { return foreign(e) })
		case *ast.SwitchStmt:
			n.Body.List = slices.DeleteFunc(n.Body.List, func(s ast.Stmt) bool { return foreign(s) })
		}
		return true
	})
	f.Comments = nil
	var b strings.Builder
	if err := format.Node(&b, set, f); err != nil {
		return nil, err
	}
	return []byte(b.String()), nil
}
