package compose

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"
)

// Selector is the variable of the environment by which a [Joint] is told its cell.
const Selector = "GRADSTEP_CELL"

// A Joint is one program that holds several. With [Selector] set to a number,
// from 0, it does what that one of Programs does.
type Joint struct {
	Source   []byte
	Programs []*Program
}

// Join puts programs, in the order in which they were composed, into as few as
// it can: linking is most of what a cell costs, and a joint is linked once. Each
// of them must have compiled by itself. Join does not say so of one that uses
// what a later cell declares.
//
// A cell begins a new joint when what it declares would be noticed by the
// programs before it: it replaces something, gives a method to a type that they
// have, a variable a value that is computed, or a name that Go itself has.
func (s *Session) Join(programs []*Program) ([]Joint, error) {
	var joints []Joint
	for len(programs) > 0 {
		n := 1
		for n < len(programs) && unnoticed(programs[:n], programs[n].after) {
			n++
		}
		src, err := s.renderJoint(programs[:n])
		if err != nil {
			return nil, err
		}
		joints = append(joints, Joint{Source: src, Programs: programs[:n]})
		programs = programs[n:]
	}
	return joints, nil
}

// unnoticed says whether programs do in a session that has become next what they did
// in the ones for which they were composed.
func unnoticed(programs []*Program, next state) bool {
	for _, p := range programs {
		for key, spec := range p.needs {
			if is, again := next.imports[key]; again && (is.path != spec.path || is.alias != spec.alias) {
				return false
			}
		}
	}
	last := programs[len(programs)-1].after
	for key, spec := range next.imports {
		if _, had := last.imports[key]; !had && (spec.alias == "." || spec.alias == "_") {
			return false
		}
	}
	had := len(last.decls)
	if len(next.decls) < had || !slices.EqualFunc(last.decls, next.decls[:had], func(a, b decl) bool { return reflect.DeepEqual(a, b) }) {
		return false
	}
	added := next.decls[had:]
	ownType := func(name string) bool {
		return slices.ContainsFunc(added, func(d decl) bool { return d.isType() && d.key() == name })
	}
	for _, d := range added {
		if d.acts() || d.receiver != "" && !ownType(d.receiver) {
			return false
		}
		for _, n := range d.names {
			if _, imported := next.imports[n.text]; imported || types.Universe.Lookup(n.text) != nil {
				return false
			}
		}
	}
	return true
}

// acts says whether a declaration may do something before main, or cost
// something: an init, and a variable whose value is more than written down.
func (d decl) acts() bool {
	if d.kind == token.FUNC && d.receiver == "" {
		name := d.key()
		return name == "init" || strings.HasPrefix(name, "init_")
	}
	if d.kind != token.VAR {
		return false
	}
	f, err := parser.ParseFile(token.NewFileSet(), "", "package p\nvar "+d.text, 0)
	if err != nil {
		return true
	}
	return slices.ContainsFunc(f.Decls[0].(*ast.GenDecl).Specs[0].(*ast.ValueSpec).Values, computed)
}

// computed says whether the value of an expression may be more than written down. It
// takes a type with a star or an index in it for a computation.
func computed(e ast.Expr) (is bool) {
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // it is not called
		case *ast.CallExpr, *ast.IndexExpr, *ast.IndexListExpr, *ast.SliceExpr, *ast.TypeAssertExpr, *ast.StarExpr:
			is = true
		case *ast.UnaryExpr:
			is = is || n.Op == token.ARROW
		case *ast.BinaryExpr:
			is = is || slices.Contains([]token.Token{token.QUO, token.REM, token.SHL, token.SHR}, n.Op)
		}
		return !is
	})
	return is
}

// renderJoint writes the program of several mains with the declarations of the last.
func (s *Session) renderJoint(programs []*Program) ([]byte, error) {
	var mains, choice bytes.Buffer
	parses := false
	for i, p := range programs {
		fmt.Fprintf(&choice, "\tcase \"%d\":\n", i)
		if p.main == nil {
			continue
		}
		name := fmt.Sprintf("main__%d", i)
		m, id := *p.main, p.main.names[0]
		m.text, m.names = m.text[:id.at]+name+m.text[id.at+id.size:], nil
		m.write(&mains)
		fmt.Fprintf(&choice, "\t\t%s()\n", name)
		parses = parses || p.parses
	}
	fmt.Fprintf(&mains, "func main() {\n\tcell := %[1]s.Getenv(%[2]q)\n\t%[1]s.Unsetenv(%[2]q)\n\tswitch cell {\n", osName, Selector)
	fmt.Fprintf(&mains, "%s\tdefault:\n\t\tpanic(\"there is no cell \" + cell)\n\t}\n}\n", &choice)
	src, _, err := s.render(programs[len(programs)-1].after, mains.String(), parses, osName+" \"os\"")
	return src, err
}
