package filter

import (
	"fmt"

	"github.com/gradstep/gradstep/pkg/stair"
)

// judge tests the best candidate against what it leaves, and names the answer.
func (d *Data) judge(a *Answer, s Settings) {
	note := func(format string, args ...any) { a.Notes = append(a.Notes, fmt.Sprintf(format, args...)) }
	if s.Inexact || s.Only != "" || a.Best.Agree == d.Total() {
		return
	}
	r := d.residue(d.windows(a.Best.Filter, s.Tol))
	formula := fmt.Sprintf("the nearest formula (%s) explains %s of the samples", a.Best.Filter, percent(float64(a.Best.Agree)/float64(r.total)))
	function := d.residue(a.Rising.windows(d))
	switch {
	case a.Rising.Agree == d.Total(), function.off*4 < r.off && !function.depends() && !function.contradicted() && r.contradicted():
		a.Name = Curve
		note("%s", formula)
	case float64(r.off) < littleOff*float64(r.total):
		note("%d of the samples disagree, too few to speak against the formula", r.off)
	case d.functional() >= 1-littleOff:
		a.Name = None
		note("%s", d.falls())
		note("%s", formula)
	case r.depends():
		a.Name = None
		note("%s", d.manyValued())
		if r.inside > insideLimit {
			note("nearly all that %s does not explain are levels of it at other places: dither, or a filter that looks at neighbours, does so", a.Best.Filter)
		} else {
			note("%s, and the others lie near what it says: blur, noise, scaling or compression does so", formula)
		}
	case r.contradicted() && 2*a.Rising.Agree > d.Total() && !function.depends():
		a.Name = Curve
		note("%s", formula)
	case r.contradicted(), r.kappa < kappaLimit:
		a.Name = None
		note("%s", d.manyValued())
		note("%s", formula)
	case r.contrary == 0:
		note("%d of the samples disagree, whatever their x is: replaced or painted over, they do not speak against the formula", r.off)
	default:
		note("%d of the samples disagree", r.off)
	}
	if a.Name == Curve {
		d.noteLevels(a)
	}
	if a.Name != None && r.contrary > 0 {
		note("at the level %.0f of the original the file has %.0f, and that formula %.0f", r.at[0], r.at[1], r.at[2])
	}
}

// noteLevels says whose levels those of a curve are: a filter behind a change of tones has the levels of the filter,
// and steps of other widths.
func (d *Data) noteLevels(a *Answer) {
	var counts [256]int64
	if d.topY != stair.MaxLevel || a.Rising.Levels < 3 {
		return
	}
	for _, s := range a.Rising.Steps {
		counts[int(s.Y*stair.MaxLevel+0.5)]++
	}
	of, err := FromLevels(counts, Settings{})
	if err == nil && of.Name != None && of.Unused == 0 && len(of.Others) == 0 {
		a.Notes = append(a.Notes, fmt.Sprintf("its levels are those of %s: a curve of tones, such as a gamma or a contrast, may have gone before it", of.Filter))
	}
}

// falls says in a sentence where y, as a function of x, falls.
func (d *Data) falls() string {
	highest, at := -1.0, 0.0
	var drop, from, to float64
	for i, g := range d.groups {
		y, n := d.mode(i)
		if 2*n <= g.n {
			continue
		}
		if highest-y > drop {
			drop, from, to = highest-y, at, g.x*d.topX
		}
		if y > highest {
			highest, at = y, g.x*d.topX
		}
	}
	return fmt.Sprintf("the file is a function of the original that does not rise: from the level %.0f to the level %.0f it falls by %.0f", from, to, drop)
}
