package filter

import (
	"cmp"
	"errors"
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/stair"
)

// ErrNone says that no filter of the domain explains any sample.
var ErrNone = errors.New("filter: no sample agrees with any filter")

// Answer names the filter that explains the pairs, and says how sure that is.
type Answer struct {
	// Name is that of a family, or Curve, or None.
	Name string
	// Best is the best candidate of all families; of those that explain as many samples
	// the simplest. It is the answer if Name is its family's name, and the nearest
	// formula otherwise.
	Best Candidate
	// Rivals are the best candidates of the other families.
	Rivals []Candidate
	// Equal are those of them that explain as many samples as Best and differ from it at
	// levels that do not occur: the pairs do not tell them apart.
	Equal []Candidate
	// Rising is the best rising function of any form, with which Best competes.
	Rising Rising
	// Notes are sentences about what does not fit.
	Notes []string
}

// Levels returns the number of levels: of a family of whole numbers or of a curve; 0 for
// others, which have none.
func (a Answer) Levels() int {
	switch {
	case a.Name == Curve:
		return a.Rising.Levels
	case a.Name != None && a.Best.Family != nil && a.Best.Family.Whole:
		return int(a.Best.N)
	}
	return 0
}

// Agree returns how many samples the answer explains: for None, what the best rising
// function does.
func (a Answer) Agree() int {
	if a.Name == Curve || a.Name == None {
		return a.Rising.Agree
	}
	return a.Best.Agree
}

// Fit finds the filter that explains the pairs.
//
// All families are tried: plain, then cut off on storing, then behind each curve of the
// encoding. If a plain one explains every sample the search ends there. What needs a
// curve is taken only if it explains more samples than chance gives.
//
// A filter that leaves samples unexplained is tested ([Answer.Notes] says how): if the
// rest depends on x, or if another rising function explains it, the answer is Curve or
// None. The error wraps [ErrNone] if nothing agrees, and [stair.ErrValue] if the options
// are out of range.
func (d *Data) Fit(s Settings) (Answer, error) {
	s.Tol = cmp.Or(s.Tol, DefaultTol)
	families := Families
	if s.Only != "" {
		f, err := ByName(s.Only)
		if err != nil {
			return Answer{}, err
		}
		families = []*Family{f}
	}
	a := Answer{Rising: d.Rising()}
	best, err := d.search(families, s, a.Rising)
	if err != nil {
		return Answer{}, err
	}
	a.Best = d.simplest(best)
	if a.Best.Agree == 0 {
		return Answer{}, fmt.Errorf("%w, of %d", ErrNone, d.Total())
	}
	a.Name = a.Best.Family.Name
	for _, c := range best {
		if c.Family == a.Best.Family || c.Agree == 0 {
			continue
		}
		a.Rivals = append(a.Rivals, c)
		if c.Agree == a.Best.Agree && !d.sameEverywhere(c.Filter, a.Best.Filter) {
			a.Equal = append(a.Equal, c)
		}
	}
	d.judge(&a, s)
	return a, nil
}

// search returns the best candidate of each family, in the order of the table. What
// needs a cut or a curve is looked for while it may be better than what was found: every
// filter is a rising function of x, so if even the best of those leaves what depends on
// x, or less than half is explained by any, the search ends with the plain ones.
func (d *Data) search(families []*Family, s Settings, rising Rising) ([]Candidate, error) {
	hopeless := 2*rising.Agree < d.Total()
	if !hopeless && rising.Agree < d.Total() {
		hopeless = d.residue(rising.windows(d)).depends()
	}
	best := make([]Candidate, len(families))
	for _, transfer := range Transfers {
		t := newTally(d, transfer)
		for _, cut := range []bool{false, true} {
			for i, family := range families {
				for form := range family.Forms {
					if cut && family.Stored {
						break
					}
					c, err := t.fit(Filter{Family: family, Form: form, Transfer: transfer, Cut: cut}, s)
					if err != nil {
						return nil, err
					}
					if best[i].Family == nil || d.better(c, best[i]) {
						best[i] = c
					}
				}
			}
			if c := d.simplest(best); hopeless || c.Agree == d.Total() ||
				c.Agree > 0 && !d.more(rising.Agree, c.Agree) && d.residue(d.windows(c.Filter, s.Tol)).contrary == 0 {
				return best, nil
			}
		}
	}
	return best, nil
}

// simplest returns the best candidate, of those that explain about as much the first.
func (d *Data) simplest(candidates []Candidate) Candidate {
	best := candidates[0]
	for _, c := range candidates[1:] {
		if best.Agree == 0 || d.better(c, best) {
			best = c
		}
	}
	return best
}

// fit finds the number of one family.
func (t *tally) fit(f Filter, s Settings) (Candidate, error) {
	if f.Family.Whole {
		return t.fitWhole(f, s), nil
	}
	c, err := t.fitReal(f, s)
	if errors.Is(err, stair.ErrNone) {
		return Candidate{Filter: f, Vote: stair.Vote{Consensus: stair.Consensus{Total: t.d.Total()}}}, nil
	}
	return c, err
}

// better reports whether c, which is not simpler, explains more than old, by more than
// chance gives among the samples that it leaves.
func (d *Data) better(c, old Candidate) bool {
	return d.more(c.Agree, old.Agree)
}

// more reports whether one filter explains more samples than another, by more than
// chance gives among those that it leaves.
func (d *Data) more(agree, than int) bool {
	return float64(agree-than) > 3*math.Sqrt(float64(d.Total()-agree))
}

// sameEverywhere reports whether two filters store the same for all levels there are,
// also for those that do not occur here.
func (d *Data) sameEverywhere(f, g Filter) bool {
	for k := 0.0; k <= d.topX; k++ {
		x := k / d.topX
		if f.Store(f.Value(x, d.topX), d.topY) != g.Store(g.Value(x, d.topX), d.topY) {
			return false
		}
	}
	return true
}
