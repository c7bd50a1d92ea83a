package nbplot

import (
	"image/color"
	"math"
)

// One style for every figure: sizes in CSS pixels.
const (
	defaultWidth  = 640
	defaultHeight = 400
	padding       = 14

	titleSize = 16
	labelSize = 13
	tickSize  = 12
	noteSize  = 12

	curveWidth = 2
	dotRadius  = 3.2
)

// A figure brings its own white card: it reads alike in JupyterLab's light and
// dark theme and in print.
var (
	background = color.NRGBA{255, 255, 255, 255}
	ink        = color.NRGBA{0x22, 0x22, 0x22, 255}
	inkSoft    = color.NRGBA{0x55, 0x55, 0x55, 255}
	gridLine   = color.NRGBA{0xe6, 0xe6, 0xe6, 255}
	gridMinor  = color.NRGBA{0xf3, 0xf3, 0xf3, 255}
	frameLine  = color.NRGBA{0x88, 0x88, 0x88, 255}

	betweenColor = color.NRGBA{0x76, 0x76, 0x76, 255} // of words on a page that may be white or black
)

// curveColors are chosen, by search around the hues of Okabe and Ito (2008), so
// that any two differ clearly for normal sight, protanopia and deuteranopia (a
// CIE76 difference of at least 30, 35 among the first four), each with a
// contrast of at least 3 : 1 on the card.
var curveColors = []color.NRGBA{
	{0x1f, 0x2f, 0xe0, 255}, // blue
	{0xc2, 0x88, 0x00, 255}, // amber
	{0x2b, 0xa6, 0x86, 255}, // bluish green
	{0x80, 0x1e, 0x93, 255}, // purple
	{0x39, 0x92, 0xfe, 255}, // sky blue
	{0x9c, 0x0e, 0x0b, 255}, // dark red
	{0x22, 0x22, 0x22, 255}, // black
}

// curveDashes go with the colours, so that curves differ without any colour.
var curveDashes = [][]float64{
	nil,
	{9, 3},
	{2.5, 2.5},
	{9, 3, 2.5, 3},
	{5, 2.5},
	{14, 3, 2.5, 3, 2.5, 3},
	{16, 5},
}

// curveColor is the colour of slot i; negative is grey, for what stands behind.
func curveColor(i int) color.NRGBA {
	if i < 0 {
		return color.NRGBA{0x77, 0x77, 0x77, 255}
	}
	return curveColors[i%len(curveColors)]
}

func curveDash(i int) []float64 {
	if i < 0 {
		return nil
	}
	// The second round through the colours shifts the dashes, so that 49 curves differ.
	return curveDashes[(i+i/len(curveColors))%len(curveDashes)]
}

// withAlpha is c made transparent.
func withAlpha(c color.NRGBA, a float64) color.NRGBA {
	c.A = uint8(a*255 + 0.5)
	return c
}

// tint is c mixed with white: a = 1 leaves it as it is.
func tint(c color.NRGBA, a float64) color.NRGBA {
	mix := func(v uint8) uint8 { return uint8(255 - a*(255-float64(v)) + 0.5) }
	return color.NRGBA{mix(c.R), mix(c.G), mix(c.B), 255}
}

// viridis and blueRed are colour maps by a few anchors, evenly spaced, between
// which red, green and blue are interpolated. Viridis (van der Walt and Smith,
// CC0) grows in lightness, so it reads in grey and for colour-blind readers;
// blueRed (ColorBrewer's RdBu) is lightest in the middle.
var (
	viridis = []color.NRGBA{
		{0x44, 0x01, 0x54, 255},
		{0x47, 0x2d, 0x7b, 255},
		{0x3b, 0x52, 0x8b, 255},
		{0x2c, 0x72, 0x8e, 255},
		{0x21, 0x91, 0x8c, 255},
		{0x28, 0xae, 0x80, 255},
		{0x5e, 0xc9, 0x62, 255},
		{0xad, 0xdc, 0x30, 255},
		{0xfd, 0xe7, 0x25, 255},
	}
	blueRed = []color.NRGBA{
		{0x21, 0x66, 0xac, 255},
		{0x67, 0xa9, 0xcf, 255},
		{0xd1, 0xe5, 0xf0, 255},
		{0xf7, 0xf7, 0xf7, 255},
		{0xfd, 0xdb, 0xc7, 255},
		{0xef, 0x8a, 0x62, 255},
		{0xb2, 0x18, 0x2b, 255},
	}
)

// colorLevels is the number of colours of a field: more could not be told
// apart, fewer make a smaller file.
const colorLevels = 128

// shade is the map's colour at u in [0, 1], which is held within.
func shade(anchors []color.NRGBA, u float64) color.NRGBA {
	u = math.Round(math.Max(0, math.Min(1, u))*(colorLevels-1)) / (colorLevels - 1)
	at := u * float64(len(anchors)-1)
	i := min(int(at), len(anchors)-2)
	t := at - float64(i)
	mix := func(a, b uint8) uint8 { return uint8(float64(a)*(1-t) + float64(b)*t + 0.5) }
	a, b := anchors[i], anchors[i+1]
	return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255}
}
