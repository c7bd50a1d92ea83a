package nbplot

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg"
)

// A Bar is a mark of upright bars: Bars and Histogram make one.
type Bar struct {
	base
	edges, ys []float64
	apart     bool
	values    []float64 // of a Histogram
	bins      int
	err       error
}

// Bars draws a bar from 0 to ys[i] around x = i; the Names of the x axis say
// what each one is. Several series stand behind each other: shift them by Offset.
func Bars(label string, ys []float64) *Bar {
	b := &Bar{base: base{label: label}, ys: append([]float64(nil), ys...), apart: true}
	return b.Offset(0, 1)
}

// Offset makes room for series beside each other: bar i of n.
func (b *Bar) Offset(i, n int) *Bar {
	if n < 1 || i < 0 || i >= n {
		panic(fmt.Sprintf("nbplot: Bars %q: Offset(%d, %d) wants 0 <= i < n", b.label, i, n))
	}
	if !b.apart {
		panic("nbplot: a Histogram has no Offset")
	}
	const width = 0.8
	b.edges = nil
	for k := range b.ys {
		x := float64(k) - width/2 + width*float64(i)/float64(n)
		b.edges = append(b.edges, x, x+width/float64(n))
	}
	return b
}

// Histogram counts the values in bins of equal width between the smallest and
// the largest, or over Range; a value on an edge belongs to the bin at its
// right, the last edge to the last bin.
func Histogram(label string, values []float64, bins int) *Bar {
	if bins < 1 {
		panic(fmt.Sprintf("nbplot: Histogram %q: %d bins", label, bins))
	}
	b := &Bar{base: base{label: label}, values: append([]float64(nil), values...), bins: bins}
	lo, hi := math.Inf(1), math.Inf(-1)
	for i, v := range values {
		if b.err = checkValue("Histogram", label, "value", i, v, false); b.err != nil {
			return b
		}
		lo, hi = math.Min(lo, v), math.Max(hi, v)
	}
	if len(values) == 0 {
		b.err = fmt.Errorf("nbplot: Histogram %q has no values", label)
		return b
	}
	if lo == hi {
		lo, hi = lo-0.5, hi+0.5
	}
	return b.Range(lo, hi)
}

// Range sets the edges of a Histogram's first and last bin, so that several
// have the same bins. A value outside is an error of the figure.
func (b *Bar) Range(lo, hi float64) *Bar {
	if b.values == nil {
		panic(fmt.Sprintf("nbplot: bars %q are no Histogram: they have no Range", b.label))
	}
	if !(lo < hi) || math.IsInf(hi-lo, 0) {
		panic(fmt.Sprintf("nbplot: Histogram %q: Range(%v, %v) wants finite lo < hi", b.label, lo, hi))
	}
	b.ys, b.edges, b.err = make([]float64, b.bins), nil, nil
	for i := range b.bins + 1 {
		b.edges = append(b.edges, lo+(hi-lo)*float64(i)/float64(b.bins))
	}
	for i, v := range b.values {
		if math.IsNaN(v) || v < lo || v > hi {
			b.err = fmt.Errorf("nbplot: Histogram %q: value[%d] is %v, outside of its range %v to %v", b.label, i, v, lo, hi)
			return b
		}
		b.ys[min(int((v-lo)/(hi-lo)*float64(b.bins)), b.bins-1)]++
	}
	return b
}

// Color sets the palette's slot.
func (b *Bar) Color(i int) *Bar { b.slot, b.fixed = i, true; return b }

func (b *Bar) resolve(x, y Axis) (Mark, error) {
	if b.err != nil {
		return nil, b.err
	}
	if y.Log {
		return nil, fmt.Errorf("nbplot: bars %q start at 0, which a logarithmic y axis does not have: draw a curve", b.label)
	}
	for i, v := range b.ys {
		if err := checkValue("Bars", b.label, "y", i, v, false); err != nil {
			return nil, err
		}
	}
	if len(b.ys) == 0 {
		return nil, fmt.Errorf("nbplot: Bars %q has no values", b.label)
	}
	return b, nil
}

func (b *Bar) extent(x, y *extent) {
	x.add(b.edges[0])
	x.add(b.edges[len(b.edges)-1])
	y.add(0)
	for _, v := range b.ys {
		y.add(v)
	}
}

func (b *Bar) draw(c canvas, f *frame, slot int) {
	col := curveColor(slot)
	var p vg.Path
	for i, v := range b.ys {
		x0, x1 := b.edges[i], b.edges[i+1]
		if b.apart {
			x0, x1 = b.edges[2*i], b.edges[2*i+1]
		}
		y0, y1 := f.y.at(0), f.y.at(v)
		if v == 0 {
			continue
		}
		corners := []vg.Point{pt(f.x.at(x0), y0), pt(f.x.at(x0), y1), pt(f.x.at(x1), y1), pt(f.x.at(x1), y0)}
		p = append(p, polygon(clipPolygon(corners, f.area))...)
	}
	c.fill(p, withAlpha(col, 0.5)) // bars behind shine through
	c.stroke(p, pen{color: col, width: 1})
}

func (b *Bar) keys(slot int) []key {
	if b.label == "" {
		return nil
	}
	return []key{{b.label, func(c canvas, x, y float64) {
		p := box{x + 6, y - 6, x + keyWidth - 2, y + 6}.path()
		c.fill(p, withAlpha(curveColor(slot), 0.5))
		c.stroke(p, pen{color: curveColor(slot), width: 1})
	}}}
}
