package rivals

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"

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
