package rivals

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/gradstep/gradstep/pkg/study"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

// Least holds the least values that anyone has found of the 53 problems.
type Least struct{ squares, absolute [53]float64 }

// Of returns the least value without noise of a problem in a form.
func (l Least) Of(p testfunc.MoreWild, form testfunc.Form) float64 {
	if p.Row < 1 || p.Row > len(l.squares) || p.Row > len(l.absolute) {
		panic(fmt.Sprintf("rivals: Least: row %d of %d", p.Row, len(l.squares)))
	}
	if form == testfunc.SumAbs {
		return l.absolute[p.Row-1]
	}
	return l.squares[p.Row-1]
}

// LoadLeast reads the folder's least.csv.
func LoadLeast(dir string) (l Least, err error) {
	t, err := study.Load(dir, "least")
	if err != nil {
		return l, err
	}
	if len(t.Rows) != 53 || !slices.Equal(t.Columns, []string{"row", "squares", "absolute"}) {
		return l, fmt.Errorf("rivals: %s: %d rows of the columns %v, want 53 of row, squares, absolute", filepath.Join(dir, "least.csv"), len(t.Rows), t.Columns)
	}
	for column, values := range map[string]*[53]float64{"squares": &l.squares, "absolute": &l.absolute} {
		for i, v := range t.Floats(column) {
			if values[i] = v; math.IsNaN(v) {
				return l, fmt.Errorf("rivals: %s: row %d: %q is no value", filepath.Join(dir, "least.csv"), i+1, t.Text(column)[i])
			}
		}
	}
	return l, nil
}

// heads are those of the tables.
func heads() []study.Table {
	all := study.Table{Name: "solvers", Columns: []string{"form", "source", "rule"}}
	for half := range 2 {
		all.Columns = append(all.Columns, tunedNames(half)...)
	}
	for _, tau := range Taus {
		all.Columns = append(all.Columns, fmt.Sprintf("solved_%g", tau))
	}
	all.Columns = append(all.Columns, "score")
	ours := study.Table{Name: "ours", Columns: []string{"form", "source", "rule", "best_of", "row", "seed"}}
	for _, tau := range Taus {
		ours.Columns = append(ours.Columns, fmt.Sprintf("evals_%g", tau))
	}
	return []study.Table{all, ours, {Name: "lowest", Columns: []string{"row", "squares", "absolute"}}}
}

// fill adds the rows.
func fill(configs []config, done study.Results, all, ours, low *study.Table) {
	for _, c := range configs {
		tuned, shown := done[c.key("tune")], done[c.key("show")]
		runs := c.runs(shown)
		cells := []any{c.form.String(), c.Source, c.Rule}
		for half := range 2 {
			s, score := setting(tuned, half)
			cells = append(cells, s.Power, int(number(s.Falls)), int(number(s.Wide)), score)
		}
		for tau := range Taus {
			count := 0.0
			for _, r := range runs {
				count += number(!math.IsInf(r.Solved[tau], 1))
			}
			cells = append(cells, count/float64(len(runs)))
		}
		all.Add(append(cells, Score(runs))...)
	}
	for half := range 2 {
		for _, c := range chosen(configs, done, half) {
			for i, r := range c.runs(done[c.key("show")]) {
				if Half(r.Problem) == half {
					continue // it was tuned here
				}
				cells := []any{c.form.String(), c.Source, c.Rule, c.bestOf, r.Problem.Row, i % c.count()}
				for _, v := range r.Solved {
					cells = append(cells, finite(v))
				}
				ours.Add(cells...)
			}
		}
	}
	for _, p := range configs[0].problems {
		squares, absolute := math.Inf(1), math.Inf(1)
		for _, c := range configs {
			for seed := range c.count() {
				v := done[c.key("show")][shownName("least", p, seed)]
				if c.form == testfunc.SumAbs {
					absolute = min(absolute, v)
				} else {
					squares = min(squares, v)
				}
			}
		}
		low.Add(p.Row, strconv.FormatFloat(squares, 'g', -1, 64), strconv.FormatFloat(absolute, 'g', -1, 64))
	}
}

// finite is v, or NaN, an empty cell, for infinity.
func finite(v float64) float64 {
	if math.IsInf(v, 0) {
		return math.NaN()
	}
	return v
}

// choice is a solver and what it is the best of: its source, its rule, or both.
type choice struct {
	config
	bestOf string
}

// chosen lists the solvers of each form that are the best of their source, or of their rule without an analytic
// gradient, by the score on the half; of equal ones the first. L-BFGS stands by itself with every source.
func chosen(configs []config, done study.Results, half int) (out []choice) {
	score := func(c config) float64 { _, s := setting(done[c.key("tune")], half); return s }
	best := func(c config, same func(a config) bool) bool {
		before := true // that configs come before c
		for _, a := range configs {
			if a.form != c.form || !same(a) {
				continue
			}
			before = before && a.Solver != c.Solver
			if score(a) > score(c) || before && score(a) == score(c) {
				return false
			}
		}
		return true
	}
	for _, c := range configs {
		source := c.Rule == LBFGS || best(c, func(a config) bool { return a.Rule != LBFGS && a.Source == c.Source })
		rule := c.Rule != LBFGS && c.Source != "analytic" && best(c, func(a config) bool { return a.Source != "analytic" && a.Rule == c.Rule })
		switch {
		case source && rule:
			out = append(out, choice{c, "both"})
		case source:
			out = append(out, choice{c, "source"})
		case rule:
			out = append(out, choice{c, "rule"})
		}
	}
	return out
}
