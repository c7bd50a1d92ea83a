package rivals

import (
	"cmp"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gradstep/gradstep/pkg/study"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

// Entry is a solver of the comparison: its runs on all problems of a form, each with what was best on the
// half of the problems that this one is not of.
type Entry struct {
	Name string
	With [2]string // what it was run with on the two halves: the rule of a source, the source of a rule, the first size of others
	Runs []Run
}

// set is what the best are taken of.
type set string

const (
	bySource set = "source" // our sources, each with its best rule, and with L-BFGS
	byRule   set = "rule"   // our rules, each with its best source of values
)

// ours gathers the entries of a form from the table "ours".
func ours(t study.Table, form testfunc.Form, of set) (all []Entry) {
	t = t.Where("form", form.String())
	all = gather(t, func(r study.Row) (name, with string, ok bool) {
		if best := r.Text("best_of"); best != "both" && best != string(of) {
			return "", "", false
		}
		source, rule := r.Text("source"), r.Text("rule")
		switch {
		case rule == LBFGS:
			return source + ", L-BFGS", "", true
		case of == bySource:
			return source, rule, true
		}
		return rule, source, true
	})
	return all
}

// others gathers the entries of a form from the table of testdata/peers, in which every first size was run
// on all problems: on each half the size is taken that has the best score on the other. A solver that was
// not run on all of the problems is left out.
func others(t study.Table, form testfunc.Form, problems []testfunc.MoreWild) (all []Entry) {
	t = t.Where("form", form.String())
	for _, name := range t.Distinct("solver") {
		of := t.Where("solver", name)
		var best [2]string
		top := [2]float64{-1, -1}
		complete := false
		for _, scale := range of.Distinct("scale") {
			runs := gather(of.Where("scale", scale), func(r study.Row) (string, string, bool) { return name, "", true })[0].Runs
			runs = among(runs, problems)
			if !covers(runs, problems) {
				continue
			}
			complete = true
			for half := range 2 {
				if s := Score(ofHalf(runs, 1-half)); s > top[half] {
					top[half], best[half] = s, scale
				}
			}
		}
		if !complete {
			continue
		}
		e := gather(of, func(r study.Row) (string, string, bool) {
			return name, r.Text("scale"), r.Text("scale") == best[Half(problemOf(r))]
		})[0]
		e.Runs = among(e.Runs, problems)
		all = append(all, e)
	}
	return all
}

func ofHalf(runs []Run, half int) []Run {
	return slices.DeleteFunc(slices.Clone(runs), func(r Run) bool { return Half(r.Problem) != half })
}

func among(runs []Run, problems []testfunc.MoreWild) []Run {
	return slices.DeleteFunc(slices.Clone(runs), func(r Run) bool { return !slices.Contains(problems, r.Problem) })
}

func covers(runs []Run, problems []testfunc.MoreWild) bool {
	for _, p := range problems {
		if !slices.ContainsFunc(runs, func(r Run) bool { return r.Problem == p }) {
			return false
		}
	}
	return true
}

// problemOf is the problem of a row.
func problemOf(r study.Row) testfunc.MoreWild {
	all := testfunc.MoreWildProblems()
	if k := r.Float("row"); k >= 1 && k <= float64(len(all)) {
		return all[int(k)-1]
	}
	panic(fmt.Sprintf("rivals: there is no problem %q", r.Text("row")))
}

// gather makes entries of the rows that are asked for, by name, in the order in which they come.
func gather(t study.Table, ask func(r study.Row) (name, with string, ok bool)) (all []Entry) {
	for r := range t.All() {
		name, with, ok := ask(r)
		if !ok {
			continue
		}
		i := slices.IndexFunc(all, func(e Entry) bool { return e.Name == name })
		if i < 0 {
			i, all = len(all), append(all, Entry{Name: name})
		}
		run := Run{Problem: problemOf(r)}
		for _, tau := range Taus {
			evals := r.Float(fmt.Sprintf("evals_%g", tau))
			if math.IsNaN(evals) { // an empty cell
				evals = math.Inf(1)
			}
			run.Solved = append(run.Solved, evals)
		}
		all[i].With[Half(run.Problem)] = with
		all[i].Runs = append(all[i].Runs, run)
	}
	return all
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

// String is a share in per cent with its interval.
func (s Share) String() string {
	return fmt.Sprintf("%.0f (%.0f–%.0f)", 100*s.Value, 100*s.Lo, 100*s.Hi)
}

// Tables are those of the comparison: of testdata/study/bendfo and testdata/peers.
type Tables struct{ Ours, Morewild study.Table }

// Entries are the solvers that were run on all problems of a form: our sources, each with its best rule and with
// L-BFGS, and the others.
func (t Tables) Entries(form testfunc.Form) []Entry {
	return append(ours(t.Ours, form, bySource), others(t.Morewild, form, testfunc.MoreWildProblems())...)
}

// LoadTables reads them, from the folder testdata of the repository.
func LoadTables(testdata string) (t Tables, err error) {
	for _, from := range []struct {
		dir, name string
		to        *study.Table
	}{
		{"study/bendfo", "ours", &t.Ours},
		{"peers", "morewild", &t.Morewild},
	} {
		if *from.to, err = study.Load(filepath.Join(testdata, from.dir), from.name); err != nil {
			return t, err
		}
	}
	return t, nil
}

// Page returns the tables of docs/rivals.md as Markdown, by name.
func Page(t Tables) map[string]string {
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
