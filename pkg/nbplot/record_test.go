package nbplot

import (
	"image"
	"image/color"
	"sort"
	"testing"

	"gonum.org/v1/plot/vg"
)

// recorder is a canvas that notes where everything is.
type recorder struct {
	w, h  float64
	texts []placedText
	lines []vg.Path
	dotsN int
}

type placedText struct {
	s string
	b box
}

func (r *recorder) fill(vg.Path, color.NRGBA)                    {}
func (r *recorder) stroke(p vg.Path, _ pen)                      { r.lines = append(r.lines, p) }
func (r *recorder) dots(at []vg.Point, _ float64, _ color.NRGBA) { r.dotsN += len(at) }
func (r *recorder) picture(image.Image, box, bool)               {}
func (r *recorder) text(x, y float64, s string, t textStyle) {
	w, x0 := textWidth(s, t.size), t.textOrigin(s)
	b := box{x + x0, y - 0.72*t.size, x + x0 + w, y + 0.15*t.size}
	if t.up {
		b = box{x - 0.72*t.size, y - x0 - w, x + 0.15*t.size, y - x0}
	}
	r.texts = append(r.texts, placedText{s, b})
}

func record(t *testing.T, d Drawing) *recorder {
	t.Helper()
	r := &recorder{}
	err := d.(drawable).paint(func(w, h float64) canvas { r.w, r.h = w, h; return r })
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// checkTexts fails for texts that leave the figure or cover each other.
func checkTexts(t *testing.T, r *recorder) {
	t.Helper()
	for i, a := range r.texts {
		if a.b.x0 < 0 || a.b.y0 < 0 || a.b.x1 > r.w || a.b.y1 > r.h {
			t.Errorf("text %q at %.1f leaves the figure of %v × %v", a.s, a.b, r.w, r.h)
		}
		for _, o := range r.texts[i+1:] {
			if a.b.overlaps(o.b) {
				t.Errorf("texts %q at %.1f and %q at %.1f cover each other", a.s, a.b, o.s, o.b)
			}
		}
	}
}

func names(g map[string]Drawing) []string {
	var out []string
	for n := range g {
		out = append(out, n)
	}
	sort.Strings(out)
	return out
}

func TestTextsStandApart(t *testing.T) {
	g := gallery()
	for _, name := range names(g) {
		t.Run(name, func(t *testing.T) { checkTexts(t, record(t, g[name])) })
	}
}

// A legend is outside the data by construction: wherever the curves run, the
// names stand where no curve can be.
func TestNamesOutsideData(t *testing.T) {
	for _, legend := range []Legend{LegendAbove, LegendRight, LegendAtEnds} {
		for _, n := range []int{1, 3, 8, 14} {
			p := Figure{Title: "t", Alt: "a", Legend: legend, X: Axis{Label: "x"}, Y: Axis{Label: "y"}}.Add(VLine("here", 0.5), HLine("there", 0.5))
			for i := range n {
				p.Add(Line("curve number "+string(rune('a'+i)), []float64{0, 1}, []float64{float64(i % 2), 1 - float64(i%3)/2}))
			}
			r := record(t, p)
			checkTexts(t, r)
			inside := dataBox(t, p)
			for _, txt := range r.texts {
				if inside.overlaps(txt.b) {
					t.Errorf("legend %d, %d curves: %q at %.1f stands in the data %.1f", legend, n, txt.s, txt.b, inside)
				}
			}
		}
	}
}

// dataBox is the area that paint gives to the data.
func dataBox(t *testing.T, p *Plot) box {
	t.Helper()
	pn, err := p.prepare(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	w, h := p.size()
	b := p.surround(nowhere{}, pn, w, h)
	return pn.insets(b).inside(b)
}

// In a sheet a name is one look, and two names are two.
func TestSheetNamesShareLooks(t *testing.T) {
	line := func(name string) *Curve { return Line(name, []float64{0, 1}, []float64{0, 1}) }
	s := SheetOf{Alt: "a"}.Add(Figure{}.Add(line("a"), line("b")), Figure{}.Add(line("c"), line("b"), line("a")))
	panels, err := s.prepare()
	if err != nil {
		t.Fatal(err)
	}
	if got := panels[1].slots; got[0] != 2 || got[1] != 1 || got[2] != 0 {
		t.Errorf("slots of c, b, a: %v", got)
	}
	if keys := sheetKeys(panels); len(keys) != 3 {
		t.Errorf("%d entries in the legend, want 3", len(keys))
	}
}

func TestSamples(t *testing.T) {
	n := 0
	m, err := Func("f", func(x float64) float64 { n++; return x }, 1, 100).Samples(2).resolve(Axis{Log: true}, Axis{})
	if err != nil {
		t.Fatal(err)
	}
	if xs := m.(*Curve).xs; n != 3 || xs[0] != 1 || xs[2] != 100 || xs[1] < 9.999 || xs[1] > 10.001 {
		t.Errorf("samples %v", xs)
	}
}
