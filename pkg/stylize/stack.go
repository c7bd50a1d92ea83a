package stylize

import "github.com/gradstep/gradstep/pkg/stair"

// Stack returns the chain of the study: tone, white balance, blur, and contrast
// around ½; the staircase comes after it.
func Stack(size Size) *Chain {
	return NewChain(size, Tone{}, NewWhiteBalance(size), NewBlur(size, 0), Hold(Contrast{}, 1, 0.5))
}

// StackRanges are the ranges from which the study draws the parameters of a Stack, b
// at the end, for the style and for the start: what an artist would call a visible
// change, and not the ruin of the photograph.
var StackRanges = [][2]float64{
	{0.7, 1.2},               // gain
	{0.6, 1.6},               // gamma
	{0.8, 1.25}, {0.8, 1.25}, // red, blue
	{0.5, 1.5}, // width of the blur
	{2, 6},     // strength of the contrast
	{stair.DefaultLo, stair.DefaultHi},
}
