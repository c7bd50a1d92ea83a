package setup

import (
	"context"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// commonImports are the packages of the standard library that cells use most.
var commonImports = []string{
	"bytes", "errors", "fmt", "image", "image/color", "math", "math/rand/v2", "os", "slices", "sort", "strings", "sync", "time",
}

// warmHash is the hash of what the compiled packages of the cells depend on,
// the packages of the checkout apart: their sources change at any time.
func warmHash(c Course, env goEnv) (string, error) {
	var in inputs
	in.word("go", env.GOVERSION)
	in.word("for", env.platform())
	in.word("cache", env.GOCACHE)
	in.word("root", c.Root)
	in.file(c.Path("go.mod"))
	in.file(c.Path("go.sum"))
	return in.hash()
}

func warmCurrent(c Course, env goEnv) (bool, error) {
	want, err := warmHash(c, env)
	if err != nil {
		return false, err
	}
	return c.stamp("warm").read() == want, nil
}

// warm compiles a program that imports whatever cells may import, in the way
// the kernel compiles a cell, so that the packages are in Go's build cache and
// the first cell does not wait for them.
// It is compiled in a new folder in parent, which is removed afterwards.
func (w *worker) warm(ctx context.Context, parent string) (err error) {
	hash, err := warmHash(w.course, w.goenv)
	if err != nil {
		return err
	}
	s := startStep(w.log, "compiling the packages that cells import")
	defer func() { s.end(err) }()
	env := append(w.machine.With(kernelEnv(w.machine, w.course, w.goenv, kernelTools)...), "TMPDIR="+parent)
	imports, err := w.cellImports(ctx, env)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(parent, "warm-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte(warmProgram(imports)), 0o644); err != nil {
		return err
	}
	for _, argv := range w.cellCommands(dir) {
		built := 0
		output, err := run{dir: dir, env: env, argv: argv, line: func(line string) {
			if !strings.Contains(line, " ") {
				built++
				s.at(built, 0, line)
			}
		}}.start(ctx)
		if err != nil {
			return diagnose("A program that imports what the cells import could not be compiled, and so the cells would not compile either.", output, err)
		}
	}
	return w.course.stamp("warm").write(hash)
}

// cellCommands are the commands that GoNB runs for a new kernel and for a cell.
func (w *worker) cellCommands(dir string) [][]string {
	tool := w.goenv.tool()
	return [][]string{
		{tool, "mod", "init", "gonb_warm"},
		{tool, "work", "init"},
		{tool, "work", "use", w.course.Root, "."},
		{tool, "mod", "edit", "-replace=" + Module + "=" + w.course.Root},
		{tool, "get"},
		{tool, "build", "-v", "-o", filepath.Join(dir, "cell")},
	}
}

// listable lists the packages that a cell can import. One that is broken, as an
// edit may leave it, is left out: the others are compiled all the same.
const listable = `{{if and (ne .Name "main") .GoFiles (not .Error) (not .DepsErrors)}}package {{.ImportPath}}{{end}}`

// cellImports are the packages of the checkout's library, what cells.go lists,
// and the commonest of the standard library.
func (w *worker) cellImports(ctx context.Context, env []string) ([]string, error) {
	imports := slices.Clone(commonImports)
	output, err := run{
		dir: w.course.Root, env: append(slices.Clone(env), "GOWORK=off"),
		argv: []string{w.goenv.tool(), "list", "-e", "-f", listable, "./pkg/..."},
		line: func(line string) {
			if pkg, ok := strings.CutPrefix(line, "package "); ok && !strings.Contains(pkg+"/", "/internal/") {
				imports = append(imports, pkg)
			}
		},
	}.start(ctx)
	if err != nil {
		return nil, diagnose("The packages below pkg could not be listed.", output, err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), w.course.Path("notebooks", "cells.go"), nil, parser.ImportsOnly)
	if err != nil {
		return nil, fmt.Errorf("setup: reading what only cells import: %w", err)
	}
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, fmt.Errorf("setup: reading what only cells import: %w", err)
		}
		imports = append(imports, path)
	}
	return imports, nil
}

// warmProgram is a program that imports the packages and does nothing.
func warmProgram(imports []string) string {
	var b strings.Builder
	b.WriteString("package main\n\nimport (\n")
	for _, path := range imports {
		fmt.Fprintf(&b, "\t_ %q\n", path)
	}
	b.WriteString(")\n\nfunc main() {}\n")
	return b.String()
}
