//go:build js

// Command program is the part of the page's kernel that is Go: it makes programs of cells, by
// package compose, and knows what may follow a dot. It is compiled to WebAssembly and
// answers calls of gradstepSession.
package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"syscall/js"

	"github.com/gradstep/gradstep/notebooks/internal/compose"
	"github.com/gradstep/gradstep/notebooks/internal/page/scope"
)

func main() {
	paths := importable()
	session := &compose.Session{Find: compose.Index(paths)}
	know := scope.New(paths, archive)
	var last *compose.Program
	answers := map[string]func(args []js.Value) any{
		"compose": func(args []js.Value) any {
			p, err := session.Compose(args[0].String(), args[1].String())
			if err != nil {
				return map[string]any{"wrong": compose.Explain(err)}
			}
			last = p
			return map[string]any{"source": string(p.Source), "args": p.Args, "env": p.Env, "main": p.Main, "imports": p.Imports()}
		},
		"keep": func([]js.Value) any {
			if last != nil {
				session.Keep(last)
				last = nil
			}
			return nil
		},
		"complete": func(args []js.Value) any { return know.Complete(session, args[0].String(), args[1].Int()) },
		"inspect":  func(args []js.Value) any { return know.Inspect(session, args[0].String(), args[1].Int()) },
	}
	object := js.Global().Get("Object").New()
	for name, f := range answers {
		object.Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any {
			data, err := json.Marshal(f(args))
			if err != nil {
				data, _ = json.Marshal(map[string]string{"wrong": err.Error()}) // a string
			}
			return string(data)
		}))
	}
	js.Global().Call("gradstepSession", object)
	select {}
}

// importable returns the packages that the builder has archives of, but those which
// programs may not import.
func importable() (paths []string) {
	data, err := os.ReadFile("/tmp/packages")
	if err != nil {
		return nil
	}
	for path := range strings.SplitSeq(string(data), "\n") {
		if !strings.Contains("/"+path+"/", "/internal/") && !strings.HasPrefix(path, "vendor/") {
			paths = append(paths, path)
		}
	}
	return paths
}

// archive asks the builder's script for a compiled package: a call from the page must be answered
// before the program rests, and files answer only then.
func archive(path string) ([]byte, error) {
	bytes := js.Global().Call("gradstepArchive", path)
	if bytes.IsNull() {
		return nil, fs.ErrNotExist
	}
	data := make([]byte, bytes.Length())
	js.CopyBytesToGo(data, bytes)
	return data, nil
}
