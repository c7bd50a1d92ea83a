package nbplot

import (
	"image"
	"math"
)

// A placed picture knows where it, its enlarged part and its caption stand.
type placed struct {
	full, crop       box
	lines            []string
	center, captionY float64
}

func (p placed) moved(dx, dy float64) placed {
	move := func(b box) box { return box{b.x0 + dx, b.y0 + dy, b.x1 + dx, b.y1 + dy} }
	return placed{move(p.full), move(p.crop), p.lines, p.center + dx, p.captionY + dy}
}

const galleryGap = 12

// squareFrom is the enlargement, in screen pixels a pixel, from which an
// image's pixels are drawn as squares; below they are too small to be looked at
// one by one, and squares of unequal size would only disturb.
const squareFrom = 3

// fitWidth is the width in CSS pixels at which n pixels are drawn in a column:
// all of it, or as much as a whole number of screen pixels for each square fills.
func fitWidth(n int, column float64) float64 {
	if k := math.Floor(column * density / float64(n)); k >= squareFrom {
		return k * float64(n) / density
	}
	return column
}

// layout places the pictures in rows under each other from (0, 0), and returns
// the width of the columns, at most the given one, and the whole height. Rows
// are as high as their highest picture.
func (g *Gallery) layout(cols int, column float64) (places []placed, width, y float64) {
	z := g.of.Zoom
	for _, p := range g.pictures {
		width = math.Max(width, fitWidth(p.m.Bounds().Dx(), column))
	}
	cropWidth := fitWidth(max(1, z.Dx()), width)
	if z.Empty() {
		cropWidth = 0
	}
	for first := 0; first < len(g.pictures); first += cols {
		last := min(first+cols, len(g.pictures))
		high, lines := 0.0, 0
		for i := first; i < last; i++ {
			size := g.pictures[i].m.Bounds().Size()
			w := fitWidth(size.X, width)
			h := math.Round(w*density*float64(size.Y)/float64(size.X)) / density
			x := float64(i-first)*(width+galleryGap) + math.Floor((width-w)/2)
			p := placed{full: box{x, y, x + w, y + h}, center: x + w/2}
			p.lines = wrapText(g.pictures[i].caption, labelSize, width)
			high, lines = math.Max(high, h), max(lines, len(p.lines))
			places = append(places, p)
		}
		y += high
		if !z.Empty() {
			h := math.Round(cropWidth*density*float64(z.Dy())/float64(z.Dx())) / density
			for i := first; i < last; i++ {
				x := math.Floor(places[i].center - cropWidth/2)
				places[i].crop = box{x, y + 6, x + cropWidth, y + 6 + h}
			}
			y += 6 + h
		}
		for i := first; i < last; i++ {
			places[i].captionY = y + 4 + labelSize
		}
		y += 4 + float64(lines)*labelSize*lineHeight + 8
	}
	return places, width, y - 8
}

func smoothScale(b image.Rectangle, to box) bool {
	return to.width()*density < squareFrom*float64(b.Dx())
}

// drawZoom outlines the part in the full picture and draws it enlarged.
func drawZoom(c canvas, m image.Image, z image.Rectangle, full, crop box) {
	b := m.Bounds()
	part := image.NewRGBA(image.Rect(0, 0, z.Dx(), z.Dy()))
	for y := range z.Dy() {
		for x := range z.Dx() {
			part.Set(x, y, m.At(b.Min.X+z.Min.X+x, b.Min.Y+z.Min.Y+y))
		}
	}
	c.picture(part, crop, smoothScale(part.Bounds(), crop))
	k := full.width() / float64(b.Dx())
	outline := box{full.x0 + k*float64(z.Min.X), full.y0 + k*float64(z.Min.Y), full.x0 + k*float64(z.Max.X), full.y0 + k*float64(z.Max.Y)}
	for _, o := range []box{outline, crop} {
		c.stroke(o.path(), pen{color: background, width: 3.5})
		c.stroke(o.path(), pen{color: curveColors[1], width: 2})
	}
}
