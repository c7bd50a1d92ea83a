package nbplot

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// A panel is a plot that was checked and sampled: ready to be laid out.
type panel struct {
	fig    Figure
	marks  []Mark
	slots  []int
	x, y   scale
	ranges ranges
	tight  bool // the data fills the axes: no margin, no grid lines
}

// ranges are the data's extents, which the panels of a sheet may share.
type ranges struct{ x, y extent }

// prepare resolves the marks and sets the scales. With shared ranges the
// panel shows these instead of its own. Names are the slots of a sheet, where
// curves of one name look alike in all panels and others differ.
func (p *Plot) prepare(shared *ranges, names map[string]int) (*panel, error) {
	pn := &panel{fig: p.fig}
	for _, t := range [][2]string{{"the title", p.fig.Title}, {"the x label", p.fig.X.Label}, {"the y label", p.fig.Y.Label}} {
		if err := checkText(t[0], t[1]); err != nil {
			return nil, err
		}
	}
	for _, names := range [][]string{p.fig.X.Names, p.fig.Y.Names} {
		for _, n := range names {
			if err := checkText("the axis name", n); err != nil {
				return nil, err
			}
		}
	}
	next := 0
	for _, m := range p.marks {
		r, err := m.resolve(p.fig.X, p.fig.Y)
		if err != nil {
			return nil, err
		}
		slot, own, takes := r.color()
		if takes && !own {
			slot = next
			if k := r.keys(0); names != nil && len(k) == 1 {
				if _, ok := names[k[0].label]; !ok {
					names[k[0].label] = len(names)
				}
				slot = names[k[0].label]
			}
			next++
		}
		pn.marks = append(pn.marks, r)
		pn.slots = append(pn.slots, slot)
		r.extent(&pn.ranges.x, &pn.ranges.y)
		if _, ok := r.(filler); ok {
			pn.tight = true
		}
		for _, k := range r.keys(slot) {
			if err := checkText("the name", k.label); err != nil {
				return nil, err
			}
		}
	}
	e := pn.ranges
	if shared != nil {
		e = *shared
	}
	var err error
	if pn.x, err = p.fig.X.makeScale("x", e.x, pn.tight); err != nil {
		return nil, err
	}
	if pn.y, err = p.fig.Y.makeScale("y", e.y, pn.tight); err != nil {
		return nil, err
	}
	return pn, nil
}

func (pn *panel) keys() []key {
	var keys []key
	for i, m := range pn.marks {
		keys = append(keys, m.keys(pn.slots[i])...)
	}
	return keys
}

const (
	tickLength = 4
	tickGap    = 4
	lineHeight = 1.3
)

// draw draws axes and marks; a panel of a sheet may leave out the numbers and
// labels of an axis that its neighbour shows.
func (pn *panel) draw(c canvas, area box, showX, showY bool) {
	f, xt, yt := pn.place(area)
	pn.drawGrid(c, f, xt, yt)
	for i, m := range pn.marks {
		m.draw(c, f, pn.slots[i])
	}
	pn.drawAxes(c, f, xt, yt, showX, showY)
	for i, m := range pn.marks {
		if o, ok := m.(overDrawer); ok {
			o.drawOver(c, f, pn.slots[i])
		}
	}
	drawNotes(c, f)
	right := area.x1
	for _, n := range f.right {
		right = math.Max(right, area.x1+textWidth(n.text, noteSize)+12)
	}
	for _, m := range pn.marks {
		if h, ok := m.(scaleBarer); ok {
			right = h.drawBar(c, right, area)
		}
	}
}

func (pn *panel) drawGrid(c canvas, f *frame, xt, yt []tick) {
	if pn.tight {
		return
	}
	var minor, major vg.Path
	add := func(p *vg.Path, x0, y0, x1, y1 float64) { *p = append(*p, lineBetween(x0, y0, x1, y1)...) }
	a := f.area
	for _, v := range minorTicks(f.x, xt) {
		add(&minor, f.x.at(v), a.y0, f.x.at(v), a.y1)
	}
	for _, v := range minorTicks(f.y, yt) {
		add(&minor, a.x0, f.y.at(v), a.x1, f.y.at(v))
	}
	if pn.fig.X.Names == nil {
		for _, t := range xt {
			if x := f.x.at(t.value); x >= a.x0-0.01 && x <= a.x1+0.01 {
				add(&major, x, a.y0, x, a.y1)
			}
		}
	}
	if pn.fig.Y.Names == nil {
		for _, t := range yt {
			if y := f.y.at(t.value); y >= a.y0-0.01 && y <= a.y1+0.01 {
				add(&major, a.x0, y, a.x1, y)
			}
		}
	}
	c.stroke(minor, pen{color: gridMinor, width: 1})
	c.stroke(major, pen{color: gridLine, width: 1})
}

func (pn *panel) drawAxes(c canvas, f *frame, xt, yt []tick, showX, showY bool) {
	a := f.area
	var frame vg.Path
	if pn.tight {
		frame = a.path()
	} else {
		frame = polyline([]vg.Point{pt(a.x0, a.y0), pt(a.x0, a.y1), pt(a.x1, a.y1)})
	}
	style := textStyle{size: tickSize, color: inkSoft}
	below := a.y1 + tickLength + tickGap + tickSize*0.75
	for _, t := range xt {
		x := f.x.at(t.value)
		if x < a.x0-0.01 || x > a.x1+0.01 {
			continue
		}
		frame = append(frame, lineBetween(x, a.y1, x, a.y1+tickLength)...)
		if showX && t.label != "" {
			style.anchor = middle
			c.text(x, below, t.label, style)
		}
	}
	widest := 0.0
	for _, t := range yt {
		y := f.y.at(t.value)
		if y < a.y0-0.01 || y > a.y1+0.01 {
			continue
		}
		frame = append(frame, lineBetween(a.x0-tickLength, y, a.x0, y)...)
		if showY && t.label != "" {
			style.anchor = end
			c.text(a.x0-tickLength-tickGap, y+tickSize*0.36, t.label, style)
			widest = math.Max(widest, textWidth(t.label, tickSize))
		}
	}
	for _, v := range minorTicks(f.x, xt) {
		frame = append(frame, lineBetween(f.x.at(v), a.y1, f.x.at(v), a.y1+2)...)
	}
	for _, v := range minorTicks(f.y, yt) {
		frame = append(frame, lineBetween(a.x0-2, f.y.at(v), a.x0, f.y.at(v))...)
	}
	c.stroke(frame, pen{color: frameLine, width: 1})

	label := textStyle{size: labelSize, color: ink, anchor: middle}
	if s := pn.fig.X.Label; s != "" && showX {
		for i, line := range wrapText(s, labelSize, a.width()) {
			c.text((a.x0+a.x1)/2, a.y1+tickLength+tickGap+tickSize+6+labelSize*(0.95+lineHeight*float64(i)), line, label)
		}
	}
	if s := pn.fig.Y.Label; s != "" && showY {
		label.up = true
		lines := wrapText(s, labelSize, a.height()+30)
		for i, line := range lines {
			x := a.x0 - tickLength - tickGap - widest - 8 - labelSize*(0.3+lineHeight*float64(len(lines)-1-i))
			c.text(x, (a.y0+a.y1)/2, line, label)
		}
	}
}
