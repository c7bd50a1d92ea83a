package main

import (
	"fmt"
	"slices"

	"github.com/gradstep/gradstep/pkg/filter"
)

// report is the outcome of a fit.
type report struct {
	Original  string     `json:"original"`
	Quantized string     `json:"quantized"`
	Width     int        `json:"width"`
	Height    int        `json:"height"`
	Channels  int        `json:"channels"`
	Domain    [2]float64 `json:"domain"`
	Tol       float64    `json:"tol_levels"`

	flags   fitFlags
	lossy   [2]string // the formats of the original and of the quantized file, if they change levels
	each    bool
	answers []answer // one, or one a channel

	translucent int // pixels that were left out
	top         int // the greatest sample of the quantized file
}

// answer is the filter of all channels or of one.
type answer struct {
	Name string `json:"channel,omitempty"`
	// Filter is a family's name, or curve, or none. Levels is its whole number of levels,
	// where it has one; Transfer the curve of the encoding around it, if any; Stored says
	// whether samples were rounded or cut off.
	Filter   string `json:"filter"`
	Levels   *int   `json:"levels,omitempty"`
	Transfer string `json:"transfer,omitempty"`
	Stored   string `json:"stored,omitempty"`
	// B is b, or the number of levels; null, as its interval, where there is none.
	B     *float64 `json:"b"`
	Lo    *float64 `json:"lo"`
	Hi    *float64 `json:"hi"`
	Agree int      `json:"agree"`
	Total int      `json:"total"`
	// Clipped samples are stored as white and bound y from below alone.
	Clipped int64 `json:"clipped"`
	// Nearby is the most votes of any b outside the best intervals.
	Nearby   int    `json:"nearby"`
	RunnerUp *rival `json:"runner_up"`
	// Ambiguous: a b at least stair.DefaultApart away has as many votes, and
	// all such b lie in [First, Last]; or another filter has.
	Ambiguous bool    `json:"ambiguous"`
	First     float64 `json:"first"`
	Last      float64 `json:"last"`
	// Rivals are the best of the other filters, in the order of their votes.
	Rivals []rivalFilter `json:"rivals"`
	// Steps are those of a curve.
	Steps []step   `json:"steps,omitempty"`
	Notes []string `json:"notes"`

	// Blocks of a JPEG that were compared, and how many of them the filter explains.
	Blocks    int `json:"blocks,omitempty"`
	Explained int `json:"explained,omitempty"`

	found filter.Answer
}

// rival is the best b at least stair.DefaultApart away.
type rival struct {
	B     float64 `json:"b"`
	Lo    float64 `json:"lo"`
	Hi    float64 `json:"hi"`
	Agree int     `json:"agree"`
}

// rivalFilter is the best filter of another family.
type rivalFilter struct {
	Filter string  `json:"filter"`
	B      float64 `json:"b"`
	Agree  int     `json:"agree"`
}

// step is a level of a curve and the samples of the original that have it, 0 to 1.
type step struct {
	First float64 `json:"first"`
	Last  float64 `json:"last"`
	Y     float64 `json:"y"`
}

// closeRace is the lead, as a share of the winner's votes, below which the
// runner-up may be the true b: compression can turn as many votes.
const closeRace = 0.02

func newAnswer(name string, found filter.Answer, d *filter.Data, r *report) answer {
	v := found.Best.Vote
	a := answer{
		Name: name, Filter: found.Name, Agree: found.Agree(), Total: v.Total,
		Clipped: d.Clipped(), Rivals: []rivalFilter{}, Notes: []string{}, found: found,
	}
	if n := found.Levels(); n > 0 {
		a.Levels = &n
	}
	for _, c := range found.Rivals {
		a.Rivals = append(a.Rivals, rivalFilter{c.Family.Name, c.B, c.Agree})
	}
	slices.SortStableFunc(a.Rivals, func(s, t rivalFilter) int { return t.Agree - s.Agree })
	note := func(format string, args ...any) { a.Notes = append(a.Notes, fmt.Sprintf(format, args...)) }
	if r.translucent > 0 {
		note("%d of the %d pixels are translucent in one of the files, and were left out", r.translucent, r.Width*r.Height)
	}
	if !a.named() {
		if a.Filter == filter.Curve {
			for _, s := range found.Rising.Steps {
				a.Steps = append(a.Steps, step(s))
			}
		}
		best := found.Best
		a.Rivals = append([]rivalFilter{{best.Family.Name, best.B, best.Agree}}, a.Rivals...)
		a.Notes = append(a.Notes, found.Notes...)
		return a
	}
	a.B, a.Lo, a.Hi, a.Nearby, a.First, a.Last = &v.B, &v.Lo, &v.Hi, v.Nearby, v.First, v.Last
	a.Transfer, a.Stored = found.Best.Transfer.Name, "rounded"
	if found.Best.Cut {
		a.Stored = "cut off"
	}
	if v.RunnerUp.Agree > 0 {
		a.RunnerUp = &rival{v.RunnerUp.B, v.RunnerUp.Lo, v.RunnerUp.Hi, v.RunnerUp.Agree}
		a.Ambiguous = v.RunnerUp.Agree == v.Agree
	}
	whole := found.Best.Family.Whole
	if a.found.Best.N == 256 && whole && v.Agree == v.Total {
		note("every level stays what it is: nothing was quantized")
	}
	if !whole {
		if v.Lo == v.Hi && r.Domain[0] < r.Domain[1] {
			note("this b stands alone: fewer samples agree with those on either side")
		} else if v.Lo <= r.Domain[0] || v.Hi >= r.Domain[1] {
			note("the interval reaches the end of the domain [%v, %v]: the true b may lie beyond; widen it by -lo or -hi", r.Domain[0], r.Domain[1])
		}
		if v.Ties > 0 && !a.Ambiguous {
			note("as many samples agree in %d other %s close by: b lies between %s and %s",
				v.Ties, plural(v.Ties, "interval"), down(v.First), up(v.Last))
		}
	}
	if a.RunnerUp != nil && !a.Ambiguous && v.Agree < v.Total && float64(v.Agree-v.RunnerUp.Agree) < closeRace*float64(v.Agree) {
		note("the runner-up has nearly as many votes: b may as well be %s", plain(a.RunnerUp.B))
	}
	a.Ambiguous = a.Ambiguous || len(found.Equal) > 0
	for _, c := range found.Equal {
		note("as many samples agree with another filter: %s", c.Filter)
	}
	for _, c := range found.Rivals {
		if c.Agree < v.Agree && v.Agree < v.Total && float64(v.Agree-c.Agree) < closeRace*float64(v.Agree) {
			note("nearly as many samples agree with another filter: %s", c.Filter)
		}
	}
	if r.lossy[1] != "" {
		note("the quantized file is a %s, which changes most levels: b is an estimate, and the interval may miss it", r.lossy[1])
	} else if r.lossy[0] != "" && v.Agree < v.Total {
		note("the original is a %s, which other programs decode with other levels here and there", r.lossy[0])
	}
	a.Notes = append(a.Notes, found.Notes...)
	if a.Clipped > 0 && !whole {
		note("%d %s stored as %d may be clipped, and %s y from below alone", a.Clipped, plural(int(a.Clipped), "sample"), r.top, verb(a.Clipped, "bounds", "bound"))
	}
	return a
}

// newCodedAnswer is the answer of a fit to what a JPEG stores.
func newCodedAnswer(found filter.CodedAnswer, d *filter.Data, r *report) answer {
	a := newAnswer("", found.Answer, d, &report{Domain: r.Domain, Tol: r.Tol, top: r.top})
	a.Blocks, a.Explained = found.Blocks, found.Explained
	if a.named() {
		a.Notes = append(a.Notes, fmt.Sprintf("the quantized file is a %s: %s is fitted to the numbers that it stores, of which the filter explains %d blocks of %d; docs/filters.md says how often the interval holds it",
			r.lossy[1], map[bool]string{true: "the number of levels", false: "b"}[found.Best.Family.Whole], found.Explained, found.Blocks))
	}
	return a
}

// named reports whether the filter is one of the families.
func (a answer) named() bool { return a.Filter != filter.Curve && a.Filter != filter.None }

// undetermined says in one sentence which b's fit equally well.
func (r *report) undetermined() error {
	for _, a := range r.answers {
		if !a.named() {
			continue
		}
		if a.RunnerUp != nil && a.RunnerUp.Agree == a.Agree {
			return fmt.Errorf("%sb is not determined: b's apart from each other, from %s to %s, agree with as many samples, %d of %d; the widest interval is [%s, %s]",
				prefix(a.Name), down(a.First), up(a.Last), a.Agree, a.Total, down(*a.Lo), up(*a.Hi))
		}
		if len(a.found.Equal) > 0 {
			return fmt.Errorf("%sthe filter is not determined: as many samples, %d of %d, agree with %s and with %s; they differ at levels that this original does not have",
				prefix(a.Name), a.Agree, a.Total, a.found.Best.Filter, a.found.Equal[0].Filter)
		}
	}
	return nil
}

// object is the report as JSON has it: with one answer for all channels, or one for each.
func (r *report) object() any {
	if r.each {
		return struct {
			*report
			Each []answer `json:"each"`
		}{r, r.answers}
	}
	return struct {
		*report
		answer
	}{r, r.answers[0]}
}
