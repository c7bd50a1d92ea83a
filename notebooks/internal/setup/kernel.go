package setup

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gradstep/gradstep/notebooks/internal/jupyter"
)

// Kernel returns how the GoNB kernel of the checkout at root is started, after
// building gonb and goimports where they are missing or older than their
// inputs. It needs Go alone, may be called by several processes at once, and
// takes some 20 ms when nothing is to be done. What it builds is told to log.
func Kernel(ctx context.Context, root string, log io.Writer) (jupyter.Spec, error) {
	return kernelOn(ctx, ThisMachine(), Course{Root: root}, log)
}

func kernelOn(ctx context.Context, m Machine, c Course, log io.Writer) (jupyter.Spec, error) {
	w, err := newWorker(ctx, m, c, log)
	if err != nil {
		return jupyter.Spec{}, err
	}
	ready := func() (bool, error) {
		modules, err := modulesCurrent(c, w.goenv)
		if err != nil || !modules {
			return false, err
		}
		return kernelTools.current(c, w.goenv)
	}
	current, err := ready()
	if err != nil {
		return jupyter.Spec{}, err
	}
	if !current {
		err := w.locked(ctx, func() error {
			current, err := ready() // another process may have built them
			if err != nil || current {
				return err
			}
			if err := w.checkSpace(needKernel); err != nil {
				return err
			}
			if err := w.downloadModules(ctx); err != nil {
				return err
			}
			return w.buildTools(ctx, kernelTools)
		})
		if err != nil {
			return jupyter.Spec{}, err
		}
	}
	return kernelSpec(m, c, w.goenv, kernelTools), nil
}

// kernelSpec says how a kernel is started with these tools on its PATH.
func kernelSpec(m Machine, c Course, env goEnv, groups ...toolGroup) jupyter.Spec {
	return jupyter.Spec{
		Argv: []string{
			filepath.Join(kernelTools.in(c), "gonb"), "--kernel", jupyter.ConnectionFile, "-go_work=" + c.Root,
		},
		Env: kernelEnv(m, c, env, groups...),
	}
}

// kernelEnv is the environment of a kernel, and so of every cell: the tools and
// the toolchain first on the PATH, no network, quick links, and nothing written
// outside the checkout and Go's caches.
func kernelEnv(m Machine, c Course, env goEnv, groups ...toolGroup) []string {
	var path []string
	for _, g := range groups {
		path = append(path, g.in(c))
	}
	path = append(path, filepath.Join(env.GOROOT, "bin"))
	for _, dir := range filepath.SplitList(m.Getenv("PATH")) {
		if dir != "" && !slices.Contains(path, dir) {
			path = append(path, dir)
		}
	}
	return append(env.fixed(),
		"PATH="+strings.Join(path, string(filepath.ListSeparator)),
		"GOFLAGS=-buildvcs=false -ldflags=-s",
		"GOPROXY=off",
		"GOWORK=",
		"GOPLSCACHE="+c.Var("gopls"),
		"XDG_CACHE_HOME="+c.Var("cache"),
		"XDG_CONFIG_HOME="+c.Var("config"),
	)
}

// checkPath refuses the few paths that GoNB cannot work below: it takes its
// list of modules separated by commas, and the PATH is separated by colons.
func checkPath(c Course) error {
	for _, bad := range []struct{ char, name string }{
		{",", "a comma"},
		{string(filepath.ListSeparator), "the character that separates the folders of PATH"},
		{"\n", "a line break"},
		{`"`, "a quotation mark"},
	} {
		if strings.Contains(c.Root, bad.char) {
			return &Problem{
				What: fmt.Sprintf("The path of the checkout, %s, has %s in it, which GoNB cannot work with. Spaces and letters of any language are fine.", c.Root, bad.name),
				Mend: "mv FOLDER-WITH-THAT-CHARACTER OTHER-NAME",
			}
		}
	}
	return nil
}

// kernelJSON is the file from which JupyterLab learns how to start the kernel.
func kernelJSON(spec jupyter.Spec) ([]byte, error) {
	env := make(map[string]string, len(spec.Env))
	for _, entry := range spec.Env {
		key, value, _ := strings.Cut(entry, "=")
		// Jupyter replaces ${NAME} in values.
		env[key] = strings.ReplaceAll(value, "$", "$$")
	}
	data, err := json.MarshalIndent(map[string]any{
		"argv":           spec.Argv,
		"display_name":   "Go (gonb)",
		"language":       "go",
		"interrupt_mode": "message",
		"env":            env,
	}, "", "  ")
	return append(data, '\n'), err
}

// writeKernelSpec writes kernel.json, and removes the spec of the Python kernel
// that came with JupyterLab: the course has one kernel.
func (w *worker) writeKernelSpec() error {
	data, err := kernelJSON(kernelSpec(w.machine, w.course, w.goenv, kernelTools, completionTools))
	if err != nil {
		return err
	}
	file := w.course.KernelSpec()
	if err := os.RemoveAll(filepath.Join(filepath.Dir(filepath.Dir(file)), "python3")); err != nil {
		return err
	}
	return writeFile(file, data)
}
