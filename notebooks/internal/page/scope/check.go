package scope

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"

	"github.com/gradstep/gradstep/notebooks/internal/compose"
)

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
