package nbplot

import (
	"math"
	"sort"
)

// A sideNote is a name in the margin, which points at a place of the data.
type sideNote struct {
	text  string
	at    float64 // pixel along the margin that it belongs to
	slot  int
	grey  bool
	place float64 // where it stands, moved away from its neighbours
	row   int
}

func (n sideNote) color() textStyle {
	t := textStyle{size: noteSize, color: curveColor(n.slot)}
	if n.grey {
		t.color = ink
	}
	return t
}

// placeTop puts the notes above the data into rows without overlap and
// returns the number of rows.
func placeTop(f *frame) int {
	sort.SliceStable(f.top, func(i, j int) bool { return f.top[i].at < f.top[j].at })
	var ends []float64
	for i := range f.top {
		n := &f.top[i]
		half := textWidth(n.text, noteSize) / 2
		n.place = math.Max(f.area.x0-20+half, math.Min(f.area.x1+4-half, n.at))
		n.row = len(ends)
		for r, e := range ends {
			if n.place-half >= e+8 {
				n.row = r
				break
			}
		}
		if n.row == len(ends) {
			ends = append(ends, 0)
		}
		ends[n.row] = n.place + half
	}
	return len(ends)
}

// drawNotes writes the names in the margins: above the data in rows, at its
// right moved apart, with a hair line where one stands away from its place.
func drawNotes(c canvas, f *frame) {
	placeTop(f)
	for _, n := range f.top {
		t := n.color()
		t.anchor = middle
		c.text(n.place, f.area.y0-6-noteSize*lineHeight*float64(n.row), n.text, t)
	}
	notes := append([]sideNote(nil), f.right...)
	sort.SliceStable(notes, func(i, j int) bool { return notes[i].at < notes[j].at })
	spread(notes, noteSize*lineHeight, f.area.y0+4, f.area.y1-4)
	for _, n := range notes {
		t := n.color()
		x := f.area.x1
		c.stroke(lineBetween(x+1, n.at, x+7, n.place), pen{color: withAlpha(t.color, 0.6), width: 1})
		c.text(x+9, n.place+noteSize*0.36, n.text, t)
	}
}

// spread sets the places of sorted notes: near where they belong, at least gap
// apart, and within lo and hi as far as there is room. Neighbours that touch
// form a block around the mean of what its members want.
func spread(notes []sideNote, gap, lo, hi float64) {
	type block struct {
		first, n int
		start    float64
	}
	var blocks []block
	settle := func(b *block) {
		sum := 0.0
		for i := range b.n {
			sum += notes[b.first+i].at - float64(i)*gap
		}
		b.start = sum / float64(b.n)
		b.start = math.Max(lo, math.Min(hi-float64(b.n-1)*gap, b.start))
	}
	for i := range notes {
		b := block{first: i, n: 1}
		settle(&b)
		blocks = append(blocks, b)
		for len(blocks) > 1 {
			p, q := &blocks[len(blocks)-2], blocks[len(blocks)-1]
			if p.start+float64(p.n)*gap <= q.start {
				break
			}
			p.n += q.n
			settle(p)
			blocks = blocks[:len(blocks)-1]
		}
	}
	for _, b := range blocks {
		for i := range b.n {
			notes[b.first+i].place = b.start + float64(i)*gap
		}
	}
}
