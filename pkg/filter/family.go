package filter

import (
	"fmt"
	"math"
	"strings"
)

// A Family is a formula with a number: of steps, b, or of levels, N.
type Family struct {
	Name    string
	Formula string
	// Whole says that the number is a whole number of levels, at least 2.
	Whole bool
	// Has says which whole numbers a family has; nil: all from 2 on.
	Has func(n int) bool
	// Stored says that its values are stored samples as they are: nothing is cut off.
	Stored bool
	// Forms are ways to compute it that differ in a few thresholds: x in [0, 1], n the
	// number of levels, top the greatest stored sample, 255 or 65535. The first is the
	// formula, the others are habits of programs. A value above 1 is clipped on storing.
	Forms []func(x, n, top float64) float64
}

// Families is the table of the families, the simpler before the others: of two that
// explain the same samples the first is named.
var Families = []*Family{staircase, round, bits, floor, stretch}

// Names of answers that are no families.
const (
	Curve = "curve" // a rising step function, none of the formulas
	None  = "none"  // no function of x, or none that rises
)

// ByName returns the family of a name; the error lists the names there are.
func ByName(name string) (*Family, error) {
	var names []string
	for _, f := range Families {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return nil, fmt.Errorf("filter: there is no filter %q; there are %s", name, strings.Join(names, ", "))
}

// Check says what is wrong with a number for the family: not positive and finite, or
// not one of its whole numbers.
func (f *Family) Check(n float64) error {
	switch {
	case !(n > 0) || math.IsInf(n, 1):
		return fmt.Errorf("filter: %s: the number of steps is %v, want a positive number", f.Name, n)
	case f.Whole && (n != math.Floor(n) || n < 2 || n > maxLevels):
		return fmt.Errorf("filter: %s: the number of levels is %v, want a whole number from 2 to %d", f.Name, n, maxLevels)
	case f.Whole && !f.has(int(n)):
		return fmt.Errorf("filter: %s: the number of levels is %v, want a power of 2 up to %d", f.Name, n, maxLevels)
	}
	return nil
}

func (f *Family) has(n int) bool { return f.Has == nil || f.Has(n) }

// maxLevels is the most levels that are tried: those of 8 bits.
const maxLevels = 256

// A Filter is one filter: a family, its number, and what stands around it.
type Filter struct {
	Family   *Family
	N        float64 // b, or the number of levels
	Form     int     // of Family.Forms
	Transfer *Transfer
	Cut      bool // stored samples are cut off, ⌊top·y⌋, not rounded
}

// Value returns the filter's value of x, before it is clipped and stored,
//
//	y = T⁻¹(f(T(x); n)),
//
// with T the curve of the encoding, where there is one. x is in [0, 1] and top the
// greatest stored sample.
func (f Filter) Value(x, top float64) float64 {
	t := f.Transfer
	if t == nil {
		t = plain
	}
	if f.Family == nil || f.Form < 0 || f.Form >= len(f.Family.Forms) || f.Family.Forms[f.Form] == nil {
		panic(fmt.Sprintf("filter: form %d of a filter without it: Fit and Families make filters", f.Form))
	}
	if t.Forth == nil || t.Back == nil {
		panic("filter: a transfer without its two functions")
	}
	return t.Back(f.Family.Forms[f.Form](t.Forth(x), f.N, top))
}

// Store returns the sample of 0…top that stores the value v: rounded, halves up, or
// cut off.
func (f Filter) Store(v, top float64) float64 {
	shift := 0.5
	if f.Cut {
		shift = tie
	}
	return min(top, max(0, math.Floor(v*top+shift)))
}

// tie is how near to a jump a product counts as one: programs compute in float32, in
// float64 or in whole numbers, and differ there.
const tie = 1e-6

// String describes the filter: "round, 8 levels, in linear light, cut off".
func (f Filter) String() string {
	if f.Family == nil {
		return "no filter"
	}
	s := fmt.Sprintf("%s, b = %.6g", f.Family.Name, f.N)
	if f.Family.Whole {
		s = fmt.Sprintf("%s, %.0f levels", f.Family.Name, f.N)
	}
	if f.Transfer != nil && f.Transfer != plain {
		s += ", " + f.Transfer.Words
	}
	if f.Cut {
		s += ", cut off"
	}
	return s
}
