package main

import (
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/gradstep/gradstep/pkg/filter"
	"github.com/gradstep/gradstep/pkg/stair"
)

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
		a.write(printf, r)
		for _, n := range a.Notes {
			printf("Note: %s.\n", n)
		}
	}
	return errors.Join(errs...)
}

// write prints the answer and its certificate.
func (a answer) write(printf func(format string, args ...any), r *report) {
	family := a.found.Best.Family
	switch {
	case a.Filter == filter.None:
		printf("%sfilter none: the second file is no rising function of the first\n", prefix(a.Name))
		return
	case a.Filter == filter.Curve:
		printf("%sfilter curve: a rising function of %d %s, and none of the formulas\n", prefix(a.Name), *a.Levels, plural(*a.Levels, "level"))
		printf("%d of %d samples agree (%s)\n", a.Agree, a.Total, percent(a.Agree, a.Total))
		return
	case a.RunnerUp != nil && a.RunnerUp.Agree == a.Agree:
		printf("%sb is not determined\n", prefix(a.Name))
	case a.Ambiguous:
		printf("%sthe filter is not determined\n", prefix(a.Name))
	case family.Whole:
		printf("%sfilter %s, y = %s with N = %d levels%s\n", prefix(a.Name), family.Name, family.Formula, *a.Levels, a.around())
	default:
		printf("%sb = %s, in [%s, %s]\n", prefix(a.Name), plain(*a.B), down(*a.Lo), up(*a.Hi))
		printf("filter %s, y = %s%s\n", family.Name, family.Formula, a.around())
	}
	of := ""
	if r.top > stair.MaxLevel {
		of = fmt.Sprintf(" of 1/%d", r.top)
	}
	printf("%d of %d samples agree (%s) within %v grey levels%s\n", a.Agree, a.Total, percent(a.Agree, a.Total), r.Tol, of)
	if a.Blocks > 0 {
		return // the certificate is in blocks, said in a note
	}
	if family.Whole {
		printf("All numbers of levels were counted, of all filters;\n")
	} else {
		printf("All b in [%v, %v] were counted: outside the interval at most %d samples agree (%s);\n",
			r.Domain[0], r.Domain[1], a.Nearby, percent(a.Nearby, a.Total))
	}
	switch {
	case a.RunnerUp == nil && family.Whole:
		printf("with no other number of levels any sample agrees.\n")
	case family.Whole:
		printf("the runner-up is N = %.0f, with which %d agree (%s).\n", a.RunnerUp.B, a.RunnerUp.Agree, percent(a.RunnerUp.Agree, a.Total))
	case a.RunnerUp == nil:
		printf("%v or more away from it none.\n", stair.DefaultApart)
	default:
		printf("%v or more away from it at most %d (%s), the runner-up b = %s.\n",
			stair.DefaultApart, a.RunnerUp.Agree, percent(a.RunnerUp.Agree, a.Total), plain(a.RunnerUp.B))
	}
	if len(a.Rivals) > 0 {
		best := a.Rivals[0]
		printf("Of the other filters the best is %s with %.6g: %d agree (%s).\n", best.Filter, best.B, best.Agree, percent(best.Agree, a.Total))
	}
}

// around says what stands around the formula.
func (a answer) around() string {
	s := ""
	if words := a.found.Best.Transfer.Words; words != "" {
		s += ", " + words
	}
	if a.found.Best.Cut {
		s += ", cut off on storing"
	}
	return s
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
