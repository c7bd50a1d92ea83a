package setup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gradstep/gradstep/notebooks/internal/live"
)

// Extensions is the folder of JupyterLab's extensions of the course; it stays when the Python
// environment is replaced.
func (c Course) Extensions() string { return c.Venv("go", "labextensions") }

// extension is the folder of the one that makes figures live in the page.
func (c Course) extension() string { return filepath.Join(c.Extensions(), live.Name) }

// figuresHash is the hash of what the extension is made from: its scripts, the library and
// the toolchain.
func figuresHash(c Course, env goEnv) (string, error) {
	var in inputs
	in.word("go", env.GOVERSION)
	in.file(c.Path("go.mod"))
	in.file(c.Path("go.sum"))
	for _, root := range []string{c.Path("pkg"), c.Path("notebooks", "internal", "live"), c.Path("testdata", "photos")} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && slices.Contains(built, filepath.Ext(path)) && !strings.HasSuffix(path, "_test.go") {
				in.file(path)
			}
			return err
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // a folder that is missing makes the build fail, which says so
			return "", fmt.Errorf("setup: the figures' sources could not be read: %w", err)
		}
	}
	return in.hash()
}

// built are the kinds of files that the extension is made from.
var built = []string{".go", ".js", ".css", ".json", ".png"}

func figuresCurrent(c Course, env goEnv) (bool, error) {
	want, err := figuresHash(c, env)
	if err != nil {
		return false, err
	}
	_, gone := os.Stat(filepath.Join(c.extension(), "static", "figures.wasm"))
	return gone == nil && c.stamp("figures").read() == want, nil
}

// buildFigures compiles the library's figures to WebAssembly and puts them beside the scripts
// that show them. It is made last: without it the figures stand still, and all else works.
func (w *worker) buildFigures(ctx context.Context) (err error) {
	hash, err := figuresHash(w.course, w.goenv)
	if err != nil {
		return err
	}
	s := startStep(w.log, "compiling the figures that move")
	defer func() { s.end(err) }()
	if err := w.course.stamp("figures").remove(); err != nil {
		return err
	}
	aside, err := w.aside("figures-*")
	if err != nil {
		return err
	}
	if err := live.Write(aside, w.goenv.GOROOT); err != nil {
		return &Problem{What: "The figures that move could not be made; they will stand still.", Mend: "go env GOROOT    # it should hold lib/wasm: some packages of Go leave it out, the one from go.dev does not", Err: err}
	}
	packages := 0
	output, err := run{
		dir: w.course.Root, env: append(w.goEnv(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0"),
		argv: []string{w.goenv.tool(), "build", "-v", "-buildvcs=false", "-ldflags=-s", "-o", filepath.Join(aside, "static", "figures.wasm"), live.Program},
		line: func(line string) {
			if !strings.Contains(line, " ") {
				packages++
				s.at(packages, 0, line)
			}
		},
	}.start(ctx)
	if err != nil {
		return diagnose("The figures that move could not be compiled; they will stand still.", output, err)
	}
	to := w.course.extension()
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	if err := os.Rename(aside, to); err != nil {
		return err
	}
	return w.course.stamp("figures").write(hash)
}
