package rivals

import (
	"errors"
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/study"
	"github.com/gradstep/gradstep/pkg/stylize"
)

// Fit is the search of package stylize. Of a known value that is wrong it counts whether it was named, and whether the
// style was found with that value left unknown.
func (s *Stack) Fit() (study.Result, error) {
	s.mustHave(s.Start)
	f, err := stylize.Fit(s.Style, s.Pairs, stylize.FitSettings{Passes: StackPasses})
	if err != nil {
		return nil, fmt.Errorf("rivals: the stack: %w", err)
	}
	r := study.Result{
		"found": number(s.Found(s.of(f.Params))), "passes": float64(f.Passes), "explained": number(f.Explained),
		"agree": float64(f.Agree) / float64(f.Total), "parameters": float64(len(s.Free)), "stairs": number(s.stairsFound(f.Params)),
	}
	for _, o := range f.Instead {
		if s.Told[o.Parameter] != s.Truth[o.Parameter] {
			r["named"], r["freed"] = 1, number(s.Found(s.of(o.Params)))
		}
	}
	for _, i := range s.Free {
		iv, holds := f.Intervals[i], 0.0
		if iv.Lo <= s.Truth[i] && s.Truth[i] <= iv.Hi {
			holds = 1
		}
		r["holds"] += holds
		if iv.Determined {
			r["determined"]++
			r["right"] += holds
		}
	}
	return r, nil
}

// stairsFound says whether every b is within 0.05 of the truth.
func (s *Stack) stairsFound(all []float64) bool {
	for i, v := range all {
		if s.isB(i) && !(math.Abs(v-s.Truth[i]) <= 0.05) {
			return false
		}
	}
	return true
}

// Descend is the older descent of package stylize, which takes every sample at its word.
func (s *Stack) Descend() (found bool, passes int, err error) {
	s.mustHave(s.Start)
	method := stylize.Joint
	if s.Unknown == 1 {
		method = stylize.Unturned // nothing but b is there, and a single coordinate can't be turned
	}
	var stages []stylize.Stage
	at := 0
	for _, l := range s.Style[:len(s.Style)-1] {
		stage := l.Kind.Make(s.Pairs[0].Size)
		for i := len(l.Set) - 1; i >= 0; i-- { // the last first, so that the indices of the others stay
			if !l.Set[i].Free {
				stage = stylize.Hold(stage, i, s.Told[at+i])
			}
		}
		stages, at = append(stages, stage), at+len(l.Set)
	}
	r, err := stylize.Recover(stylize.NewChain(s.Pairs[0].Size, stages...), s.Pairs[0].Src, s.Pairs[0].Target, s.Start, method)
	if errors.Is(err, stylize.ErrFlat) {
		return false, 0, nil
	}
	if err != nil {
		return false, 0, fmt.Errorf("rivals: the stack: %w", err)
	}
	return s.Found(r.Params), r.Passes, nil
}

// Search draws parameters evenly from the ranges and takes the best of them.
func (s *Stack) Search(passes, seed int) (found bool) {
	s.mustHave(s.Start)
	rng, least := study.Generator("stack search", seed), math.Inf(1)
	u := make([]float64, len(s.Free))
	for range passes {
		for i := range u {
			u[i] = rng.Float64()
		}
		p := s.At(u)
		if e := s.Error(p); e < least {
			least, found = e, s.Found(p)
		}
	}
	return found
}
