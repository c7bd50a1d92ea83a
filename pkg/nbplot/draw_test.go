package nbplot

import (
	"bytes"
	"fmt"
	"image"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

// Relative, rounded path data leads back to where the path was, also after a
// closed part.
func TestPathData(t *testing.T) {
	var p vg.Path
	p.Move(pt(10, 20))
	p.Line(pt(10.26, -0.04))
	p.Line(pt(-3.3, 7))
	p.Close()
	p.Move(pt(100, 50))
	for i := range 500 {
		p.Line(pt(100+float64(i)/30, 50+math.Sin(float64(i))))
	}
	var buf bytes.Buffer
	writePath(&buf, p)
	number := regexp.MustCompile(`-?(\d+\.?\d*|\.\d+)`)
	var x, y, fromX, fromY float64
	k := 0
	for _, part := range regexp.MustCompile(`[mlz][^mlz]*`).FindAllString(buf.String(), -1) {
		if part[0] == 'z' {
			x, y = fromX, fromY
			k++
			continue
		}
		v := number.FindAllString(part, -1)
		for i := 0; i < len(v); i += 2 {
			dx, _ := strconv.ParseFloat(v[i], 64)
			dy, _ := strconv.ParseFloat(v[i+1], 64)
			x, y = x+dx, y+dy
			if part[0] == 'm' {
				fromX, fromY = x, y
			}
			if want := p[k].Pos; math.Abs(x-float64(want.X)) > 0.0501 || math.Abs(y-float64(want.Y)) > 0.0501 {
				t.Fatalf("component %d is at %.2f, %.2f, want %v", k, x, y, want)
			}
			k++
		}
	}
	if k != len(p) {
		t.Errorf("%d components of %d", k, len(p))
	}
}

func TestTenth(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 0.04: "0", -0.04: "0", 0.5: ".5", -0.5: "-.5", 12.34: "12.3", -12: "-12", 0.96: "1"} {
		if got := tenth(v); got != want {
			t.Errorf("tenth(%v) = %q, want %q", v, got, want)
		}
	}
}

// Letters stand behind each other, and each outline is there once.
func TestSVGText(t *testing.T) {
	c := newSVGCanvas()
	c.text(0, 0, "aba", textStyle{size: 12})
	a, b := face().glyph('a').advance, face().glyph('b').advance
	want := fmt.Sprintf(`<use href="#g0"/><use href="#g1" x="%d"/><use href="#g0" x="%d"/>`, a, a+b)
	if !strings.Contains(c.body.String(), want) {
		t.Errorf("no %s in %s", want, c.body.String())
	}
	if n := strings.Count(c.defs.String(), "<path"); n != 2 {
		t.Errorf("%d outlines", n)
	}
}

// A heat map has its smallest y below and its smallest x at the left.
func TestHeatIsUpright(t *testing.T) {
	for _, smooth := range []bool{false, true} {
		h := Heat("", Grid{[]float64{0, 1}, []float64{0, 1}, []float64{0, 1, 2, 3}})
		h.smooth = smooth
		p := figureOf(Figure{}, h)
		r, _, err := paintRaster(p)
		if err != nil {
			t.Fatal(err)
		}
		b := dataBox(t, p)
		at := func(fx, fy float64) [3]uint8 {
			i := r.PixOffset(int(density*(b.x0+fx*b.width())), int(density*(b.y0+fy*b.height())))
			return [3]uint8(r.Pix[i : i+3])
		}
		for k, c := range map[[2]float64]float64{{0.02, 0.98}: 0, {0.98, 0.98}: 1, {0.02, 0.02}: 2, {0.98, 0.02}: 3} {
			want, got := shade(viridis, c/3), at(k[0], k[1])
			for i, v := range []uint8{want.R, want.G, want.B} {
				if d := int(got[i]) - int(v); d < -12 || d > 12 {
					t.Errorf("smooth %v: at %v the colour is %v, want %v", smooth, k, got, want)
					break
				}
			}
		}
	}
}

func TestGalleryStandsApart(t *testing.T) {
	g := Images{Alt: "a", Cols: 2, Zoom: image.Rect(0, 0, 4, 2)}.Add()
	for _, size := range []int{10, 300, 1000, 10, 500} {
		g.Add(Image("caption of some length", image.NewGray(image.Rect(0, 0, size, size/2))))
	}
	places, width, height := g.layout(2, 300)
	var all []box
	for _, p := range places {
		for _, b := range []box{p.full, p.crop} {
			if b.width() < 100 || b.x0 < 0 || b.x1 > 2*width+galleryGap || b.y1 > height {
				t.Errorf("%.1f in columns of %.1f, %.1f high", b, width, height)
			}
			for _, o := range all {
				if b.overlaps(o) {
					t.Errorf("%.1f and %.1f cover each other", b, o)
				}
			}
			all = append(all, b)
		}
	}
}

// Where two opposite corners of a cell are above a level, the mean decides
// which pair the lines cut off.
func TestSaddleCell(t *testing.T) {
	for _, c := range []struct {
		level float64
		low   bool // the lines are near the low corners (1, 0) and (0, 1)
	}{{0.4, true}, {0.6, false}} {
		lines := levelLines([]float64{0, 1}, []float64{0, 1}, []float64{1, 0, 0, 1}, c.level)
		if len(lines) != 2 {
			t.Fatalf("%d lines", len(lines))
		}
		for _, l := range lines {
			x, y := float64(l[0].X+l[1].X)/2, float64(l[0].Y+l[1].Y)/2
			low := math.Min(math.Hypot(x-1, y), math.Hypot(x, y-1)) < math.Min(math.Hypot(x, y), math.Hypot(x-1, y-1))
			if low != c.low {
				t.Errorf("level %v: a line through (%.2f, %.2f)", c.level, x, y)
			}
		}
	}
}
