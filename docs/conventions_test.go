package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// widest is the number of columns that a comment may have.
const widest = 120

// sources parses the Go files of the library, the tests left out, and calls visit for each.
func sources(t *testing.T, visit func(path string, set *token.FileSet, file *ast.File)) {
	t.Helper()
	err := filepath.WalkDir("../pkg", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.ParseComments)
		if err == nil {
			visit(filepath.ToSlash(path), set, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sentinelFault says what is wrong with a sentinel error of a package, "" for nothing.
func sentinelFault(pkg, name, text string) string {
	switch {
	case !strings.HasPrefix(text, pkg+": "):
		return "its text does not begin with the package's name"
	case name == "ErrBadInput" || name == "ErrNonFinite":
		return "the page has another name for it"
	}
	return ""
}

func TestSentinelErrors(t *testing.T) {
	sources(t, func(path string, _ *token.FileSet, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 || !strings.HasPrefix(spec.Names[0].Name, "Err") {
				return true
			}
			call, ok := spec.Values[0].(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			if lit, ok := call.Args[0].(*ast.BasicLit); ok {
				text, _ := strconv.Unquote(lit.Value)
				if fault := sentinelFault(file.Name.Name, spec.Names[0].Name, text); fault != "" {
					t.Errorf("%s: %s = %q: %s", path, spec.Names[0].Name, text, fault)
				}
			}
			return true
		})
	})
	if sentinelFault("fd", "ErrValue", "bad input") == "" || sentinelFault("fd", "ErrBadInput", "fd: bad input") == "" {
		t.Error("a wrong sentinel is not found")
	}
}

// makesDst says whether a statement is "if dst == nil { dst = make(…) }".
func makesDst(n ast.Node) bool {
	s, ok := n.(*ast.IfStmt)
	if !ok {
		return false
	}
	c, ok := s.Cond.(*ast.BinaryExpr)
	if !ok || c.Op != token.EQL || len(s.Body.List) != 1 {
		return false
	}
	of, ok := c.X.(*ast.Ident)
	return ok && of.Name == "dst"
}

// Room for a result is made by one helper.
func TestOneHelperForDst(t *testing.T) {
	sources(t, func(path string, set *token.FileSet, file *ast.File) {
		if strings.HasPrefix(path, "../pkg/internal/sized/") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if makesDst(n) && !strings.HasPrefix(path, "../pkg/picture/image.go") { // whose results are images
				t.Errorf("%s: a nil dst is for sized.To", set.Position(n.Pos()))
			}
			return true
		})
	})
}

// The greatest level of 8 bits is stair.MaxLevel, so that a place that is about 8 bits can be found. The colours of figures
// are the standard library's, of another kind.
func TestOnePlaceForTheGreatestLevel(t *testing.T) {
	sources(t, func(path string, set *token.FileSet, file *ast.File) {
		if path == "../pkg/stair/level.go" || strings.Contains(path, "/nbplot/") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && (l.Value == "255" || l.Value == "255.0") {
				t.Errorf("%s: %s is stair.MaxLevel", set.Position(l.Pos()), l.Value)
			}
			return true
		})
	})
}

// Optional parameters are called Settings, everywhere.
func TestOneNameForSettings(t *testing.T) {
	sources(t, func(path string, set *token.FileSet, file *ast.File) {
		for name := range file.Scope.Objects {
			if name == "Options" || name == "Config" {
				t.Errorf("%s declares %s; the page calls it Settings", path, name)
			}
		}
	})
}

func TestCommentsFit(t *testing.T) {
	sources(t, func(path string, _ *token.FileSet, _ *ast.File) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			comment := strings.HasPrefix(strings.TrimLeft(line, "\t"), "// ") // on a line of its own
			if n := utf8.RuneCountInString(line); comment && n > widest {
				t.Errorf("%s:%d: a comment of %d columns, at most %d", path, i+1, n, widest)
			}
		}
	})
}

// docLink matches [Name], [Name.Method] and [pkg.Name] in a comment.
var docLink = regexp.MustCompile(`\[([A-Za-z]\w*(?:\.[A-Z]\w*)*)\]`)

// The map of every package links to its main names, and what it links to is there.
func TestMapsLink(t *testing.T) {
	names, maps := map[string][]string{}, map[string]string{}
	sources(t, func(path string, _ *token.FileSet, file *ast.File) {
		folder := filepath.Dir(path)
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				name := d.Name.Name
				if d.Recv != nil {
					name = strings.TrimLeft(receiver(d.Recv.List[0].Type), "*") + "." + name
				}
				names[folder] = append(names[folder], name)
			case *ast.GenDecl:
				for _, s := range d.Specs {
					switch s := s.(type) {
					case *ast.TypeSpec:
						names[folder] = append(names[folder], s.Name.Name)
					case *ast.ValueSpec:
						for _, n := range s.Names {
							names[folder] = append(names[folder], n.Name)
						}
					}
				}
			}
		}
		if filepath.Base(path) == "doc.go" {
			maps[folder] = file.Doc.Text()
		}
	})
	for folder, text := range maps {
		links := 0
		for _, m := range docLink.FindAllStringSubmatch(text, -1) {
			first, _, _ := strings.Cut(m[1], ".")
			if first[0] >= 'a' && first[0] <= 'z' || !ast.IsExported(first) {
				continue // of another package, or no link
			}
			links++
			if !slices.Contains(names[folder], m[1]) && !slices.Contains(names[folder], first) {
				t.Errorf("%s/doc.go links to [%s], which is not there", folder, m[1])
			}
		}
		if links == 0 && !strings.Contains(folder, "internal") && !strings.Contains(folder, "cmd") {
			t.Errorf("%s/doc.go links to none of the package's names", folder)
		}
	}
}

// receiver is the name of a method's type.
func receiver(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.StarExpr:
		return receiver(x.X)
	case *ast.IndexExpr:
		return receiver(x.X)
	case *ast.Ident:
		return x.Name
	}
	return ""
}

// Turns of phrase that are no English, and what to write instead; the page lists them.
var stiff = regexp.MustCompile(`Given are |[Aa]t no rate\b|to who cannot|\bof whom nobody`)

func TestEnglish(t *testing.T) {
	sources(t, func(path string, set *token.FileSet, file *ast.File) {
		for _, group := range file.Comments {
			if m := stiff.FindString(group.Text()); m != "" {
				t.Errorf("%s:%d: %q", path, set.Position(group.Pos()).Line, m)
			}
		}
	})
}

// shareOfFormula is which part of a file's code lines, below its imports, is the rules' formula: their updates, and the
// functions of the file that these call.
func shareOfFormula(set *token.FileSet, file *ast.File, text string) float64 {
	code := func(from, to int) (n int) {
		for _, line := range strings.Split(text, "\n")[from-1 : to] {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "//") {
				n++
			}
		}
		return n
	}
	funcs, taken, formula := map[string]*ast.FuncDecl{}, map[*ast.FuncDecl]bool{}, 0
	var take func(f *ast.FuncDecl)
	take = func(f *ast.FuncDecl) {
		if taken[f] {
			return
		}
		taken[f] = true
		formula += code(set.Position(f.Pos()).Line, set.Position(f.End()).Line)
		ast.Inspect(f, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && funcs[id.Name] != nil {
				take(funcs[id.Name])
			}
			return true
		})
	}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil {
			funcs[f.Name.Name] = f
		}
	}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && slices.Contains([]string{"update", "prepare", "ahead"}, f.Name.Name) {
			take(f)
		}
	}
	first := set.Position(file.Name.End()).Line + 1
	for _, i := range file.Imports {
		first = max(first, set.Position(i.End()).Line+1)
	}
	return float64(formula) / float64(code(first, strings.Count(text, "\n")+1))
}

// A rule's file is its formula: at least two fifths of its code lines.
func TestRulesAreFormulas(t *testing.T) {
	rules := 0
	sources(t, func(path string, set *token.FileSet, file *ast.File) {
		if !strings.HasPrefix(path, "../pkg/optim/") {
			return
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Name.Name != "update" || f.Recv == nil || receiver(f.Recv.List[0].Type) == "memory" {
				continue
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			rules++
			share := shareOfFormula(set, file, string(text))
			t.Logf("%s: %.0f %%", path, 100*share)
			if share < 0.4 && len(f.Body.List) > 1 { // descent itself is one call of its kernel
				t.Errorf("%s: %.0f %% of the code lines are the formula, want 40 or more", path, 100*share)
			}
		}
	})
	if rules < 15 {
		t.Errorf("%d rules were found", rules)
	}
}
