package compose

import (
	"bytes"
	"errors"
	"go/scanner"
	"maps"
	"slices"
	"strings"
)

// A Session is what the cells so far have declared. The zero Session is that of
// a fresh kernel.
type Session struct {
	// Name returns the name of the package that an import path stands for. nil: [PackageName].
	Name func(path string) string
	// Find returns the import path of a package that a program uses and no cell
	// imports, "" when there is none. nil: such programs are left to the compiler,
	// which says what is undefined. See [Index].
	Find func(name string) string

	state
}

// state is what a cell can change.
type state struct {
	imports map[string]importSpec // by the name that programs use
	decls   []decl                // in the order in which they were declared
	env     []string              // of %env
}

// A Program is a cell with all that it needs of those before.
type Program struct {
	Source []byte   // a file of package main; its //line comments name the cells
	Args   []string // of %%, %main, %exec or %args
	Env    []string // KEY=VALUE, of the %env of this cell and of those before
	Main   bool     // the cell has something to run; otherwise main is empty

	after  state
	needs  map[string]importSpec // what it imports
	main   *decl
	parses bool // main parses flags
}

// Acts says whether the program does anything: it has a main, or, though its cell only
// declares, something that is declared so far does something before main.
func (p *Program) Acts() bool { return p.Main || slices.ContainsFunc(p.after.decls, decl.acts) }

// Imports are the import paths of the program, in the order of the alphabet.
func (p *Program) Imports() []string {
	var paths []string
	if p.parses {
		paths = append(paths, "flag")
	}
	for _, spec := range p.needs {
		paths = append(paths, spec.path)
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// Compose makes the program of a cell. Name stands for the cell in messages of
// the compiler and in stacks, with the cell's own line: "name:3:5: undefined: x".
// It must be one line.
//
// Compose does not change the session: a cell that does not compile leaves
// nothing. See [Session.Keep].
//
// Its errors are a *[CommandError], or the parser's scanner.ErrorList, whose
// positions are those in the cell.
func (s *Session) Compose(name, source string) (*Program, error) {
	t, err := split(name, source)
	if err != nil {
		return nil, err
	}
	c, err := parse(name, t, s.packageName)
	if err != nil {
		return nil, err
	}
	next := state{
		imports: maps.Clone(s.imports),
		decls:   merge(s.decls, c.decls),
		env:     slices.Concat(s.env, t.env),
	}
	if next.imports == nil {
		next.imports = map[string]importSpec{}
	}
	maps.Copy(next.imports, c.imports)
	main := "func main() {}\n"
	if c.main != nil {
		var b bytes.Buffer
		c.main.write(&b)
		main = b.String()
	}
	src, needs, err := s.render(next, main, t.parses)
	if err != nil {
		return nil, err
	}
	return &Program{
		Source: src, Args: t.args, Env: next.env, Main: c.main != nil,
		after: next, needs: needs, main: c.main, parses: t.parses,
	}, nil
}

// Keep adds the declarations of a program's cell to the session: those that
// compiled, as GoNB does. P must be the last program that s composed.
func (s *Session) Keep(p *Program) { s.state = p.after }

// merge returns the declarations after a cell that adds some.
func merge(old, added []decl) []decl {
	kinds := map[string]decl{} // by name
	texts := map[string]bool{} // of those that have no name
	for _, d := range added {
		for _, n := range d.names {
			kinds[n.text] = d
		}
		texts[d.text] = true
	}
	var list []decl
	for _, d := range old {
		if d.receiver != "" {
			// The methods of a type go with it, and stay when it is declared again.
			if is, again := kinds[d.receiver]; again && !is.isType() {
				continue
			}
		}
		d.names = slices.Clone(d.names)
		for i, n := range d.names {
			if _, again := kinds[n.text]; again {
				d.names[i].gone = true
			}
		}
		if d.gone() || d.unnamed() && texts[d.text] {
			continue
		}
		list = append(list, d)
	}
	return append(list, added...)
}

// Explain is what a reader is told of a cell that [Session.Compose] makes no program of: a line each.
func Explain(err error) string {
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		return err.Error()
	}
	var lines []string
	for _, e := range list {
		lines = append(lines, e.Error())
	}
	return strings.Join(lines, "\n")
}
