package rivals

import "fmt"

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
	Group    string // of cases that are shown together
	Unknown  int
	Order    string  // of the chain: "" as above; "inside": the staircase before the blur; "twice": there and at the end
	Images   int     // crops in the one style
	Replaced float64 // share of samples replaced by random levels
	Noise    float64 // standard deviation of noise added before storing, in levels
	Pivot    float64 // what the search takes the pivot for, which is ½; 0: for what it is

	// Older says whether the older descent of package stylize meets the case, too, and Tuned whether Fit meets it on the
	// photographs on which it was tuned. Random search and CMA-ES meet all.
	Older, Tuned bool
}

// Rivals is what random search and CMA-ES may cost, in runs of the chain: [StackPasses], and where Fit costs more, at
// least as much as Fit does in the mean, with its search for a known value that is wrong.
func (c StackCase) Rivals() int {
	switch {
	case c.Order != "":
		return 3300
	case c.Pivot > 0:
		return 2100
	}
	return StackPasses
}

// StackCases are those of the study, with the groups in which docs/stacks.md shows them.
func StackCases() (cases []StackCase) {
	add := func(group string, c StackCase) {
		c.Group, c.Images = group, max(1, c.Images)
		cases = append(cases, c)
	}
	for _, n := range []int{1, 2, 3, 5, 7, 8} {
		add("unknowns", StackCase{Name: fmt.Sprintf("%d unknown", n), Unknown: n, Tuned: n == 5 || n == 8})
	}
	for _, levels := range []float64{0.5, 1, 2, 4} {
		add("noise", StackCase{Name: fmt.Sprintf("5 unknown, noise of %v", levels), Unknown: 5, Noise: levels})
	}
	for _, n := range []int{5, 8} {
		add("foreign", StackCase{Name: fmt.Sprintf("%d unknown, 20 %% replaced", n), Unknown: n, Replaced: 0.2, Older: true})
	}
	for _, n := range []int{5, 7} {
		add("foreign", StackCase{Name: fmt.Sprintf("%d unknown, pivot 0.45 for ½", n), Unknown: n, Pivot: 0.45, Older: true})
	}
	add("foreign", StackCase{Name: "5 unknown, pivot 0.45 for ½, 20 % replaced", Unknown: 5, Pivot: 0.45, Replaced: 0.2, Older: true})
	add("images", StackCase{Name: "8 unknown, three images", Unknown: 8, Images: 3})
	add("stairs", StackCase{Name: "5 unknown, staircase inside", Unknown: 5, Order: "inside"})
	add("stairs", StackCase{Name: "6 unknown, two staircases", Unknown: 5, Order: "twice"})
	return cases
}
