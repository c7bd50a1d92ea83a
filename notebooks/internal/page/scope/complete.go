package scope

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/gradstep/gradstep/notebooks/internal/compose"
)

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
