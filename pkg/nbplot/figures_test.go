package nbplot

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// A rendering is a figure of the gallery in its forms.
type rendering struct{ svg, html string }

func renderGallery() map[string]rendering {
	out := make(map[string]rendering)
	for name, d := range gallery() {
		if testing.Short() && name == "images" {
			continue // half of the time
		}
		svg, err := d.SVG()
		if err != nil {
			panic(err)
		}
		html, err := d.HTML()
		if err != nil {
			panic(err)
		}
		out[name] = rendering{string(svg), html}
	}
	return out
}

// rendered is the gallery, drawn once for all tests.
var rendered = sync.OnceValue(renderGallery)

// TestGallery draws every kind of figure. With NBPLOT_GALLERY set to a folder
// the files are written there, to be looked at, with a page that shows all.
func TestGallery(t *testing.T) {
	dir := os.Getenv("NBPLOT_GALLERY")
	page := "<body style='background:#888'>"
	for _, name := range names(gallery()) {
		r, ok := rendered()[name]
		if !ok {
			continue
		}
		t.Logf("%s: SVG of %d bytes, HTML of %d", name, len(r.svg), len(r.html))
		page += r.html + "<br>"
		if dir == "" {
			continue
		}
		png, err := gallery()[name].PNG()
		if err != nil {
			t.Fatal(err)
		}
		for ext, data := range map[string]string{"svg": r.svg, "png": string(png), "html": r.html} {
			if err := os.WriteFile(filepath.Join(dir, name+"."+ext), []byte(data), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "all.html"), []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// PNG is the same drawing at double resolution.
func TestPNG(t *testing.T) {
	p := stepsFigure()
	png, err := p.PNG()
	if err != nil {
		t.Fatal(err)
	}
	if len(png) < 10_000 {
		t.Errorf("a PNG of %d bytes holds no figure", len(png))
	}
}
