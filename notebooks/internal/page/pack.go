package page

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const module = "github.com/gradstep/gradstep/"

// imports are what cells may import, with all that it needs: the library, and of the standard library what
// makes sense in a page. Programs that start programs or open connections have no place in one.
var imports = []string{
	"./pkg/...",
	"bufio", "bytes", "cmp", "container/heap", "container/list", "container/ring", "context", "encoding/base64", "encoding/binary", "encoding/csv",
	"encoding/hex", "encoding/json", "errors", "flag", "fmt", "hash/fnv", "html", "image", "image/color", "image/draw", "image/gif", "image/jpeg", "image/png",
	"io", "iter", "log", "maps", "math", "math/big", "math/bits", "math/cmplx", "math/rand", "math/rand/v2", "os", "path", "path/filepath", "reflect",
	"regexp", "runtime", "runtime/debug", "slices", "sort", "strconv", "strings", "sync", "sync/atomic", "text/tabwriter", "time", "unicode",
	"unicode/utf8", "unsafe",
}

// archives is a pack of the compiled packages: of the library, or of all others.
func (b Builder) archives(ctx context.Context, library bool) ([]byte, error) {
	roots, err := b.run(ctx, forPage, append([]string{"list"}, imports...)...)
	if err != nil {
		return nil, err
	}
	args := []string{"list", "-export", "-gcflags=all=-dwarf=false", "-trimpath", "-deps", "-f", "{{if .Export}}{{.ImportPath}}={{.Export}}{{end}}"}
	for path := range strings.FieldsSeq(string(roots)) {
		if !strings.Contains(path+"/", "/cmd/") && !strings.HasPrefix(path, module+"pkg/internal/") && !strings.HasPrefix(path, module+"pkg/blackbox") {
			args = append(args, path)
		}
	}
	text, err := b.run(ctx, forPage, args...)
	if err != nil {
		return nil, err
	}
	var p pack
	for line := range strings.FieldsSeq(string(text)) {
		path, file, _ := strings.Cut(line, "=")
		if strings.HasPrefix(path, module) != library {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		p.add(path, data)
	}
	return p.bytes()
}

// course is a pack of the files that lessons read.
func (b Builder) course() ([]byte, error) {
	var p pack
	for _, root := range []string{"go.mod", "testdata/photos", "testdata/study"} {
		err := filepath.WalkDir(filepath.Join(b.Root, filepath.FromSlash(root)), func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && d.Name() == "fresh" {
				return fs.SkipDir // photographs of a study alone
			}
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			name, err := filepath.Rel(b.Root, path)
			p.add(filepath.ToSlash(name), data)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	p.add("notebooks/.keep", nil) // the folder in which cells run
	return p.bytes()
}

// A pack is files in one: a line of JSON, a list of [path, size], and then the bytes.
type pack struct {
	list [][2]any
	data bytes.Buffer
}

func (p *pack) add(path string, data []byte) {
	p.list = append(p.list, [2]any{path, len(data)})
	p.data.Write(data)
}

func (p *pack) bytes() ([]byte, error) {
	head, err := json.Marshal(p.list)
	if err != nil {
		return nil, err
	}
	return append(append(head, '\n'), p.data.Bytes()...), nil
}
