package scope

import (
	"go/ast"
	"go/types"

	"github.com/gradstep/gradstep/notebooks/internal/compose"
)

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
