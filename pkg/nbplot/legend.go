package nbplot

import "math"

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
