package processor

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"slices"
	"strings"
)

// A Checker says of a program whether it compiles, and makes nothing of it: that
// takes some milliseconds, and building it half a second.
type Checker struct {
	target  Target
	set     *token.FileSet
	imports types.Importer
}

// Checker compiles the packages of some import paths, and those that they need.
// One that is missing or does not compile is found by [Checker.Check], in the
// programs that import it.
func (t Target) Checker(ctx context.Context, root string, paths []string) (*Checker, error) {
	files := map[string]string{}
	if len(paths) > 0 {
		const format = "{{.ImportPath}}\t{{.Export}}"
		cmd := t.command(ctx, root, slices.Concat([]string{"list", "-e", "-export", "-deps", "-f", format, "--"}, paths)...)
		out, err := cmd.Output()
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if err != nil && len(out) == 0 {
			return nil, fmt.Errorf("list the packages that cells import: %w", err)
		}
		for line := range strings.Lines(string(out)) {
			path, file, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			files[path] = file
		}
	}
	set := token.NewFileSet()
	open := func(path string) (io.ReadCloser, error) {
		if files[path] == "" {
			return nil, errors.New("the package is missing, or does not compile")
		}
		return os.Open(files[path])
	}
	return &Checker{t, set, importer.ForCompiler(set, "gc", open)}, nil
}

const mostErrors = 10 // as the compiler

// Check returns nil for a program that the compiler would take, and otherwise
// what the compiler would say, but for its choice of words.
func (c *Checker) Check(source []byte) error {
	f, err := parser.ParseFile(c.set, "", source, parser.SkipObjectResolution)
	if err != nil {
		return c.failed(err.Error())
	}
	var text bytes.Buffer
	count := 0
	conf := types.Config{
		Importer: c.imports,
		Sizes:    types.SizesFor("gc", c.target.Arch),
		Error: func(err error) {
			if count++; count <= mostErrors {
				fmt.Fprintln(&text, err)
			}
		},
	}
	if _, err := conf.Check("main", c.set, []*ast.File{f}, nil); err != nil {
		return c.failed(text.String())
	}
	return nil
}

func (c *Checker) failed(text string) error {
	return fmt.Errorf("it does not compile for %s:\n%s", c.target, text)
}
