package stylize

import (
	"fmt"
	"slices"
	"strings"
)

// Instead is a fit in which a value that the style gives is unknown, too.
type Instead struct {
	Parameter int    // the value's place among all parameters
	Name      string // of the parameter
	Given     float64
	Fitted
}

// instead looks for a value of the style that is wrong: it searches from where the fit has ended with each of them
// unknown in turn, in the range of its kind, and returns the fits that explain the images, those first that agree with
// the most samples.
func instead(style Style, pairs []Pair, s FitSettings, found Fitted) (all []Instead, err error) {
	at := 0
	for k, l := range style {
		for i, set := range l.Set {
			r := l.Kind.Range[i]
			if !set.Free && r[0] <= set.Value && set.Value <= r[1] {
				other, err := attemptWith(style.freed(k, i, found.Params), pairs, s)
				if err != nil {
					return nil, err
				}
				if other.Explained {
					all = append(all, Instead{at, l.Kind.Params[i].Name, set.Value, other})
				}
			}
			at++
		}
	}
	slices.SortStableFunc(all, func(a, b Instead) int { return b.Agree - a.Agree })
	return all, nil
}

// attemptWith searches from one start alone.
func attemptWith(style Style, pairs []Pair, s FitSettings) (Fitted, error) {
	f, err := newFitter(style, pairs, s)
	if err != nil {
		return Fitted{}, err
	}
	f.start(0)
	if err := f.descend(); err != nil {
		return Fitted{}, err
	}
	a := f.measure()
	f.adopt(a)
	if err := f.context(); err != nil {
		return Fitted{}, err
	}
	f.boxed, f.margin = true, 0
	return f.fitted(a)
}

// freed returns the style with the i-th parameter of the k-th filter unknown, and starts at these values.
func (s Style) freed(k, i int, p []float64) Style {
	out := make(Style, len(s))
	at := 0
	for n, l := range s {
		out[n] = Link{l.Kind, append([]Setting(nil), l.Set...)}
		for j := range out[n].Set {
			set := &out[n].Set[j]
			if n == k && j == i {
				*set = Setting{Free: true, Lo: l.Kind.Range[j][0], Hi: l.Kind.Range[j][1]}
			}
			if set.Free {
				set.Value = min(max(p[at], set.Lo), set.Hi)
			}
			at++
		}
	}
	return out
}

// insteadNote says which values it would take.
func insteadNote(all []Instead, found Fitted) string {
	var names []string
	for _, o := range all {
		names = append(names, fmt.Sprintf("%s = %.4g in place of %.4g", o.Name, o.Params[o.Parameter], o.Given))
	}
	return fmt.Sprintf("with %s it explains %.4g %% of the samples in place of %.4g %%: leave %s unknown (?)",
		strings.Join(names, ", or "), 100*float64(all[0].Agree)/float64(all[0].Total), 100*float64(found.Agree)/float64(found.Total),
		map[bool]string{true: "it", false: "one of them"}[len(all) == 1])
}
