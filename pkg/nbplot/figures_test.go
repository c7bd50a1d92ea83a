package nbplot

import (
	"bytes"
	"image/png"
	"math"
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

// Pixels are what a PNG holds, also for a Drawing of somebody else.
func TestPixels(t *testing.T) {
	for name, d := range map[string]Drawing{"plot": stepsFigure(), "foreign": foreign{stepsFigure()}} {
		file, err := d.PNG()
		if err != nil {
			t.Fatal(err)
		}
		want, err := png.Decode(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		got, err := Pixels(d)
		if err != nil || !bytes.Equal(got.Pix, toRGBA(want).Pix) {
			t.Errorf("%s: Pixels and PNG differ, %v", name, err)
		}
	}
	if _, err := Pixels(Figure{Title: "no x", Alt: "a"}.Add(Line("", []float64{math.NaN()}, []float64{1}))); err == nil {
		t.Error("a figure that cannot be drawn has pixels")
	}
}

// foreign is a Drawing, and nothing else that this package could know of it.
type foreign struct{ Drawing }
