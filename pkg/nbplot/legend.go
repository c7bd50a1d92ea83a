package nbplot

import (
	"math"
	"sort"
)

// A key is one entry of a legend: a sample of the mark and its name.
type key struct {
	label  string
	sample func(c canvas, x, y float64) // from (x, y) to the right, keyWidth long
}

const (
	keyWidth  = 30
	keyGap    = 7
	keySpace  = 20
	keyHeight = labelSize * 1.5
)

func (k key) width() float64 { return keyWidth + keyGap + textWidth(k.label, labelSize) }

func (k key) draw(c canvas, x, y float64) {
	k.sample(c, x, y)
	c.text(x+keyWidth+keyGap, y+labelSize*0.36, k.label, textStyle{size: labelSize, color: ink})
}

// drawTitle writes the title and returns what it leaves of the box.
func drawTitle(c canvas, b box, title string) box {
	if title == "" {
		return b
	}
	for _, line := range wrapText(title, titleSize, b.width()) {
		c.text(b.x0, b.y0+titleSize*0.85, line, textStyle{size: titleSize, color: ink})
		b.y0 += titleSize * lineHeight
	}
	b.y0 += 6
	return b
}

// drawLegendAbove writes the keys in rows above the data.
func drawLegendAbove(c canvas, b box, keys []key) box {
	if len(keys) == 0 {
		return b
	}
	x, y := b.x0, b.y0+keyHeight/2
	for _, k := range keys {
		if x > b.x0 && x+k.width() > b.x1 {
			x, y = b.x0, y+keyHeight
		}
		k.draw(c, x, y)
		x += k.width() + keySpace
	}
	b.y0 = y + keyHeight/2 + 8
	return b
}

// drawLegendRight writes the keys in a column to the right of the data.
func drawLegendRight(c canvas, b box, keys []key) box {
	if len(keys) == 0 {
		return b
	}
	width := 0.0
	for _, k := range keys {
		width = math.Max(width, k.width())
	}
	for i, k := range keys {
		k.draw(c, b.x1-width, b.y0+14+keyHeight*float64(i))
	}
	b.x1 -= width + 14
	return b
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
