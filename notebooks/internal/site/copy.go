package site

import (
	"os"
	"path/filepath"

	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

// shown are the files of the checkout that the site shows, by patterns.
var shown = []string{"README.md", "LICENSE", "docs/*.md", "docs/*/*.svg", "docs/*/*.png", "docs/*.jpg", "notebooks/*.ipynb", "notebooks/appendix/*.ipynb", "testdata/photos/*"}

// copyContents copies them; their places among each other stay, so that links between them hold.
func copyContents(c setup.Course, to string) error {
	for _, pattern := range shown {
		files, err := filepath.Glob(c.Path(filepath.FromSlash(pattern)))
		if err != nil {
			return err
		}
		for _, file := range files {
			name, err := filepath.Rel(c.Root, file)
			if err != nil {
				return err
			}
			if info, err := os.Stat(file); err != nil || info.IsDir() {
				continue
			}
			data, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			target := filepath.Join(to, name)
			if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(target, data, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}
