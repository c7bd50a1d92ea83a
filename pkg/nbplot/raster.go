package nbplot

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/draw"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// Density is how many pixels of a raster figure make one CSS pixel: figures
// stay sharp on screens of double resolution and when zoomed.
const Density = 2

const density = Density

// rasterCanvas draws pixels by gonum's vgimg.
type rasterCanvas struct {
	img *image.RGBA
	c   *vgimg.Canvas
}

func newRasterCanvas(w, h float64) *rasterCanvas {
	c := vgimg.NewWith(vgimg.UseWH(vg.Length(w), vg.Length(h)), vgimg.UseDPI(72*density))
	img := c.Image().(*image.RGBA) // what vgimg makes when it is given a size
	// vgimg's origin is the lower left corner; figures have it at the upper left.
	c.Translate(pt(0, float64(img.Bounds().Dy())/density))
	c.Scale(1, -1)
	return &rasterCanvas{img: img, c: c}
}

func (r *rasterCanvas) fill(p vg.Path, c color.NRGBA) {
	if len(p) == 0 {
		return
	}
	r.c.SetColor(c)
	r.c.Fill(p)
}

func (r *rasterCanvas) stroke(p vg.Path, s pen) {
	if len(p) == 0 {
		return
	}
	r.c.SetColor(s.color)
	r.c.SetLineWidth(vg.Length(s.width))
	var dash []vg.Length
	for _, d := range s.dash {
		dash = append(dash, vg.Length(d))
	}
	r.c.SetLineDash(dash, 0)
	r.c.Stroke(p)
}

func (r *rasterCanvas) dots(at []vg.Point, radius float64, c color.NRGBA) {
	r.c.SetColor(c)
	for _, p := range at {
		var disc vg.Path
		disc.Move(vg.Point{X: p.X + vg.Length(radius), Y: p.Y})
		disc.Arc(p, vg.Length(radius), 0, 2*math.Pi)
		disc.Close()
		r.c.Fill(disc)
	}
}

func (r *rasterCanvas) text(x, y float64, s string, t textStyle) {
	p := textPath(s, t.size)
	if len(p) == 0 {
		return
	}
	r.c.Push()
	x0 := t.textOrigin(s)
	if t.up {
		r.c.Translate(pt(x, y-x0))
		r.c.Rotate(-math.Pi / 2)
	} else {
		r.c.Translate(pt(x+x0, y))
	}
	if t.halo {
		r.c.SetColor(background)
		r.c.SetLineWidth(4)
		r.c.SetLineDash(nil, 0)
		r.c.Stroke(p)
	}
	r.c.SetColor(t.color)
	r.c.Fill(p)
	r.c.Pop()
}

func (r *rasterCanvas) picture(m image.Image, to box, smooth bool) {
	at := func(v float64) int { return int(math.Round(v * density)) }
	target := image.Rect(at(to.x0), at(to.y0), at(to.x1), at(to.y1))
	var scaler draw.Scaler = draw.NearestNeighbor
	if smooth {
		// CatmullRom averages when it shrinks, so that fine noise does not
		// turn into moiré.
		scaler = draw.CatmullRom
	}
	src := toRGBA(m) // the scalers are fast on this type alone
	scaler.Scale(r.img, target, src, src.Rect, draw.Src, nil)
}
