package nbplot

import (
	"cmp"
	"fmt"
	"image"
	"math"
)

// A SheetOf says what stands around small multiples: panels in rows, of one
// size, with one legend. Its Add makes the Sheet.
type SheetOf struct {
	Title string
	Alt   string // required; the panels need none

	Cols         int // 0: up to three
	SameX, SameY bool
	// With SameX (SameY) the panels share the range of this axis, and only the
	// lowest (leftmost) ones show its numbers and label.

	Width       float64 // CSS pixels of the whole; 0: 800
	PanelHeight float64 // of one panel; 0: 220
	Legend      Legend  // LegendAbove or LegendNone
}

// A Sheet is a grid of plots, drawn as one figure.
type Sheet struct {
	of     SheetOf
	panels []*Plot
}

// Add makes a sheet of the plots, row by row.
func (s SheetOf) Add(plots ...*Plot) *Sheet { return (&Sheet{of: s}).Add(plots...) }

// Add appends more panels and returns s.
func (s *Sheet) Add(plots ...*Plot) *Sheet {
	for i, p := range plots {
		if p == nil {
			panic(fmt.Sprintf("nbplot: panel %d of Add is nil", i))
		}
	}
	s.panels = append(s.panels, plots...)
	return s
}

// SVG returns the sheet as a document.
func (s *Sheet) SVG() ([]byte, error) { return renderSVG(s) }

// PNG returns the sheet at two pixels for each CSS pixel.
func (s *Sheet) PNG() ([]byte, error) { return renderPNG(s) }

// HTML returns the <img> element that Show displays.
func (s *Sheet) HTML() (string, error) { return renderHTML(s) }

// Show displays the sheet in the notebook; see Plot.Show.
func (s *Sheet) Show() { show(s, s.of.Title) }

func (s *Sheet) alt() string { return s.of.Alt }

func (s *Sheet) encode(m *image.RGBA) ([]byte, string, error) { return encodeField(m) }

func (s *Sheet) raster() bool {
	for _, p := range s.panels {
		if p.raster() {
			return true
		}
	}
	return false
}

// prepare resolves the panels; those that share an axis get its whole range.
func (s *Sheet) prepare() ([]*panel, error) {
	of := s.of
	var panels []*panel
	var all ranges
	names := make(map[string]int)
	for i, p := range s.panels {
		pn, err := p.prepare(nil, names)
		if err != nil {
			return nil, fmt.Errorf("panel %d of sheet %q: %w", i, of.Title, err)
		}
		if (of.SameX && p.fig.X.Log != s.panels[0].fig.X.Log) || (of.SameY && p.fig.Y.Log != s.panels[0].fig.Y.Log) {
			return nil, fmt.Errorf("nbplot: sheet %q: panels 0 and %d share an axis that is logarithmic in one of them only", of.Title, i)
		}
		for _, e := range []struct{ from, to *extent }{{&pn.ranges.x, &all.x}, {&pn.ranges.y, &all.y}} {
			if e.from.some {
				e.to.add(e.from.lo)
				e.to.add(e.from.hi)
			}
		}
		panels = append(panels, pn)
	}
	if of.SameX || of.SameY {
		for i, p := range s.panels {
			r := panels[i].ranges
			if of.SameX {
				r.x = all.x
			}
			if of.SameY {
				r.y = all.y
			}
			pn, err := p.prepare(&r, names)
			if err != nil {
				return nil, err
			}
			panels[i] = pn
		}
	}
	return panels, nil
}

// sheetKeys are the distinct entries of all panels: equal names, one entry.
func sheetKeys(panels []*panel) []key {
	var keys []key
	known := make(map[string]bool)
	for _, pn := range panels {
		if pn.fig.Legend == LegendAtEnds || pn.fig.Legend == LegendNone {
			continue // its names stand elsewhere
		}
		for _, k := range pn.keys() {
			if !known[k.label] {
				known[k.label] = true
				keys = append(keys, k)
			}
		}
	}
	return keys
}

func (s *Sheet) paint(open func(w, h float64) canvas) error {
	of := s.of
	if of.Alt == "" {
		return fmt.Errorf("%w (sheet %q)", ErrNoAlt, of.Title)
	}
	if len(s.panels) == 0 {
		return fmt.Errorf("nbplot: sheet %q has no panels", of.Title)
	}
	if err := checkText("the title", of.Title); err != nil {
		return err
	}
	panels, err := s.prepare()
	if err != nil {
		return err
	}
	width, height, cols := of.Width, of.PanelHeight, of.Cols
	width = cmp.Or(width, 800)
	height = cmp.Or(height, 220)
	cols = cmp.Or(cols, min(3, len(panels)))
	if cols < 1 {
		return fmt.Errorf("nbplot: sheet %q: %d columns", of.Title, cols)
	}
	rows := (len(panels) + cols - 1) / cols
	var keys []key
	if of.Legend != LegendNone {
		keys = sheetKeys(panels)
	}
	// The header's height follows from a drawing that goes nowhere.
	header := drawLegendAbove(nowhere{}, drawTitle(nowhere{}, box{padding, padding, width - padding, 0}, of.Title), keys)
	total := header.y0 + float64(rows)*height + padding
	if err := checkSize(width, total); err != nil {
		return err
	}
	cells, in, titles := s.layout(panels, width, height, header.y0, cols)
	area := in.inside(cells[0])
	if area.width() < 50 || area.height() < 40 {
		return fmt.Errorf("nbplot: sheet %q: %.0f × %.0f pixels are left for the data of a panel: take fewer columns or a larger Width and PanelHeight", of.Title, area.width(), area.height())
	}
	c := open(width, total)
	c.fill(box{0, 0, width, total}.path(), background)
	drawLegendAbove(c, drawTitle(c, box{padding, padding, width - padding, 0}, of.Title), keys)
	for i, pn := range panels {
		area := in.inside(cells[i])
		lines := wrapText(pn.fig.Title, labelSize, cells[i].width())
		for k, line := range lines {
			y := area.y0 - in.top + titles*labelSize*lineHeight - lineHeight*labelSize*float64(len(lines)-1-k)
			c.text((area.x0+area.x1)/2, y-1, line, textStyle{size: labelSize, color: ink, anchor: middle})
		}
		lowest := i+cols >= len(panels)
		pn.draw(c, area, lowest || !of.SameX, i%cols == 0 || !of.SameY)
	}
	return nil
}

// layout finds the cells and the strips around the data, the same for all
// panels, so that they are of one size and in line. Where panels share an axis
// its strip is there once, left of the first column or below the last row.
func (s *Sheet) layout(panels []*panel, width, height, top float64, cols int) (cells []box, in insets, titles float64) {
	const gap = 14
	rows := (len(panels) + cols - 1) / cols
	w := (width - 2*padding - float64(cols-1)*gap) / float64(cols)
	for _, pn := range panels {
		in = in.max(pn.insets(box{0, 0, w, height}))
		titles = math.Max(titles, float64(len(wrapText(pn.fig.Title, labelSize, w))))
	}
	in.top += titles*labelSize*lineHeight + 4
	stepX, stepY := w+gap, height
	if s.of.SameY && cols > 1 {
		// The strip of the first column is given to all panels in equal parts.
		inner := (width - 2*padding - in.left - float64(cols-1)*gap) / float64(cols)
		stepX = inner + gap
		w = inner + in.left
	}
	if s.of.SameX && rows > 1 && len(panels)%cols == 0 {
		inner := (float64(rows)*height - in.bottom - 8*float64(rows-1)) / float64(rows)
		stepY = inner + 8
		height = inner + in.bottom
	} else {
		height -= 6
	}
	for i := range panels {
		x, y := padding+float64(i%cols)*stepX, top+float64(i/cols)*stepY
		cells = append(cells, box{x, y, x + w, y + height})
	}
	return cells, in, titles
}
