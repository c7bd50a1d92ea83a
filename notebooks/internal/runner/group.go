package runner

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strings"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

// A program is what one request to the kernel executes: the last cell of the
// list, with the cells before it that do nothing but declare.
type program []int

// single is every cell by itself, as a reader executes them.
func single(cells []int) []program {
	list := make([]program, len(cells))
	for n, i := range cells {
		list[n] = program{i}
	}
	return list
}

// grouped joins the cells that only declare with the cell that follows. GoNB
// builds and links a whole program for each request, which is most of what a
// lesson costs, and the program of a cell that only declares does nothing.
//
// A program is one text for the compiler, in which order does not count and no
// name is declared twice. So a cell is left apart where that would hide or
// change something: when it uses a name that a later cell of the program
// declares, when both declare the same name, when it has imports and is not the
// first, and when it displays something in the file, may fail, or has a command
// of GoNB.
func grouped(nb *nbfile.Notebook, cells []int) []program {
	var (
		list  []program
		open  bool            // the last program may be continued
		taken map[string]bool // names that it declares or uses
	)
	for _, i := range cells {
		c := &nb.Cells[i]
		d := declarationsOf(c)
		mayFail := slices.Contains(c.Tags(), tagMayFail)
		joins := open && d.ok && !d.imports && !mayFail &&
			!slices.ContainsFunc(d.names, func(name string) bool { return taken[name] })
		if !joins {
			list = append(list, nil)
			taken = map[string]bool{}
		}
		last := len(list) - 1
		list[last] = append(list[last], i)
		for _, name := range slices.Concat(d.names, d.uses) {
			taken[name] = true
		}
		open = d.ok && !d.runs && !mayFail && len(c.Outputs) == 0
	}
	return list
}

// declarations are what a cell adds to the program of the notebook.
type declarations struct {
	ok      bool     // the cell could be read, and has no command but %%
	runs    bool     // it has statements, those after %%
	imports bool     // it has import declarations
	names   []string // that it declares
	uses    []string // that it does not declare, and its declarations use
}

// gonbCommand is a line that GoNB, not the compiler, understands.
var gonbCommand = regexp.MustCompile(`(?m)^\s*[%!]`)

func declarationsOf(c *nbfile.Cell) (d declarations) {
	head, body, runs := strings.Cut("\n"+c.Source+"\n", "\n%%\n")
	d.runs = runs
	if gonbCommand.MatchString(head) || gonbCommand.MatchString(body) {
		return d
	}
	file, err := parser.ParseFile(token.NewFileSet(), "", "package main\n"+head, 0)
	if err != nil {
		return d
	}
	d.ok, d.imports = true, len(file.Imports) > 0
	for _, id := range file.Unresolved {
		d.uses = append(d.uses, id.Name)
	}
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if decl.Recv != nil {
				// Two methods of one name are of two types, or the compiler says so.
				continue
			}
			d.names = append(d.names, decl.Name.Name)
			d.runs = d.runs || decl.Name.Name == "main"
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					d.names = append(d.names, spec.Name.Name)
				case *ast.ValueSpec:
					for _, id := range spec.Names {
						d.names = append(d.names, id.Name)
					}
				}
			}
		}
	}
	return d
}

// text is what the kernel is asked to execute.
func (p program) text(nb *nbfile.Notebook) string {
	sources := make([]string, len(p))
	for n, i := range p {
		sources[n] = nb.Cells[i].Source
	}
	return strings.Join(sources, "\n\n")
}
