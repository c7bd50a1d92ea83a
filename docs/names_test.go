package docs_test

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// macOS and Windows take names that differ in their case for one file.
func TestNamesDifferInMoreThanCase(t *testing.T) {
	seen := map[string]string{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := d.Name(); path != ".." && strings.HasPrefix(name, ".") && d.IsDir() {
			return filepath.SkipDir // .git, .venv: not ours
		}
		folded := strings.ToLower(path)
		if other, is := seen[folded]; is {
			t.Errorf("%s and %s differ in their case alone", other, path)
		}
		seen[folded] = path
		return nil
	})
	if err != nil || len(seen) < 100 {
		t.Fatal(len(seen), err)
	}
}
