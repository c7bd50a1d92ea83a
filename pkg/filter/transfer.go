package filter

import "math"

// A Transfer is a curve of the encoding: the filter works on T(x) and its value is
// decoded again. Both directions map [0, 1] onto itself and rise.
type Transfer struct {
	Name  string // "" for none
	Words string // "in linear light"
	Forth func(float64) float64
	Back  func(float64) float64
}

var plain = &Transfer{"", "", func(v float64) float64 { return v }, func(v float64) float64 { return v }}

// Transfers is the table of the curves, none first, then the likelier.
var Transfers = []*Transfer{
	plain,
	{"sRGB", "in linear light (sRGB)", linear, encoded},
	power("gamma 2.2", 2.2),
	power("gamma 0.6", 0.6),
	power("gamma 1/2.2", 1/2.2),
	power("gamma 1.8", 1.8),
}

// power is the curve x^g.
func power(name string, g float64) *Transfer {
	return &Transfer{
		name, "of x^" + name[len("gamma "):],
		func(v float64) float64 { return math.Pow(v, g) },
		func(v float64) float64 { return math.Pow(max(0, v), 1/g) },
	}
}

// linear decodes sRGB to linear light, encoded is its inverse (IEC 61966-2-1; the two
// branches meet at 0.04045 and 0.0031308).
func linear(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

func encoded(v float64) float64 {
	if v <= 0.0031308 {
		return 12.92 * v
	}
	return 1.055*math.Pow(v, 1/2.4) - 0.055
}
