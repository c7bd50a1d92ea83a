package page

import (
	"context"
	"os"
	"strings"
)

// The library: its module, its packages, and those of them that most lessons import, with all that
// they need in turn.
const module, packages = "github.com/gradstep/gradstep/", "./pkg/..."

var early = []string{"./pkg/figures", "./pkg/lesson"}

// standard are the packages of the standard library that cells may import: what makes sense in a
// page. Programs that start programs or open connections have no place in one.
var standard = []string{
	"bufio", "bytes", "cmp", "container/heap", "container/list", "container/ring", "context", "encoding/base64", "encoding/binary", "encoding/csv",
	"encoding/hex", "encoding/json", "errors", "flag", "fmt", "hash/fnv", "html", "image", "image/color", "image/draw", "image/gif", "image/jpeg", "image/png",
	"io", "iter", "log", "maps", "math", "math/big", "math/bits", "math/cmplx", "math/rand", "math/rand/v2", "os", "path", "path/filepath", "reflect",
	"regexp", "runtime", "runtime/debug", "slices", "sort", "strconv", "strings", "sync", "sync/atomic", "text/tabwriter", "time", "unicode",
	"unicode/utf8", "unsafe",
}

// A share of the compiled packages is one download.
type share int

const (
	others  share = iota // of the standard library and of modules, what most lessons need
	library              // of the library, what most lessons need; it changes with each version of the site
	later                // what some lessons need
)

// archives returns, for each share, a pack of compiled packages, and their paths.
func (b Builder) archives(ctx context.Context) (packs map[share]*pack, paths map[share][]string, err error) {
	soon, err := b.list(ctx, append([]string{"-deps"}, early...)...)
	if err != nil {
		return nil, nil, err
	}
	isSoon := map[string]bool{}
	for _, path := range soon {
		isSoon[path] = true
	}
	mine, err := b.list(ctx, packages)
	if err != nil {
		return nil, nil, err
	}
	args := []string{"-export", "-gcflags=all=-dwarf=false", "-trimpath", "-deps", "-f", "{{if .Export}}{{.ImportPath}}={{.Export}}{{end}}"}
	for _, path := range mine {
		if !strings.Contains(path+"/", "/cmd/") && !strings.HasPrefix(path, module+"pkg/internal/") && !strings.HasPrefix(path, module+"pkg/blackbox") {
			args = append(args, path)
		}
	}
	files, err := b.list(ctx, append(args, standard...)...)
	if err != nil {
		return nil, nil, err
	}
	packs, paths = map[share]*pack{others: {}, library: {}, later: {}}, map[share][]string{}
	for _, line := range files {
		path, file, _ := strings.Cut(line, "=")
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, nil, err
		}
		to := others
		switch {
		case !isSoon[path]:
			to = later
		case strings.HasPrefix(path, module):
			to = library
		}
		packs[to].addArchive(path, data)
		paths[to] = append(paths[to], path)
	}
	return packs, paths, nil
}

func (b Builder) list(ctx context.Context, args ...string) ([]string, error) {
	text, err := b.run(ctx, forPage, append([]string{"list"}, args...)...)
	return strings.Fields(string(text)), err
}
