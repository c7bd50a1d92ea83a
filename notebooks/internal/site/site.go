package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gradstep/gradstep/notebooks/internal/live"
	"github.com/gradstep/gradstep/notebooks/internal/page"
	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

// Build makes the site of a course, which must have been set up, in dir. Dir must not
// exist, or be empty, or hold a site, which the new one replaces when it is whole. It returns the parts
// of the kernel, which are most of what a visitor downloads.
func Build(ctx context.Context, c setup.Course, dir string, log func(step string)) ([]page.Part, error) {
	if err := free(dir); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return nil, err
	}
	aside, err := os.MkdirTemp(filepath.Dir(dir), ".site-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(aside)
	made := filepath.Join(aside, "site")
	log("the lessons, in JupyterLite")
	contents := filepath.Join(aside, "contents")
	if err := copyContents(c, contents); err != nil {
		return nil, err
	}
	if err := buildLite(ctx, c, aside, contents, made); err != nil {
		return nil, err
	}
	kernel := filepath.Join(made, "extensions", page.Name)
	if err := page.WriteManifest(kernel); err != nil {
		return nil, err
	}
	parts, err := page.Builder{Root: c.Root, Go: "go", Log: log}.Build(ctx, filepath.Join(kernel, "static"))
	if err != nil {
		return nil, err
	}
	if err := os.CopyFS(filepath.Join(made, "extensions", live.Name), os.DirFS(filepath.Join(c.Extensions(), live.Name))); err != nil {
		return nil, fmt.Errorf("site: the live figures are missing: %w; go run ./notebooks setup makes them", err)
	}
	if err := configure(made); err != nil {
		return nil, err
	}
	if err := mark(made); err != nil {
		return nil, err
	}
	if err := os.Chmod(made, 0o755); err != nil {
		return nil, err
	}
	if err := os.RemoveAll(dir); err != nil {
		return nil, err
	}
	return parts, os.Rename(made, dir)
}

// marker tells a site of ours from somebody's folder.
const marker = ".gradstep-site"

// mark writes the marker, and the file that tells GitHub Pages to serve the files as they are.
func mark(dir string) error {
	if err := os.WriteFile(filepath.Join(dir, marker), []byte("made by go run ./notebooks site\n"), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, ".nojekyll"), nil, 0o644)
}

// free refuses a folder whose files are not a site's.
func free(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	if len(entries) == 0 {
		return nil
	}
	if _, err := os.Stat(filepath.Join(dir, marker)); err != nil {
		return fmt.Errorf("site: %s holds other files, and is left alone: name an empty folder, or one that does not exist", dir)
	}
	return nil
}
