package rivals

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/gradstep/gradstep/pkg/study"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

// pageTables returns the tables of docs/rivals.md as Markdown, by name.
func pageTables(t Tables) map[string]string {
	page := map[string]string{}
	for _, form := range ShownForms {
		page[form.String()] = compared(t.Entries(form))
	}
	page["rules"] = ruled(t.Ours)
	page["small"] = small(t)
	return page
}

// compared is the table of a form, the best first.
func compared(entries []Entry) string {
	m := study.Table{Columns: []string{"solver", "with"}}
	for _, tau := range Taus {
		m.Columns = append(m.Columns, "to "+exponent(tau))
	}
	m.Columns = append(m.Columns, "to 10⁻³ within 20(n+1)")
	slices.SortStableFunc(entries, func(a, b Entry) int {
		return cmp.Compare(Profile(b.Runs, 1, 100).Value, Profile(a.Runs, 1, 100).Value)
	})
	for _, e := range entries {
		row := []any{e.Name, e.with()}
		for tau := range Taus {
			row = append(row, Profile(e.Runs, tau, 100).String())
		}
		m.Add(append(row, Profile(e.Runs, 1, 20).String())...)
	}
	return m.Markdown()
}

// ruled is the share of problems that each rule solves to 10⁻³, with its best source of values, in each form.
func ruled(t study.Table) string {
	m := study.Table{Columns: []string{"rule"}}
	shares := map[string][]any{}
	var names []string
	for _, form := range ShownForms {
		m.Columns = append(m.Columns, form.String())
		for _, e := range ours(t, form, byRule) {
			if strings.HasSuffix(e.Name, LBFGS) {
				continue
			}
			if shares[e.Name] == nil {
				names = append(names, e.Name)
			}
			shares[e.Name] = append(shares[e.Name], Profile(e.Runs, 1, 100).String())
		}
	}
	for _, name := range names {
		m.Add(append([]any{name}, shares[name]...)...)
	}
	return m.Markdown()
}

// small compares on the problems of at most four variables, on which BADS was run too.
func small(t Tables) string {
	var few []testfunc.MoreWild
	for _, p := range testfunc.MoreWildProblems() {
		if p.N <= 4 {
			few = append(few, p)
		}
	}
	entries := others(t.Morewild, testfunc.SumSquares, few)
	for _, e := range ours(t.Ours, testfunc.SumSquares, bySource) {
		e.Runs = among(e.Runs, few)
		entries = append(entries, e)
	}
	return compared(entries)
}

// exponent writes 0.001 as 10⁻³.
func exponent(tau float64) string {
	return "10⁻" + string([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[int(math.Round(-math.Log10(tau)))])
}

// with says what an entry was run with.
func (e Entry) with() string {
	switch {
	case e.With[0] == e.With[1]:
		return e.With[0]
	case e.With[0] == "" || e.With[1] == "":
		return e.With[0] + e.With[1]
	}
	return e.With[0] + "; " + e.With[1]
}
