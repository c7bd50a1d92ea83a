package nbplot

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"sort"
)

// A HeatMap is a mark that shows a grid's values by colour; Heat makes one.
type HeatMap struct {
	label     string
	g         Grid
	lo, hi    float64 // range of the colours, when set
	log       bool
	diverging bool
	mid       float64
	smooth    bool

	scale      scale
	anchors    []color.NRGBA
	xLog, yLog bool
}

// Heat colours the cells around a grid's samples; label names the values
// beside the colour bar.
func Heat(label string, g Grid) *HeatMap {
	g.mustFit("Heat", label)
	return &HeatMap{label: label, g: g}
}

// Range fixes the values of the first and the last colour; what lies beyond
// takes these colours too.
func (h *HeatMap) Range(lo, hi float64) *HeatMap { h.lo, h.hi = lo, hi; return h }

// Log spreads the colours over the values' logarithms.
func (h *HeatMap) Log() *HeatMap { h.log = true; return h }

// Diverging colours what is below mid blue and what is above red.
func (h *HeatMap) Diverging(mid float64) *HeatMap { h.diverging, h.mid = true, mid; return h }

// Smooth interpolates between the samples instead of colouring cells.
func (h *HeatMap) Smooth() *HeatMap { h.smooth = true; return h }

func (h *HeatMap) color() (int, bool, bool) { return 0, false, false }
func (h *HeatMap) field()                   {}
func (h *HeatMap) snug()                    {}
func (h *HeatMap) keys(int) []key           { return nil }
func (h *HeatMap) extent(x, y *extent) {
	if h.smooth {
		h.g.addExtent(x, y)
		return
	}
	for _, a := range []struct {
		e     *extent
		edges []float64
	}{{x, cellEdges(h.g.X, h.xLog)}, {y, cellEdges(h.g.Y, h.yLog)}} {
		a.e.add(a.edges[0])
		a.e.add(a.edges[len(a.edges)-1])
	}
}

func (h *HeatMap) resolve(x, y Axis) (Mark, error) {
	d := *h
	d.xLog, d.yLog = x.Log, y.Log
	if err := h.g.check("Heat", h.label, x, y); err != nil {
		return nil, err
	}
	if err := checkText("the colour bar's label", h.label); err != nil {
		return nil, err
	}
	var e extent
	for _, v := range h.g.Z {
		e.add(v)
	}
	if h.lo != 0 || h.hi != 0 {
		if !(h.lo < h.hi) || math.IsInf(h.lo, 0) || math.IsInf(h.hi, 0) {
			return nil, fmt.Errorf("nbplot: Heat %q: Range(%v, %v) wants finite lo < hi", h.label, h.lo, h.hi)
		}
		e = extent{h.lo, h.hi, true}
	}
	if h.log && e.lo <= 0 {
		return nil, fmt.Errorf("nbplot: Heat %q: a logarithmic colour scale and a value %v: only positive ones have a colour", h.label, e.lo)
	}
	if h.diverging {
		if h.log {
			return nil, fmt.Errorf("nbplot: Heat %q: Log and Diverging exclude each other: take the logarithm of the values", h.label)
		}
		r := math.Max(math.Abs(e.hi-h.mid), math.Abs(h.mid-e.lo))
		e.lo, e.hi = h.mid-r, h.mid+r
	}
	d.anchors = viridis
	if h.diverging {
		d.anchors = blueRed
	}
	d.scale = scale{lo: e.lo, hi: e.hi, log: h.log}
	d.scale.widen(true)
	return &d, nil
}

// indices says for each pixel of an axis which samples it lies between and how
// far on the way; without smoothing, the cell.
func indices(s scale, from, to float64, samples []float64, log, smooth bool) (cell []int, part []float64) {
	fine := float64(density)
	if smooth {
		fine = 1 // what is smooth gains nothing from more, and its file grows fourfold
	}
	n := int(math.Round(math.Abs(to-from) * fine))
	edges := cellEdges(samples, log)
	for k := range n {
		u := (float64(k) + 0.5) / float64(n)
		if s.to < s.from {
			u = 1 - u
		}
		v := s.value(u)
		if smooth {
			i := max(0, min(sort.SearchFloat64s(samples, v)-1, len(samples)-2))
			t := (v - samples[i]) / (samples[i+1] - samples[i])
			if log {
				t = math.Log(v/samples[i]) / math.Log(samples[i+1]/samples[i])
			}
			if t < -1e-9 || t > 1+1e-9 {
				i = -1
			}
			cell, part = append(cell, i), append(part, math.Max(0, math.Min(1, t)))
			continue
		}
		i := sort.SearchFloat64s(edges, v) - 1
		if v < edges[0] || v > edges[len(edges)-1] {
			i = -1
		}
		cell, part = append(cell, max(i, -1)), append(part, 0)
	}
	return cell, part
}

// paintGrid draws a grid into the data area, by the colour of each value.
func paintGrid(c canvas, f *frame, g Grid, xLog, yLog, smooth bool, of func(v float64) color.NRGBA) {
	ci, ct := indices(f.x, f.area.x0, f.area.x1, g.X, xLog, smooth)
	cj, cs := indices(f.y, f.area.y0, f.area.y1, g.Y, yLog, smooth)
	m := image.NewNRGBA(image.Rect(0, 0, len(ci), len(cj)))
	w := len(g.X)
	for y, j := range cj {
		for x, i := range ci {
			if i < 0 || j < 0 {
				m.SetNRGBA(x, y, background)
				continue
			}
			v := g.Z[j*w+i]
			if smooth {
				t, s := ct[x], cs[y]
				v = (1-s)*((1-t)*v+t*g.Z[j*w+i+1]) + s*((1-t)*g.Z[(j+1)*w+i]+t*g.Z[(j+1)*w+i+1])
			}
			m.SetNRGBA(x, y, of(v))
		}
	}
	c.picture(m, f.area, false)
}

func (h *HeatMap) draw(c canvas, f *frame, _ int) {
	paintGrid(c, f, h.g, h.xLog, h.yLog, h.smooth, func(v float64) color.NRGBA {
		if h.scale.log && v <= 0 {
			return h.anchors[0]
		}
		return shade(h.anchors, h.scale.unit(v))
	})
}

// The colour bar stands at the right of the data.
const (
	barGap   = 14
	barThick = 14
)

func (h *HeatMap) barTicks(height float64) (scale, []tick) {
	s := h.scale
	s.from, s.to = height, 0
	return s, Axis{}.ticksOf(s)
}

// ticksOf are the ticks of a scale that runs along y.
func (a Axis) ticksOf(s scale) []tick {
	a.Log = s.log
	return a.ticks(s, func(t []tick) bool { return apartY(s, t) })
}

func (h *HeatMap) barWidth(height float64) float64 {
	_, ticks := h.barTicks(height)
	w := 0.0
	for _, t := range ticks {
		w = math.Max(w, textWidth(t.label, tickSize))
	}
	if h.label != "" {
		w += 6 + labelSize*lineHeight
	}
	return barGap + barThick + tickLength + tickGap + w
}

func (h *HeatMap) drawBar(c canvas, x float64, area box) float64 {
	s, ticks := h.barTicks(area.height())
	b := box{x + barGap, area.y0, x + barGap + barThick, area.y1}
	n := int(math.Round(b.height() * density))
	m := image.NewNRGBA(image.Rect(0, 0, 1, n))
	for k := range n {
		m.SetNRGBA(0, k, shade(h.anchors, 1-(float64(k)+0.5)/float64(n)))
	}
	c.picture(m, b, false)
	marks := b.path()
	w := 0.0
	for _, t := range ticks {
		y := area.y0 + s.at(t.value)
		if y < area.y0-0.01 || y > area.y1+0.01 {
			continue
		}
		marks = append(marks, lineBetween(b.x1, y, b.x1+tickLength, y)...)
		c.text(b.x1+tickLength+tickGap, y+tickSize*0.36, t.label, textStyle{size: tickSize, color: inkSoft})
		w = math.Max(w, textWidth(t.label, tickSize))
	}
	c.stroke(marks, pen{color: frameLine, width: 1})
	right := b.x1 + tickLength + tickGap + w
	if h.label != "" {
		right += 6 + labelSize*lineHeight
		c.text(right-labelSize*0.35, (area.y0+area.y1)/2, h.label, textStyle{size: labelSize, color: ink, anchor: middle, up: true})
	}
	return right
}
