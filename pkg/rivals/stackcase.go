package rivals

// StackCase says what is unknown of a stack of filters, and what was done to its image afterwards.
//
// The chain is that of docs/recovering-b.md: gain and gamma, factors of red and blue, a blur, a contrast with its
// pivot, and the staircase. The unknown parameters are the first of
//
//	b, strength, width, red, blue, gamma, gain, pivot
//
// which puts those last that do nearly the same to an image.
type StackCase struct {
	Name     string
	Unknown  int
	Order    string  // of the chain: "" as above; "inside": the staircase before the blur; "twice": there and at the end
	Images   int     // crops in the one style
	Replaced float64 // share of samples replaced by random levels
	Noise    float64 // standard deviation of noise added before storing, in levels

	// Search and Older say whether random search and the older descent of package stylize meet the case in the
	// study, too.
	Search, Older bool
}

// StackCases are those of the study.
func StackCases() []StackCase {
	return []StackCase{
		{Name: "5 unknown", Unknown: 5, Images: 1, Search: true, Older: true},
		{Name: "8 unknown", Unknown: 8, Images: 1},
		{Name: "5 unknown, 20 % replaced", Unknown: 5, Images: 1, Replaced: 0.2, Older: true},
		{Name: "8 unknown, 20 % replaced", Unknown: 8, Images: 1, Replaced: 0.2, Older: true},
	}
}
