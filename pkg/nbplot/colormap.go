package nbplot

import (
	"image/color"
	"math"
)

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
