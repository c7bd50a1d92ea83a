package nbplot

import (
	"cmp"
	"errors"
	"fmt"
	"image"
)

// ErrNoAlt is wrapped by the error of a figure without an Alt text.
var ErrNoAlt = errors.New("nbplot: a figure needs Alt, one sentence that describes it to a reader who cannot see it")

// A Figure says what stands around the data of a plot. Its Add makes the Plot:
//
//	nbplot.Figure{
//		Title: "The error has a best step", Alt: "Two V-shaped curves of error against step.",
//		X: nbplot.Axis{Label: "step h", Log: true}, Y: nbplot.Axis{Label: "error", Log: true},
//	}.Add(
//		nbplot.Line("forward", hs, forward),
//		nbplot.Line("central", hs, central),
//	).Show()
type Figure struct {
	Title string
	Alt   string // required, but for a panel of a Sheet
	X, Y  Axis

	Width, Height float64 // CSS pixels; 0: 640 × 400
	Legend        Legend  // where the curves' names stand
	Equal         bool    // one unit is as long on both axes
}

// Legend is where the names of the curves stand: always outside the data.
type Legend int

// Places of a legend.
const (
	LegendAbove  Legend = iota // rows between title and data
	LegendRight                // a column
	LegendAtEnds               // each name beside the last point of its curve, at the right
	LegendNone
)

// A Plot is a figure with its data. Its methods SVG, PNG and Show draw it.
type Plot struct {
	fig   Figure
	marks []Mark
}

// Add makes a plot of the figure and the marks, which are drawn in this order.
func (f Figure) Add(marks ...Mark) *Plot { return (&Plot{fig: f}).Add(marks...) }

// Add draws more marks over those that p has, and returns p.
func (p *Plot) Add(marks ...Mark) *Plot {
	for i, m := range marks {
		if m == nil {
			panic(fmt.Sprintf("nbplot: mark %d of Add is nil", i))
		}
	}
	p.marks = append(p.marks, marks...)
	return p
}

// Title replaces the figure's title and returns p.
func (p *Plot) Title(s string) *Plot { p.fig.Title = s; return p }

// A frame is where data meets pixels: the axes of one drawn panel.
type frame struct {
	x, y scale
	area box
	// right and top gather names that stand outside the data.
	right []sideNote
	top   []sideNote
	// busy is where curves and notes are, for numbers that can stand elsewhere.
	busy []box
}

func (p *Plot) size() (w, h float64) {
	w, h = p.fig.Width, p.fig.Height
	w = cmp.Or(w, defaultWidth)
	h = cmp.Or(h, defaultHeight)
	return w, h
}

func checkSize(w, h float64) error {
	if !(w >= 160 && w <= 4000 && h >= 120 && h <= 8000) {
		return fmt.Errorf("nbplot: a figure of %v × %v pixels: width must be within 160 and 4000, height within 120 and 8000", w, h)
	}
	return nil
}

// paint draws the whole figure on a canvas that open makes for its size.
func (p *Plot) paint(open func(w, h float64) canvas) error {
	if p.fig.Alt == "" {
		return fmt.Errorf("%w (figure %q)", ErrNoAlt, p.fig.Title)
	}
	w, h := p.size()
	if err := checkSize(w, h); err != nil {
		return err
	}
	pn, err := p.prepare(nil, nil)
	if err != nil {
		return err
	}
	c := open(w, h)
	c.fill(box{0, 0, w, h}.path(), background)
	inner := p.surround(c, pn, w, h)
	ins := pn.insets(inner)
	area := ins.inside(inner)
	if area.width() < 60 || area.height() < 40 {
		return fmt.Errorf("nbplot: figure %q: title, legend and labels leave %.0f × %.0f pixels for the data: make the figure larger or the texts shorter", p.fig.Title, area.width(), area.height())
	}
	pn.draw(c, area, true, true)
	return nil
}

// surround draws title and legend and returns what they leave.
func (p *Plot) surround(c canvas, pn *panel, w, h float64) box {
	inner := drawTitle(c, box{padding, padding, w - padding, h - padding}, p.fig.Title)
	switch p.fig.Legend {
	case LegendAbove:
		return drawLegendAbove(c, inner, pn.keys())
	case LegendRight:
		return drawLegendRight(c, inner, pn.keys())
	}
	return inner
}

func (p *Plot) alt() string { return p.fig.Alt }

func (p *Plot) encode(m *image.RGBA) ([]byte, string, error) { return encodeField(m) }

// raster reports whether the plot shows a field, which is drawn as pixels.
func (p *Plot) raster() bool {
	for _, m := range p.marks {
		if _, ok := m.(pixelled); ok {
			return true
		}
	}
	return false
}
