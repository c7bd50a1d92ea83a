// Package live is the part of the course that lives in the page: an extension of JupyterLab
// of a few readable scripts, and the library's figures compiled to WebAssembly beside
// them. The static folder holds the scripts, program the program.
package live

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Name is the extension's, and that of its folder.
const Name = "gradstep-live"

// Program is the package of the program, below the checkout, which is built for js/wasm.
const Program = "./notebooks/internal/live/program"

//go:embed static
var static embed.FS

// Write writes the extension to dir: package.json, and its scripts in dir/static. The program
// is to be put there as figures.wasm; goroot is where Go's own support script is.
func Write(dir, goroot string) error {
	support, err := os.ReadFile(filepath.Join(goroot, "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return fmt.Errorf("live: Go's support for WebAssembly is missing: %w", err)
	}
	files := map[string][]byte{"static/wasm_exec.js": support}
	err = fs.WalkDir(static, "static", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := static.ReadFile(path)
		if strings.HasSuffix(path, "/package.json") {
			path = "package.json"
		}
		files[path] = data
		return err
	})
	if err != nil {
		return err
	}
	for name, data := range files {
		to := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(to, data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
