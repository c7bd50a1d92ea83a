package scope

import (
	"bytes"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/gcexportdata"
)

// Scope knows packages by what the compiler exports of them.
type Scope struct {
	paths []string
	from  types.Importer
}

// New returns the Scope of the packages of some paths; archive returns the compiled package of a path.
func New(paths []string, archive func(path string) ([]byte, error)) *Scope {
	return &Scope{paths: paths, from: exports{archive, token.NewFileSet(), map[string]*types.Package{}}}
}

// exports reads packages from their archives. Go's own importer for that brings others along, which read
// sources and start the go command.
type exports struct {
	archive func(path string) ([]byte, error)
	set     *token.FileSet
	known   map[string]*types.Package
}

// Import implements [types.Importer].
func (e exports) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if p := e.known[path]; p != nil && p.Complete() {
		return p, nil
	}
	data, err := e.archive(path)
	if err != nil {
		return nil, err
	}
	r, err := gcexportdata.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return gcexportdata.Read(r, e.set, e.known, path)
}
