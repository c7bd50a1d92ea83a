package picture_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

// The photographs are the bytes that the table beside them names, and large
// enough for the lessons.
func TestPhotographs(t *testing.T) {
	const dir = "../../testdata/photos"
	table, err := os.ReadFile(filepath.Join(dir, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	photos := map[string]struct{ w, h, channels int }{
		"astronaut.png": {512, 512, 3},
		"camera.png":    {512, 512, 1},
		"retina.jpg":    {1411, 1411, 3},
		"china.jpg":     {640, 427, 3},
		"raccoon.png":   {512, 384, 1},
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, entry := range entries {
		name := entry.Name()
		if ext := filepath.Ext(name); entry.IsDir() || ext == ".md" || ext == ".go" {
			continue
		}
		want, ok := photos[name]
		if !ok {
			t.Errorf("%s is not known to this test", name)
			continue
		}
		delete(photos, name)
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		total += len(data)
		line := fmt.Sprintf("| `%s` | %d | `%x` |\n", name, len(data), sha256.Sum256(data))
		if !strings.Contains(string(table), line) {
			t.Errorf("README.md lacks the line %s", line)
		}
		im, err := picture.Load(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if im.W != want.w || im.H != want.h || im.Channels() != want.channels {
			t.Errorf("%s is %d×%d in %d channels, want %v", name, im.W, im.H, im.Channels(), want)
		}
	}
	if len(photos) > 0 {
		t.Errorf("missing: %v", photos)
	}
	// Those on which nothing was chosen have their bytes in a table of their own.
	fresh, err := os.ReadFile(filepath.Join(dir, "fresh", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(dir, "fresh", "*.[pj][np]g"))
	if err != nil || len(names) != 13 || strings.Count(string(fresh), "\n| `") != len(names) {
		t.Fatalf("%d files in fresh, %v", len(names), err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		total += len(data)
		start, end := fmt.Sprintf("\n| `%s` |", filepath.Base(name)), fmt.Sprintf("| %d | `%x` |\n", len(data), sha256.Sum256(data))
		if !strings.Contains(string(fresh), start) || !strings.Contains(string(fresh), end) {
			t.Errorf("fresh/README.md lacks a line from %q to %q", start, end)
		}
	}
	if total > 4e6 {
		t.Errorf("the photographs take %d bytes, at most 4 MB are allowed", total)
	}
}
