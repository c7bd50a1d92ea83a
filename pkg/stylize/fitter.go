package stylize

import (
	"context"
	"fmt"
)

// fitter is the state of a fit.
type fitter struct {
	style  Style
	pairs  []Pair
	ctx    context.Context
	chains []*Chain
	stairs [][]*Quantize // of each chain
	tail   bool          // a staircase ends the chain
	tailAt int           // its parameter

	p      []float64
	params []Param   // bounds of each parameter: the range where it is looked for
	logs   []bool    // its coordinate is its logarithm
	free   []int     // unknown ones
	stage  []int     // of each parameter
	qs     []int     // parameters that are b's
	origin []float64 // where the search starts

	mute                  []bool // samples that count for nothing
	total, passes, budget int
	tol                   float64 // in levels
	t                     float64 // half the width of the ramps, in steps
	boxed                 bool    // residuals from the boxes of stored samples, behind the last staircase
	margin                float64 // by which these are made smaller

	r, w, base []float64   // residuals, weights, the output
	byB        []float64   // ∂r/∂b of the last staircase
	cols       [][]float64 // ∂r/∂q of the free ones
}

func newFitter(style Style, pairs []Pair, s FitSettings) (*fitter, error) {
	if len(pairs) == 0 {
		return nil, fmt.Errorf("%w: no pairs", ErrShape)
	}
	f := &fitter{style: style, pairs: pairs, ctx: s.Context, budget: s.Passes, tol: 0.5}
	if f.budget == 0 {
		f.budget = 4000
	}
	if f.budget < 0 {
		return nil, fmt.Errorf("%w: FitSettings.Passes = %d", ErrValue, f.budget)
	}
	for i, pair := range pairs {
		pair.Size.check("Fit")
		if n := pair.Size.Len(); len(pair.Src) != n || len(pair.Target) != n {
			panic(fmt.Sprintf("stylize: Fit: pair %d has %d and %d samples, its size says %d", i, len(pair.Src), len(pair.Target), n))
		}
		for k := range pair.Src {
			if x, y := pair.Src[k], pair.Target[k]; !(x >= 0 && x <= 1 && y >= 0 && y <= 1) {
				return nil, fmt.Errorf("%w: pair %d, sample %d: %v and %v, want 0 to 1", ErrValue, i, k, x, y)
			}
		}
		if 2*pair.Edge < 0 || 2*pair.Edge >= min(pair.Size.W, pair.Size.H) {
			return nil, fmt.Errorf("%w: pair %d has no pixels within an edge of %d", ErrShape, i, pair.Edge)
		}
		f.addMask(pair)
		c, err := style.Chain(pair.Size)
		if err != nil {
			return nil, err
		}
		f.chains = append(f.chains, c)
		var stairs []*Quantize
		for _, stage := range c.stages {
			if q, ok := stage.(*Quantize); ok {
				stairs = append(stairs, q)
			}
		}
		f.stairs = append(f.stairs, stairs)
	}
	f.list()
	n := len(f.mute)
	f.r, f.w, f.base, f.byB = make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	f.cols = make([][]float64, len(f.free))
	for i := range f.cols {
		f.cols[i] = make([]float64, n)
	}
	return f, nil
}

// addMask lists which samples of a pair count for nothing.
func (f *fitter) addMask(pair Pair) {
	for i := range pair.Src {
		x, y := i%pair.Size.W, i%pair.Size.Plane()/pair.Size.W
		mute := min(x, y, pair.Size.W-1-x, pair.Size.H-1-y) < pair.Edge
		if f.mute = append(f.mute, mute); !mute {
			f.total++
		}
	}
}

// list fills in what the parameters are.
func (f *fitter) list() {
	for k, l := range f.style {
		_, isStair := f.chains[0].stages[k].(*Quantize)
		for i, set := range l.Set {
			at := len(f.p)
			if set.Free {
				f.free = append(f.free, at)
			}
			if isStair {
				f.qs = append(f.qs, at)
				f.tail, f.tailAt = k == len(f.style)-1, at
			}
			f.stage = append(f.stage, k)
			f.p = append(f.p, set.Value)
			f.params = append(f.params, Param{Name: l.Kind.Params[i].Name, Lo: set.Lo, Hi: set.Hi})
			f.logs = append(f.logs, l.Kind.Params[i].Lo > 0)
		}
	}
	f.origin = append([]float64(nil), f.p...)
}
