package nbplot

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"io"
	"math"
	"math/rand/v2"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// The same figure has the same bytes, whatever the number of processors.
func TestDeterministic(t *testing.T) {
	first := rendered()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for name, r := range renderGallery() {
		if r != first[name] {
			t.Errorf("%s has other bytes the second time", name)
		}
	}
}

var imgForm = regexp.MustCompile(`^<img src="data:(image/(?:svg\+xml|png|jpeg));base64,([A-Za-z0-9+/=]+)" width="(\d+)" height="(\d+)" alt="([^"<>]+)">$`)

// Figures survive JupyterLab's sanitizer, which keeps <img> with src, width,
// height and alt and drops <svg>; and a saved notebook stays small.
func TestHTMLForm(t *testing.T) {
	g := gallery()
	for _, name := range names(g) {
		r, ok := rendered()[name]
		if !ok {
			continue
		}
		page := r.html
		m := imgForm.FindStringSubmatch(page)
		if m == nil {
			t.Errorf("%s is not one plain img element: %.80s", name, page)
			continue
		}
		data, err := base64.StdEncoding.DecodeString(m[2])
		if err != nil {
			t.Error(err)
		}
		limit := 60_000
		if name == "images" {
			limit = 160_000 // photographs and noise
		}
		if len(data) > limit {
			t.Errorf("%s has %d bytes, more than %d", name, len(data), limit)
		}
		if m[1] == "image/svg+xml" {
			checkSVG(t, name, data)
			continue
		}
		c, _, err := image.DecodeConfig(bytes.NewReader(data))
		if err != nil {
			t.Error(err)
		}
		if d := g[name].(drawable); !d.raster() {
			t.Errorf("%s has no field, but is drawn as pixels", name)
		}
		if w := record(t, g[name]).w; float64(c.Width) != density*w {
			t.Errorf("%s is %d pixels wide, want twice %v", name, c.Width, w)
		}
	}
}

// checkSVG fails for a document that is not well-formed, or that would look
// elsewhere for a font, a file or a script.
func checkSVG(t *testing.T, name string, data []byte) {
	t.Helper()
	defined := make(map[string]bool)
	dec := xml.NewDecoder(bytes.NewReader(data))
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "svg", "title", "defs", "path", "g", "use", "image":
		default:
			t.Errorf("%s: element %s", name, e.Name.Local)
		}
		for _, a := range e.Attr {
			switch {
			case a.Name.Local == "id":
				defined["#"+a.Value] = true
			case a.Name.Local == "href" && e.Name.Local == "use" && !defined[a.Value]:
				t.Errorf("%s: %s is used but not defined", name, a.Value)
			case a.Name.Local == "href" && e.Name.Local != "use" && !strings.HasPrefix(a.Value, "data:"):
				t.Errorf("%s: refers to %s", name, a.Value)
			}
		}
	}
}

func TestAltIsEscaped(t *testing.T) {
	page, err := Figure{Alt: `f < g & "h"`}.Add(Line("l", one, one)).HTML()
	if err != nil || !strings.Contains(page, `alt="f &lt; g &amp; &#34;h&#34;"`) {
		t.Errorf("%v: %s", err, page[max(0, len(page)-60):])
	}
}

// A curve of many points costs no more than what can be seen of it.
func TestLongCurveStaysSmall(t *testing.T) {
	const n = 100_000
	xs, ys := make([]float64, n), make([]float64, n)
	for i := range xs {
		xs[i], ys[i] = float64(i), float64(i*7919%1000)
	}
	svg, err := figureOf(Figure{}, Line("noise", xs, ys)).SVG()
	if err != nil {
		t.Fatal(err)
	}
	if len(svg) > 60_000 {
		t.Errorf("%d points make %d bytes", n, len(svg))
	}
}

// A raster gallery that Lossless keeps holds the very pixels.
func TestLossless(t *testing.T) {
	pix := make([]float64, 300*300)
	rng := rand.New(rand.NewPCG(5, 6))
	for i := range pix {
		pix[i] = float64(rng.IntN(256)) / 255
	}
	m := Gray(pix, 300, 300)
	g := Images{Alt: "a", Lossless: true, Width: 2*padding + 450, Cols: 1}.Add(Image("noise", m))
	page, err := g.HTML()
	if err != nil {
		t.Fatal(err)
	}
	f := imgForm.FindStringSubmatch(page)
	data, _ := base64.StdEncoding.DecodeString(f[2])
	if f[1] != "image/png" {
		t.Fatalf("a lossless gallery is %s", f[1])
	}
	got, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for i := range pix {
		// 450 CSS pixels are 900 of the screen: squares of 3 × 3.
		r, _, _, _ := got.At(2*padding+3*(i%300)+1, 2*padding+3*(i/300)+1).RGBA()
		if want, _, _, _ := m.At(i%300, i/300).RGBA(); r != want {
			t.Fatalf("pixel %d is %d, want %d", i, r>>8, want>>8)
		}
	}
	g = Images{Alt: "a"}.Add(Image("noise", m), Image("noise", m))
	if page, err = g.HTML(); err != nil || imgForm.FindStringSubmatch(page)[1] != "image/jpeg" {
		t.Errorf("a large gallery is not made a JPEG: %v", err)
	}
	// Of smooth pixels a JPEG is made as soon as the limit asks for it.
	for i := range pix {
		pix[i] = 0.5 + 0.5*math.Sin(float64(i%300)/20)*math.Cos(float64(i)/9000)
	}
	for limit, want := range map[int]string{0: "image/png", 20_000: "image/jpeg"} {
		page, err := Images{Alt: "a", Width: 2*padding + 450, Limit: limit}.Add(Image("noise", m)).HTML()
		if err != nil || imgForm.FindStringSubmatch(page)[1] != want {
			t.Errorf("limit %d: %.30s, %v, want %s", limit, page, err, want)
		}
	}
}
