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
	if total > 3e6 {
		t.Errorf("the photographs take %d bytes, at most 3 MB are allowed", total)
	}
}
