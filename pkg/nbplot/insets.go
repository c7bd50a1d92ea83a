package nbplot

import "math"

// insets are the widths of the strips around the data.
type insets struct{ left, top, right, bottom float64 }

func (i insets) inside(b box) box {
	return box{b.x0 + i.left, b.y0 + i.top, b.x1 - i.right, b.y1 - i.bottom}
}

func (i insets) max(o insets) insets {
	return insets{math.Max(i.left, o.left), math.Max(i.top, o.top), math.Max(i.right, o.right), math.Max(i.bottom, o.bottom)}
}

// place fits the panel into the data area: pixels of the scales, and the
// ticks and side notes that follow.
func (pn *panel) place(area box) (f *frame, xt, yt []tick) {
	f = &frame{x: pn.x, y: pn.y, area: area}
	f.x.from, f.x.to = area.x0, area.x1
	f.y.from, f.y.to = area.y1, area.y0
	if pn.fig.Equal && !f.x.log && !f.y.log {
		ux, uy := (f.x.hi-f.x.lo)/area.width(), (f.y.hi-f.y.lo)/area.height()
		grow := func(s *scale, by float64) {
			mid, half := (s.lo+s.hi)/2, (s.hi-s.lo)/2*by
			s.lo, s.hi = mid-half, mid+half
		}
		if ux < uy {
			grow(&f.x, uy/ux)
		} else {
			grow(&f.y, ux/uy)
		}
	}
	xt = pn.fig.X.ticks(f.x, func(t []tick) bool { return apartX(f.x, t) })
	yt = pn.fig.Y.ticks(f.y, func(t []tick) bool { return apartY(f.y, t) })
	for i, m := range pn.marks {
		if b, ok := m.(occupier); ok {
			f.busy = append(f.busy, b.busy(f)...)
		}
		if n, ok := m.(marginNamer); ok {
			n.notes(f, pn.slots[i])
		}
		if n, ok := m.(endNamer); ok && pn.fig.Legend == LegendAtEnds {
			n.endNote(f, pn.slots[i])
		}
	}
	return f, xt, yt
}

// apartX reports whether the labels leave a gap of a letter between them.
func apartX(s scale, ticks []tick) bool {
	last := math.Inf(-1)
	for _, t := range ticks {
		at, half := s.at(t.value), textWidth(t.label, tickSize)/2
		if at-half < last+10 {
			return false
		}
		last = at + half
	}
	return true
}

func apartY(s scale, ticks []tick) bool {
	for i := 1; i < len(ticks); i++ {
		if math.Abs(s.at(ticks[i].value)-s.at(ticks[i-1].value)) < tickSize*1.6 {
			return false
		}
	}
	return true
}

// insets finds the strips that ticks, labels and notes need. Ticks depend on
// the area and the area on the ticks: three rounds settle it.
func (pn *panel) insets(b box) insets {
	in := insets{50, 10, 14, 40}
	for range 3 {
		f, xt, yt := pn.place(in.inside(b))
		in = insets{left: 2, top: 6, right: 4, bottom: 2}
		for _, t := range yt {
			in.left = math.Max(in.left, textWidth(t.label, tickSize)+tickLength+tickGap)
		}
		for _, t := range xt {
			if t.label != "" {
				in.bottom = tickLength + tickGap + tickSize
				half := textWidth(t.label, tickSize) / 2
				in.right = math.Max(in.right, f.x.at(t.value)+half-f.area.x1)
				in.left = math.Max(in.left, f.area.x0-(f.x.at(t.value)-half))
			}
		}
		if len(yt) > 0 {
			in.top = math.Max(in.top, tickSize*0.5)
		}
		if s := pn.fig.Y.Label; s != "" {
			in.left += 8 + lineHeight*labelSize*float64(len(wrapText(s, labelSize, f.area.height()+30)))
		}
		if s := pn.fig.X.Label; s != "" {
			in.bottom += 6 + lineHeight*labelSize*float64(len(wrapText(s, labelSize, f.area.width())))
		}
		if n := placeTop(f); n > 0 {
			in.top = math.Max(in.top, float64(n)*noteSize*lineHeight+6)
		}
		notes := 0.0
		for _, n := range f.right {
			notes = math.Max(notes, textWidth(n.text, noteSize)+12)
		}
		in.right = math.Max(in.right, notes)
		for _, m := range pn.marks {
			if h, ok := m.(scaleBarer); ok {
				in.right += h.barWidth(f.area.height())
			}
		}
	}
	return in
}
