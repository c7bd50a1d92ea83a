package compose

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strings"
)

// The main that %% begins parses the program's flags, as GoNB's does. The
// packages of such code have other names here, which leaves "flag" to the cells.
const (
	flagName   = "flag__"
	parseFlags = flagName + ".Parse()"
	osName     = "os__" // of the main that chooses one of several
)

// order is that of GoNB. It matters for variables whose values depend on nothing
// else that is declared: Go computes them in the order of the text.
var order = []token.Token{token.TYPE, token.CONST, token.VAR, token.FUNC}

// render writes the program of declarations and of the text of main, and returns
// which imports of the cells it needs. More are lines of import declarations.
func (s *Session) render(st state, main string, parses bool, more ...string) ([]byte, map[string]importSpec, error) {
	var body bytes.Buffer
	for _, kind := range order {
		list := slices.DeleteFunc(slices.Clone(st.decls), func(d decl) bool { return d.kind != kind })
		slices.SortStableFunc(list, func(a, b decl) int { return cmp.Compare(a.key(), b.key()) })
		for _, d := range list {
			d.write(&body)
		}
	}
	body.WriteString(main)
	imports, err := s.needed(st, body.String())
	if err != nil {
		return nil, nil, err
	}
	var b bytes.Buffer
	b.WriteString("package main\n\nimport (\n")
	if parses {
		more = append(more, flagName+" \"flag\"")
	}
	for _, line := range more {
		b.WriteString("\t" + line + "\n")
	}
	for _, key := range slices.Sorted(maps.Keys(imports)) {
		imports[key].write(&b)
	}
	b.WriteString(")\n\n")
	body.WriteTo(&b)
	return b.Bytes(), imports, nil
}

// write writes the declaration after a comment from which the compiler knows
// where it stands.
func (d decl) write(b *bytes.Buffer) {
	if d.kind == token.TYPE || d.kind == token.VAR {
		b.WriteString(d.kind.String() + "\n") // the declaration itself may begin on the next line
	}
	fmt.Fprintf(b, "//line %s:%d:%d\n", d.cell, d.line, d.column)
	end := 0
	for _, n := range d.names {
		id := d.text[n.at : n.at+n.size]
		switch {
		case n.gone:
			id = "_"
		case d.kind == token.FUNC && d.receiver == "" && strings.HasPrefix(id, "init_"):
			id = "init"
		}
		b.WriteString(d.text[end:n.at] + id)
		end = n.at + n.size
	}
	b.WriteString(d.text[end:] + "\n\n")
}

func (i importSpec) write(b *bytes.Buffer) {
	if i.cell != "" {
		fmt.Fprintf(b, "//line %s:%d:%d\n", i.cell, i.line, i.column)
	}
	fmt.Fprintf(b, "%s %q\n", i.alias, i.path)
}

// needed returns those imports that the text uses, and what Find knows of the
// packages that it uses and does not import.
func (s *Session) needed(st state, body string) (map[string]importSpec, error) {
	f, err := parser.ParseFile(token.NewFileSet(), "", "package main\n"+body, 0)
	if err != nil {
		return nil, fmt.Errorf("compose: the cells are Go, and their program is not: %w", err)
	}
	free := map[*ast.Ident]bool{} // identifiers that nothing in the program declares
	for _, id := range f.Unresolved {
		free[id] = true
	}
	need := map[string]importSpec{}
	for key, spec := range st.imports {
		if spec.alias == "." || spec.alias == "_" {
			need[key] = spec
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		id, ok := sel.X.(*ast.Ident)
		if !ok || !free[id] || id.Name == flagName || id.Name == osName {
			return true
		}
		if spec, ok := st.imports[id.Name]; ok {
			need[id.Name] = spec
		} else if s.Find != nil && ast.IsExported(sel.Sel.Name) {
			if path := s.Find(id.Name); path != "" {
				need[id.Name] = importSpec{path: path}
			}
		}
		return true
	})
	return need, nil
}
