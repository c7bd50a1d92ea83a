package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/gradstep/gradstep/pkg/stair"
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

	lossy   string
	each    bool
	answers []answer // one, or one a channel
}

// answer is the b of all channels or of one.
type answer struct {
	Name  string  `json:"channel,omitempty"`
	B     float64 `json:"b"`
	Lo    float64 `json:"lo"`
	Hi    float64 `json:"hi"`
	Agree int     `json:"agree"`
	Total int     `json:"total"`
	// Clipped samples are stored as 255 and bound y from below alone.
	Clipped int64 `json:"clipped"`
	// Nearby is the most votes of any b outside the best intervals.
	Nearby   int    `json:"nearby"`
	RunnerUp *rival `json:"runner_up"`
	// Ambiguous: a b at least stair.DefaultApart away has as many votes, and
	// all such b lie in [First, Last].
	Ambiguous bool     `json:"ambiguous"`
	First     float64  `json:"first"`
	Last      float64  `json:"last"`
	Notes     []string `json:"notes"`
}

// rival is the best b at least stair.DefaultApart away.
type rival struct {
	B     float64 `json:"b"`
	Lo    float64 `json:"lo"`
	Hi    float64 `json:"hi"`
	Agree int     `json:"agree"`
}

// closeRace is the lead, as a share of the winner's votes, below which the
// runner-up may be the true b: compression can turn as many votes.
const closeRace = 0.02

func newAnswer(name string, v stair.Vote, h *stair.Histogram, r *report) answer {
	a := answer{
		Name: name, B: v.B, Lo: v.Lo, Hi: v.Hi, Agree: v.Agree, Total: v.Total,
		Nearby: v.Nearby, First: v.First, Last: v.Last, Notes: []string{},
	}
	for k := range 256 {
		a.Clipped += h.Count(uint8(k), 255)
	}
	if v.RunnerUp.Agree > 0 {
		a.RunnerUp = &rival{v.RunnerUp.B, v.RunnerUp.Lo, v.RunnerUp.Hi, v.RunnerUp.Agree}
		a.Ambiguous = v.RunnerUp.Agree == v.Agree
	}
	note := func(format string, args ...any) { a.Notes = append(a.Notes, fmt.Sprintf(format, args...)) }
	if v.Lo == v.Hi && r.Domain[0] < r.Domain[1] {
		note("this b stands alone: fewer samples agree with those on either side")
	} else if v.Lo <= r.Domain[0] || v.Hi >= r.Domain[1] {
		note("the interval reaches the end of the domain [%v, %v]: the true b may lie beyond; widen it by -lo or -hi", r.Domain[0], r.Domain[1])
	}
	if v.Ties > 0 && !a.Ambiguous {
		note("as many samples agree in %d other %s close by: b lies between %s and %s",
			v.Ties, plural(v.Ties, "interval"), down(v.First), up(v.Last))
	}
	if a.RunnerUp != nil && !a.Ambiguous && float64(v.Agree-v.RunnerUp.Agree) < closeRace*float64(v.Agree) {
		note("the runner-up has nearly as many votes: b may as well be %s", plain(a.RunnerUp.B))
	}
	if 2*v.Agree < v.Total && r.lossy == "" {
		note("only a minority agrees: check that the first file is the original and the second its quantized form, pixel for pixel")
	}
	if r.lossy != "" {
		note("the quantized file is a %s, which changes most levels: b is an estimate, and the interval may miss it", r.lossy)
	}
	if a.Clipped > 0 {
		note("%d %s stored as 255 may be clipped, and %s y from below alone", a.Clipped, plural(int(a.Clipped), "sample"), verb(a.Clipped, "bounds", "bound"))
	}
	return a
}

// undetermined says in one sentence which b's fit equally well.
func (r *report) undetermined() error {
	for _, a := range r.answers {
		if a.Ambiguous {
			return fmt.Errorf("%sb is not determined: b's apart from each other, from %s to %s, agree with as many samples, %d of %d; the widest interval is [%s, %s]",
				prefix(a.Name), down(a.First), up(a.Last), a.Agree, a.Total, down(a.Lo), up(a.Hi))
		}
	}
	return nil
}

func (r *report) writeJSON(w io.Writer) error {
	var object any
	if r.each {
		object = struct {
			*report
			Each []answer `json:"each"`
		}{r, r.answers}
	} else {
		object = struct {
			*report
			answer
		}{r, r.answers[0]}
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(object)
}

func (r *report) writeText(w io.Writer) error {
	var errs []error
	printf := func(format string, args ...any) {
		_, err := fmt.Fprintf(w, format, args...)
		errs = append(errs, err)
	}
	for i, a := range r.answers {
		if i > 0 {
			printf("\n")
		}
		if a.Ambiguous {
			printf("%sb is not determined\n", prefix(a.Name))
		} else {
			printf("%sb = %s, in [%s, %s]\n", prefix(a.Name), plain(a.B), down(a.Lo), up(a.Hi))
		}
		printf("%d of %d samples agree (%s) within %v grey levels\n", a.Agree, a.Total, percent(a.Agree, a.Total), r.Tol)
		printf("All b in [%v, %v] were counted: outside the interval at most %d samples agree (%s);\n",
			r.Domain[0], r.Domain[1], a.Nearby, percent(a.Nearby, a.Total))
		if a.RunnerUp == nil {
			printf("%v or more away from it none.\n", stair.DefaultApart)
		} else {
			printf("%v or more away from it at most %d (%s), the runner-up b = %s.\n",
				stair.DefaultApart, a.RunnerUp.Agree, percent(a.RunnerUp.Agree, a.Total), plain(a.RunnerUp.B))
		}
		for _, n := range a.Notes {
			printf("Note: %s.\n", n)
		}
	}
	return errors.Join(errs...)
}

// Six decimals; the ends of an interval are rounded outwards.
func plain(v float64) string { return fmt.Sprintf("%.6f", v) }
func down(v float64) string  { return fmt.Sprintf("%.6f", math.Floor(v*1e6)/1e6) }
func up(v float64) string    { return fmt.Sprintf("%.6f", math.Ceil(v*1e6)/1e6) }

// percent never rounds a part to 100 % or something to 0 %.
func percent(part, total int) string {
	p := 100 * float64(part) / float64(total)
	switch {
	case part == total:
		return "100 %"
	case part > 0 && p < 0.01:
		return "below 0.01 %"
	}
	return fmt.Sprintf("%.2f %%", min(p, 99.99))
}

func prefix(name string) string {
	if name == "" {
		return ""
	}
	return name + ": "
}

func plural(n int, noun string) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}

func verb(n int64, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
