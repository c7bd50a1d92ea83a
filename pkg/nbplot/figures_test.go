package nbplot_test

import (
	"os"
	"path/filepath"
	"testing"
)

// TestGallery draws every kind of figure in both forms. With NBPLOT_GALLERY
// set to a folder the files are written there, to be looked at.
func TestGallery(t *testing.T) {
	dir := os.Getenv("NBPLOT_GALLERY")
	for name, d := range gallery() {
		t.Run(name, func(t *testing.T) {
			svg, err := d.SVG()
			if err != nil {
				t.Fatal(err)
			}
			png, err := d.PNG()
			if err != nil {
				t.Fatal(err)
			}
			html, err := d.HTML()
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("svg %d, png %d, html %d bytes", len(svg), len(png), len(html))
			if dir == "" {
				return
			}
			for ext, data := range map[string][]byte{"svg": svg, "png": png, "html": []byte(html)} {
				if err := os.WriteFile(filepath.Join(dir, name+"."+ext), data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}
