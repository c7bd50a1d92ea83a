package nbplot

import "image/color"

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
)

// curveColors are Okabe and Ito's colours for colour-blind readers
// (jfly.uni-koeln.de/color, 2008), those too pale for lines on white darkened
// until each has a contrast of at least 3 : 1.
var curveColors = []color.NRGBA{
	{0x00, 0x5f, 0xa8, 255}, // blue
	{0xd5, 0x5e, 0x00, 255}, // vermilion
	{0x00, 0x8f, 0x68, 255}, // bluish green
	{0xb8, 0x5c, 0x90, 255}, // reddish purple
	{0x2f, 0x9b, 0xdb, 255}, // sky blue
	{0x8a, 0x6d, 0x00, 255}, // ochre
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
