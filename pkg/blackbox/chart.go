package blackbox

import (
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"
)

// chart draws points and lines as SVG, with one scale an axis.
type chart struct {
	title, x, y string // what it shows, and what the axes are
	logX, logY  bool
	series      []series
}

type series struct {
	name   string
	class  string // of the style sheet: line, best, dots, failed, …
	points [][2]float64
	dots   bool
}

const (
	chartW, chartH                 = 640, 280
	padLeft, padTop, padR, padDown = 76, 12, 12, 44
)

// axis maps a range of values to a range of pixels.
type axis struct {
	lo, hi   float64
	from, to float64
	log      bool
}

func (a axis) at(v float64) float64 {
	lo, hi := a.lo, a.hi
	if a.log {
		v, lo, hi = math.Log10(v), math.Log10(lo), math.Log10(hi)
	}
	return a.from + (v-lo)/(hi-lo)*(a.to-a.from)
}

// newAxis covers the values; what a logarithm cannot show is left out of a log axis.
func newAxis(values []float64, log bool, from, to float64) axis {
	a := axis{lo: math.Inf(1), hi: math.Inf(-1), from: from, to: to, log: log}
	for _, v := range values {
		if a.shows(v) {
			a.lo, a.hi = min(a.lo, v), max(a.hi, v)
		}
	}
	switch {
	case a.lo > a.hi:
		a.lo, a.hi = 1, 10
	case a.log && a.lo == a.hi:
		a.lo, a.hi = a.lo/2, a.hi*2
	case a.lo == a.hi:
		a.lo, a.hi = a.lo-1, a.hi+1
	}
	return a
}

func (a axis) shows(v float64) bool {
	return !math.IsNaN(v) && !math.IsInf(v, 0) && (!a.log || v > 0)
}

// ticks are some round values.
func (a axis) ticks() (t []float64) {
	if a.log {
		lo, hi := math.Ceil(math.Log10(a.lo)-1e-9), math.Floor(math.Log10(a.hi)+1e-9)
		if hi-lo < 1 {
			return []float64{a.lo, a.hi}
		}
		for k, step := lo, math.Ceil((hi-lo)/6); k <= hi; k += step {
			t = append(t, math.Pow(10, k))
		}
		return t
	}
	step := math.Pow(10, math.Floor(math.Log10((a.hi-a.lo)/4)))
	for _, m := range []float64{1, 2, 5, 10} {
		if (a.hi-a.lo)/(m*step) <= 6 {
			step *= m
			break
		}
	}
	for v := math.Ceil(a.lo/step) * step; v <= a.hi+step/1e6; v += step {
		t = append(t, math.Round(v/step)*step)
	}
	return t
}

// SVG returns the drawing.
func (c chart) SVG() template.HTML {
	var xs, ys []float64
	for _, s := range c.series {
		for _, p := range s.points {
			xs, ys = append(xs, p[0]), append(ys, p[1])
		}
	}
	if lo, hi := slices.Min(append(ys, math.Inf(1))), slices.Max(append(ys, math.Inf(-1))); !(lo > 0) && !c.logX || hi < 30*lo {
		c.logY = false // values of one size, or some below 0
	}
	x, y := newAxis(xs, c.logX, padLeft, chartW-padR), newAxis(ys, c.logY, chartH-padDown, padTop)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg viewBox="0 0 %d %d" role="img" aria-label=%q>`, chartW, chartH, c.title)
	for _, t := range x.ticks() {
		fmt.Fprintf(&b, `<path class="grid" d="M%.1f %d V%d"/><text x="%.1f" y="%d" text-anchor="middle">%.4g</text>`, x.at(t), padTop, chartH-padDown, x.at(t), chartH-padDown+16, t)
	}
	for _, t := range y.ticks() {
		fmt.Fprintf(&b, `<path class="grid" d="M%d %.1f H%d"/><text x="%d" y="%.1f" text-anchor="end">%.4g</text>`, padLeft, y.at(t), chartW-padR, padLeft-6, y.at(t)+4, t)
	}
	fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="middle">%s</text>`, (padLeft+chartW-padR)/2, chartH-8, template.HTMLEscapeString(c.x))
	fmt.Fprintf(&b, `<text transform="translate(14 %d) rotate(-90)" text-anchor="middle">%s</text>`, (padTop+chartH-padDown)/2, template.HTMLEscapeString(c.y))
	for _, s := range c.series {
		line := ""
		for _, p := range s.points {
			if !x.shows(p[0]) || !y.shows(p[1]) {
				continue
			}
			if s.dots {
				fmt.Fprintf(&b, `<circle class=%q cx="%.1f" cy="%.1f" r="2.5"/>`, s.class, x.at(p[0]), y.at(p[1]))
				continue
			}
			line += fmt.Sprintf("%c%.1f %.1f", "ML"[min(len(line), 1)], x.at(p[0]), y.at(p[1]))
		}
		if line != "" {
			fmt.Fprintf(&b, `<path class=%q d=%q/>`, s.class, line)
		}
	}
	b.WriteString("</svg>")
	return template.HTML(b.String()) // numbers, our own words and escaped ones
}

// Legend names the series.
func (c chart) Legend() (l []struct{ Name, Class string }) {
	for _, s := range c.series {
		l = append(l, struct{ Name, Class string }{s.name, s.class})
	}
	return l
}

// Title is what the chart shows.
func (c chart) Title() string { return c.title }
