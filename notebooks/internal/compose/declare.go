package compose

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
)

// A decl is a declaration as its cell has it: a type, a function, a variable (or
// several with one value), or a whole const declaration, whose lines depend on
// each other.
type decl struct {
	kind     token.Token // TYPE, CONST, VAR or FUNC
	text     string      // without "type" and "var", which stand before groups
	names    []declared  // in the order of the text
	receiver string      // of a method: the name of its type

	cell         string
	line, column int // of text in the cell
}

// declared is a name that a declaration has.
type declared struct {
	text string // of a method: Type.Method
	at   int    // where the identifier stands in the declaration's text
	size int
	gone bool // a later cell declares it
}

// key is what declarations of a kind are sorted by.
func (d decl) key() string {
	for _, n := range d.names {
		if n.text != "_" {
			return n.text
		}
	}
	return "_"
}

func (d decl) isType() bool { return d.kind == token.TYPE }

// unnamed says that no name of it is other than _.
func (d decl) unnamed() bool { return d.key() == "_" }

// gone says that none of its names is left.
func (d decl) gone() bool {
	some := false
	for _, n := range d.names {
		some = some || n.gone
		if n.text != "_" && !n.gone {
			return false
		}
	}
	return some
}

// An importSpec is one line of an import declaration.
type importSpec struct {
	alias, path  string
	cell         string
	line, column int
}

// contents are what a cell declares.
type contents struct {
	imports map[string]importSpec
	decls   []decl
	main    *decl
}

// reader takes declarations out of a parsed cell.
type reader struct {
	name string
	src  string
	set  *token.FileSet
	file *token.File
	contents
}

// parse reads the Go of a cell.
func parse(name string, t text, packageName func(string) string) (contents, error) {
	src := "package main;/*line " + name + ":1:1*/" + t.code // on one line: it is nobody's doc comment then
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, name, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return contents{}, err
	}
	r := &reader{name: name, src: src, set: set, file: set.File(f.FileStart)}
	r.imports = map[string]importSpec{}
	for _, spec := range f.Imports {
		r.addImport(spec, packageName)
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			r.addFunc(d)
		case *ast.GenDecl:
			r.addGroup(d)
		}
	}
	return r.contents, nil
}

func (r *reader) offset(p token.Pos) int { return r.file.Offset(p) }

func (r *reader) text(n ast.Node) string { return r.src[r.offset(n.Pos()):r.offset(n.End())] }

// declare makes the declaration that stands between two positions and declares names.
func (r *reader) declare(kind token.Token, from, to token.Pos, names ...*ast.Ident) decl {
	at := r.set.Position(from)
	d := decl{
		kind: kind, text: r.src[r.offset(from):r.offset(to)],
		cell: r.name, line: at.Line, column: at.Column,
	}
	for _, id := range names {
		d.names = append(d.names, declared{text: id.Name, at: r.offset(id.Pos()) - r.offset(from), size: len(id.Name)})
	}
	return d
}

func (r *reader) addImport(spec *ast.ImportSpec, packageName func(string) string) {
	path, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return // the parser refuses such a path
	}
	at := r.set.Position(spec.Pos())
	imp := importSpec{path: path, cell: r.name, line: at.Line, column: at.Column}
	key := packageName(path)
	if spec.Name != nil {
		imp.alias, key = spec.Name.Name, spec.Name.Name
	}
	if key == "." || key == "_" {
		key += path
	}
	r.imports[key] = imp
}

func (r *reader) addFunc(f *ast.FuncDecl) {
	from := f.Pos()
	if f.Doc != nil {
		from = f.Doc.Pos() // it can hold a directive
	}
	d := r.declare(token.FUNC, from, f.End(), f.Name)
	if f.Recv != nil && len(f.Recv.List) > 0 {
		d.receiver = receiver(f.Recv.List[0].Type)
		d.names[0].text = d.receiver + "." + f.Name.Name
	} else if f.Name.Name == "main" {
		r.main = &d
		return
	}
	r.decls = append(r.decls, d)
}

// receiver is the name of the type in *T, T[A, B] and the like.
func receiver(e ast.Expr) string {
	for {
		switch t := e.(type) {
		case *ast.Ident:
			return t.Name
		case *ast.StarExpr:
			e = t.X
		case *ast.ParenExpr:
			e = t.X
		case *ast.IndexExpr:
			e = t.X
		case *ast.IndexListExpr:
			e = t.X
		default:
			return "?"
		}
	}
}

func (r *reader) addGroup(g *ast.GenDecl) {
	if g.Tok == token.CONST {
		var names []*ast.Ident
		for _, spec := range g.Specs {
			names = append(names, spec.(*ast.ValueSpec).Names...)
		}
		if len(names) > 0 {
			r.decls = append(r.decls, r.declare(g.Tok, g.Pos(), g.End(), names...))
		}
		return
	}
	for _, spec := range g.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			r.decls = append(r.decls, r.declare(g.Tok, spec.Pos(), spec.End(), spec.Name))
		case *ast.ValueSpec:
			r.addVar(spec)
		}
	}
}

// addVar adds a, b = f() as one declaration, and a, b = 1, 2 as two: the value
// of a name that is declared again is not computed then.
func (r *reader) addVar(spec *ast.ValueSpec) {
	if len(spec.Names) == 1 || len(spec.Values) == 1 {
		r.decls = append(r.decls, r.declare(token.VAR, spec.Pos(), spec.End(), spec.Names...))
		return
	}
	for i, id := range spec.Names {
		d := r.declare(token.VAR, id.Pos(), id.End(), id)
		var b strings.Builder
		b.WriteString(d.text)
		if spec.Type != nil {
			b.WriteString(" " + r.text(spec.Type))
		}
		if i < len(spec.Values) {
			b.WriteString(" = " + r.text(spec.Values[i]))
		}
		d.text = b.String()
		r.decls = append(r.decls, d)
	}
}
