// Package scope says what a reader may write at a place in a cell, and what stands there: the
// names that the session and its packages declare, with their types, read from what
// the compiler exports.
package scope

import (
	"bytes"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/gradstep/gradstep/notebooks/internal/compose"
)

// Scope knows packages by what the compiler exports of them.
type Scope struct {
	paths []string
	from  types.Importer
}

// New returns the Scope of the packages of some paths; archive returns the compiled package of a path.
func New(paths []string, archive func(path string) ([]byte, error)) *Scope {
	look := func(path string) (io.ReadCloser, error) {
		data, err := archive(path)
		if err != nil {
			return nil, err
		}
		return io.NopCloser(bytes.NewReader(data)), nil
	}
	return &Scope{paths: paths, from: importer.ForCompiler(token.NewFileSet(), "gc", look)}
}

// Matches is what may stand in the place of the text between Start and End.
type Matches struct {
	Names      []string `json:"matches"`
	Start, End int      // in units of UTF-16, as the page counts
}

// Complete returns what may follow at a position of a cell, counted as the page counts, in units
// of UTF-16. A cell that is not Go around that place has what its packages and its session declare.
func (s *Scope) Complete(session *compose.Session, source string, at int) Matches {
	place := offset(source, at)
	start := place
	for start > 0 && isName(source[start-1]) {
		start--
	}
	prefix := source[start:place]
	m := Matches{Names: []string{}, Start: at - len(prefix), End: at}
	var names []string
	if start > 0 && source[start-1] == '.' {
		names = s.members(session, source, start, place)
	} else {
		names = s.visible(session, source, start, place)
	}
	for _, n := range names {
		if strings.HasPrefix(strings.ToLower(n), strings.ToLower(prefix)) && n != marker {
			m.Names = append(m.Names, n)
		}
	}
	slices.Sort(m.Names)
	m.Names = slices.Compact(m.Names)
	return m
}

// marker takes the place of the name that is being written.
const marker = "Gradstep__"

// Inspect returns the declaration of the name at a position of a cell, "" when it is not known.
func (s *Scope) Inspect(session *compose.Session, source string, at int) string {
	place := offset(source, at)
	start, end := place, place
	for start > 0 && isName(source[start-1]) {
		start--
	}
	for end < len(source) && isName(source[end]) {
		end++
	}
	if start == end {
		return ""
	}
	name := source[start:end]
	c := s.check(session, source[:start]+marker+source[end:])
	if c == nil {
		return ""
	}
	var found types.Object
	ast.Inspect(c.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if n.Sel.Name == marker {
				found = c.member(n.X, name)
			}
		case *ast.Ident:
			if n.Name == marker && found == nil {
				found = c.lookup(n.Pos(), name)
			}
		}
		return found == nil
	})
	if found == nil {
		return ""
	}
	return types.ObjectString(found, func(p *types.Package) string {
		if p.Path() == "main" {
			return ""
		}
		return p.Name()
	})
}

// A checked is a program whose types are known as far as it has any.
type checked struct {
	file *ast.File
	info types.Info
	pkg  *types.Package
}

// check finds the types of a cell's program; nil when it is not Go.
func (s *Scope) check(session *compose.Session, source string) *checked {
	p, err := session.Compose("cell", source)
	if err != nil {
		return nil
	}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "program.go", p.Source, parser.SkipObjectResolution)
	if err != nil {
		return nil
	}
	c := &checked{file: file, info: types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}, Scopes: map[ast.Node]*types.Scope{},
	}}
	config := types.Config{Importer: s.from, Error: func(error) {}, FakeImportC: true}
	c.pkg, _ = config.Check("main", set, []*ast.File{file}, &c.info) // a cell that is being written has errors
	return c
}

// member returns what x has by a name: of a package, or of a value.
func (c *checked) member(x ast.Expr, name string) types.Object {
	if p := c.imported(x); p != nil {
		return p.Scope().Lookup(name)
	}
	t := c.info.TypeOf(x)
	if t == nil {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, c.pkg, name)
	return obj
}

func (c *checked) imported(x ast.Expr) *types.Package {
	if id, ok := x.(*ast.Ident); ok {
		if p, ok := c.info.Uses[id].(*types.PkgName); ok {
			return p.Imported()
		}
	}
	return nil
}

// scopes returns the scopes around a position, the innermost first.
func (c *checked) scopes(pos token.Pos) (list []*types.Scope) {
	if c.pkg == nil {
		return nil
	}
	for inner := c.pkg.Scope().Innermost(pos); inner != nil; inner = inner.Parent() {
		list = append(list, inner)
	}
	return list
}

func (c *checked) lookup(pos token.Pos, name string) types.Object {
	for _, inner := range c.scopes(pos) {
		if o := inner.Lookup(name); o != nil {
			if p, ok := o.(*types.PkgName); ok {
				return p
			}
			return o
		}
	}
	return nil
}

// members returns what may follow the dot before start.
func (s *Scope) members(session *compose.Session, source string, start, end int) (names []string) {
	c := s.check(session, source[:start]+marker+source[end:])
	if c == nil {
		return s.exported(source[:start-1])
	}
	ast.Inspect(c.file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != marker {
			return true
		}
		if p := c.imported(sel.X); p != nil {
			for _, name := range p.Scope().Names() {
				if token.IsExported(name) {
					names = append(names, name)
				}
			}
		} else if t := c.info.TypeOf(sel.X); t != nil {
			names = append(names, fields(t, c.pkg)...)
		}
		return false
	})
	return names
}

// exported returns the names of the package that a text ends with, when the text around is not Go yet.
func (s *Scope) exported(before string) (names []string) {
	start := len(before)
	for start > 0 && isName(before[start-1]) {
		start--
	}
	path := compose.Index(s.paths)(before[start:])
	if path == "" {
		return nil
	}
	p, err := s.from.Import(path)
	if err != nil {
		return nil
	}
	for _, name := range p.Scope().Names() {
		if token.IsExported(name) {
			names = append(names, name)
		}
	}
	return names
}

// fields returns the fields and methods that a value of a type has in a package.
func fields(t types.Type, from *types.Package) (names []string) {
	if p, ok := t.Underlying().(*types.Pointer); ok && !types.IsInterface(p.Elem()) {
		t = p.Elem()
	}
	seen := func(o types.Object) bool { return o.Exported() || o.Pkg() == from }
	methods := types.NewMethodSet(t)
	if !types.IsInterface(t) {
		methods = types.NewMethodSet(types.NewPointer(t))
	}
	for m := range methods.Methods() {
		if seen(m.Obj()) {
			names = append(names, m.Obj().Name())
		}
	}
	if st, ok := t.Underlying().(*types.Struct); ok {
		for f := range st.Fields() {
			if seen(f) {
				names = append(names, f.Name())
			}
			if f.Embedded() {
				names = append(names, fields(f.Type(), from)...)
			}
		}
	}
	return names
}

// visible returns the names that may begin an expression: of the scopes around, of packages, of Go.
func (s *Scope) visible(session *compose.Session, source string, start, end int) (names []string) {
	for t := token.BREAK; t <= token.VAR; t++ {
		names = append(names, t.String())
	}
	for _, p := range s.paths {
		names = append(names, compose.PackageName(p))
	}
	c := s.check(session, source[:start]+marker+source[end:])
	if c == nil {
		c = s.check(session, "") // what the cells before declared
	}
	if c == nil {
		return names
	}
	at := c.file.End()
	ast.Inspect(c.file, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == marker {
			at = id.Pos()
		}
		return true
	})
	if at == c.file.End() && c.pkg != nil {
		names = append(names, c.pkg.Scope().Names()...)
		return append(names, types.Universe.Names()...)
	}
	for _, inner := range c.scopes(at) {
		names = append(names, inner.Names()...)
	}
	return names
}

func isName(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

// offset is the index of the byte at a position that is counted in units of UTF-16.
func offset(s string, at int) int {
	for i, r := range s {
		if at <= 0 {
			return i
		}
		at -= max(1, utf16.RuneLen(r))
	}
	return len(s)
}
