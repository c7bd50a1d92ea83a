package page

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// Course has the files, and the folders of files, of the checkout that programs can read in the page.
var Course = []string{"go.mod", "testdata/photos", "testdata/study", "testdata/peers/morewild.csv"}

// Name is the kernel's as an extension of JupyterLite, and that of its folder.
const Name = "gradstep-page"

//go:embed static
var static embed.FS

// A Part is a file that the page fetches, packed by Zstandard.
type Part struct {
	Name     string   `json:"name"`
	Size     int      `json:"size"` // bytes of the download
	Hash     string   `json:"hash"`
	Unpacked int      `json:"unpacked"`
	Files    bool     `json:"files,omitempty"`    // is for the programs; the other parts make them
	Later    bool     `json:"later,omitempty"`    // is fetched when a cell wants one of its packages, or behind the first cell
	Packages []string `json:"packages,omitempty"` // their paths, of a pack of compiled packages
}

// A Builder makes the kernel's folder.
type Builder struct {
	Root string            // the checkout
	Go   string            // the go command
	Log  func(step string) // is told what begins; may be nil
}

// Build writes the kernel to dir: its scripts and its parts. Dir must not exist or be empty.
func (b Builder) Build(ctx context.Context, dir string) (parts []Part, err error) {
	work, err := os.MkdirTemp("", "gradstep-page-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	if err := b.scripts(ctx, dir); err != nil {
		return nil, err
	}
	log := b.Log
	if log == nil {
		log = func(string) {}
	}
	write := func(p Part, data []byte, err error) error {
		if err == nil {
			p, err = writePart(dir, p, data)
			parts = append(parts, p)
		}
		return err
	}
	for _, tool := range []string{"compile", "link"} {
		log("Go's own cmd/" + tool + ", for the page")
		data, err := b.tool(ctx, work, "cmd/"+tool)
		if err := write(Part{Name: tool + ".wasm"}, data, err); err != nil {
			return nil, err
		}
	}
	log("the session of cells, for the page")
	data, err := b.program(ctx, work, nil, "./notebooks/internal/page/program")
	if err := write(Part{Name: "session.wasm"}, data, err); err != nil {
		return nil, err
	}
	log("what cells may import, compiled for the page")
	packs, paths, err := b.archives(ctx)
	if err != nil {
		return nil, err
	}
	for s, p := range map[share]Part{others: {Name: "archives.pack"}, library: {Name: "library.pack"}, later: {Name: "more.pack", Later: true}} {
		p.Packages = paths[s]
		data, err := packs[s].bytes()
		if err := write(p, data, err); err != nil {
			return nil, err
		}
	}
	data, err = b.files(Course...)
	if err := write(Part{Name: "course.pack", Files: true}, data, err); err != nil {
		return nil, err
	}
	data, err = b.files(fresh)
	if err := write(Part{Name: "photos.pack", Files: true, Later: true}, data, err); err != nil {
		return nil, err
	}
	slices.SortFunc(parts, func(a, b Part) int { return strings.Compare(a.Name, b.Name) })
	list, err := json.MarshalIndent(parts, "", " ")
	if err != nil {
		return nil, err
	}
	return parts, os.WriteFile(filepath.Join(dir, "parts.json"), append(list, '\n'), 0o644)
}

// window is as far as a pack looks back for what it has had: at its beginning, too.
const window = 1 << 27

func writePart(dir string, p Part, data []byte) (Part, error) {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithWindowSize(window), zstd.WithEncoderCRC(false))
	if err != nil {
		return Part{}, err
	}
	packed := w.EncodeAll(data, nil)
	sum := sha256.Sum256(data)
	p.Size, p.Hash, p.Unpacked = len(packed), hex.EncodeToString(sum[:6]), len(data)
	return p, os.WriteFile(filepath.Join(dir, p.Name+".zst"), packed, 0o644)
}

// WriteManifest writes what JupyterLite reads of the extension in dir; the kernel is to be put in dir/static.
func WriteManifest(dir string) error {
	data, err := static.ReadFile("static/package.json")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "package.json"), data, 0o644)
}

// scripts writes the scripts, and Go's own beside them.
func (b Builder) scripts(ctx context.Context, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	goroot, err := b.run(ctx, nil, "env", "GOROOT")
	if err != nil {
		return err
	}
	support, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return fmt.Errorf("page: Go's support for WebAssembly is missing: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "wasm_exec.js"), support, 0o644); err != nil {
		return err
	}
	scripts, err := fs.Glob(static, "static/*")
	if err != nil {
		return err
	}
	for _, path := range scripts {
		if filepath.Ext(path) == ".json" {
			continue // the extension's, see WriteManifest
		}
		data, err := static.ReadFile(path)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(path)), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// tool compiles one of Go's own programs for the page.
func (b Builder) tool(ctx context.Context, work, path string) ([]byte, error) {
	goroot, err := b.run(ctx, nil, "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp(work, "overlay-")
	if err != nil {
		return nil, err
	}
	overlay, err := slim(strings.TrimSpace(string(goroot)), folder)
	if err == nil {
		if data, err := b.program(ctx, work, []string{"-overlay", overlay}, path); err == nil || ctx.Err() != nil {
			return data, err
		}
	}
	return b.program(ctx, work, nil, path) // the sources are not as slim expects them; only the download grows
}

func (b Builder) program(ctx context.Context, work string, flags []string, path string) ([]byte, error) {
	out := filepath.Join(work, "program.wasm")
	args := slices.Concat([]string{"build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", out}, flags, []string{path})
	if _, err := b.run(ctx, forPage, args...); err != nil {
		return nil, err
	}
	return os.ReadFile(out)
}

var forPage = []string{"GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0", "GOFLAGS="}

// run runs the go command in the checkout and returns what it prints.
func (b Builder) run(ctx context.Context, env []string, args ...string) ([]byte, error) {
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, b.Go, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = b.Root, &stdout, &stderr
	cmd.Env = append(os.Environ(), env...)
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		return nil, fmt.Errorf("page: go %s: %w\n%s", args[0], err, &stderr)
	}
	return stdout.Bytes(), nil
}
