package scope

import (
	"bytes"
	"go/importer"
	"go/token"
	"go/types"
	"io"
)

// Scope knows packages by what the compiler exports of them.
type Scope struct {
	paths []string
	from  types.Importer
}

// New returns the Scope of the packages of some paths; archive returns the compiled package of a path.
func New(paths []string, archive func(path string) ([]byte, error)) *Scope {
	look := func(path string) (io.ReadCloser, error) {
		data, err := archive(path)
		if err != nil {
			return nil, err
		}
		return io.NopCloser(bytes.NewReader(data)), nil
	}
	return &Scope{paths: paths, from: importer.ForCompiler(token.NewFileSet(), "gc", look)}
}
