package convergence

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/pagetest"
	"github.com/gradstep/gradstep/pkg/study"
)

const pagePath = "../../docs/convergence.md"

var document = pagetest.Open(pagePath)

// markdown is a table of the page; the first row is its head.
func markdown(rows [][]string) string {
	return study.Table{Columns: rows[0], Rows: rows[1:]}.Markdown()
}

// short writes a number as the page does: three digits, an empty cell for none.
func short(v float64) string {
	switch {
	case math.IsNaN(v):
		return ""
	case math.IsInf(v, 1):
		return "–"
	case v == math.Trunc(v) && math.Abs(v) < 1e7:
		return fmt.Sprintf("%.0f", v)
	case math.Abs(v) >= 1000 && math.Abs(v) < 1e7:
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%.3g", v)
}

// rows picks columns of a table; a column "a..b" shows both with a dash between.
func rows(t study.Table, head []string, columns ...string) [][]string {
	out := [][]string{head}
	for i := range t.Rows {
		var cells []string
		for _, c := range columns {
			cell := func(name string) string {
				s := t.Text(name)[i]
				if v := t.Floats(name)[i]; !math.IsNaN(v) {
					return short(v)
				}
				return s
			}
			if lo, hi, ok := strings.Cut(c, ".."); ok {
				cells = append(cells, cell(lo)+" to "+cell(hi))
			} else {
				cells = append(cells, cell(c))
			}
		}
		out = append(out, cells)
	}
	return out
}

// pageTables are the tables of the page by name.
func pageTables(load func(name string) study.Table) map[string]string {
	plain := load("benchmark").Where("problem", "LogQuad").Where("rule", "SGD")
	valley := load("benchmark").Where("problem", "Rosenbrock")
	few := study.Table{Name: valley.Name, Columns: valley.Columns}
	for _, rule := range []string{"Momentum", "Nesterov", "Adam"} {
		for _, k := range []int{0, 3, 50} {
			few.Rows = append(few.Rows, valley.Where("rule", rule).Where("k", k).Rows...)
		}
	}
	wild := study.Table{Name: "nonconvex", Columns: load("nonconvex").Columns}
	for _, problem := range []string{"waves", "network", "staircase"} {
		wild.Rows = append(wild.Rows, load("nonconvex").Where("k", 1).Where("problem", problem).Where("n", 10).Rows...)
	}
	wild.Rows = append(wild.Rows, load("nonconvex").Where("problem", "network").Where("n", 100).Rows...)
	counts := []string{"steps", "evals", "grad_q25..grad_q75", "true_steps", "true_evals"}
	return map[string]string{
		"benchmark": markdown(rows(plain, []string{"estimator", "K", "iterations", "evaluations", "true gradient there, quartiles", "iterations, true", "evaluations, true"},
			append([]string{"estimator", "k"}, counts...)...)),
		"valley": markdown(rows(few, []string{"rule", "estimator", "K", "rate", "iterations", "evaluations", "true gradient there, quartiles", "iterations, true", "evaluations, true"},
			append([]string{"rule", "estimator", "k", "rate"}, counts...)...)),
		"stops": markdown(rows(load("stops"), []string{"problem", "K", "stop", "stopped", "steps", "evaluations", "F − min F", "‖∇F‖"},
			"problem", "k", "stop", "stopped", "steps", "evals", "gap", "grad")),
		"exponents":  markdown(exponentRows(load)),
		"directions": markdown(bundles(load("directions"))),
		"forms":      markdown(formsRows(load("forms"))),
		"newton": markdown(rows(load("newton"), []string{"problem", "K", "H", "rate", "evaluations", "left"},
			"problem", "k", "h_is", "rate", "evals", "left")),
		"stationary": markdown(rows(load("stationary"), []string{"problem", "n", "step", "T", "‖∇F_h‖, start", "Goldstein, start", "‖∇F_h‖, end", "quartiles", "Goldstein, end", "quartiles"},
			"problem", "n", "step", "t", "start_mean", "start", "end_mean", "end_mean_q25..end_mean_q75", "end", "end_q25..end_q75")),
		"successive": markdown(successiveRows(load("successive"))),
		"penalty": markdown(rows(load("penalty"), []string{"problem", "constraint", "distance to the minimizer", "quartiles", "violation"},
			"problem", "constraint", "off", "off_q25..off_q75", "violation")),
		"nonconvex": markdown(rows(wild, []string{"problem", "n", "step", "T", "mean of ‖∇F_h‖²", "bound"},
			"problem", "n", "step", "t", "mean", "bound")),
		"classes":  markdown(classRows(load("classes"))),
		"rateless": markdown(ratelessTable(load("rateless"))),
		"training": markdown(rows(load("training"), []string{"n", "batch", "source", "rate", "passes to a tenth", "left, median"}, "n", "batch", "source", "rate", "passes", "left")),
	}
}

// exponentRows are the fitted exponents, a row for each function and n: of the non-smooth functions all that
// were fitted with their transient, of the quadratics the sharp curves, with the extremes over K.
func exponentRows(load func(name string) study.Table) [][]string {
	out := [][]string{{"function", "theory", "n", "fitted exponents", "95 % intervals within"}}
	add := func(name, n string, t study.Table, column string) {
		p := t.Floats(column)
		fitted := fmt.Sprintf("%.3f to %.3f", slices.Min(p), slices.Max(p))
		if len(p) == 1 {
			fitted = fmt.Sprintf("%.3f", p[0])
		}
		out = append(out, []string{
			name, short(t.Floats("theory")[0]), n, fitted,
			fmt.Sprintf("%.3f to %.3f", slices.Min(t.Floats("lo")), slices.Max(t.Floats("hi"))),
		})
	}
	fitted := load("exponents")
	for _, problem := range fitted.Distinct("problem") {
		for _, n := range fitted.Distinct("n") {
			add(problem, n, fitted.Where("problem", problem).Where("n", n), "exponent")
		}
	}
	quadratics := load("smooth-fits").Where("sharp", 1)
	for _, n := range quadratics.Where("problem", "flat").Where("noise", 0).Distinct("n") {
		add("flat", n, quadratics.Where("problem", "flat").Where("noise", 0).Where("n", n), "slope")
	}
	for _, n := range quadratics.Where("problem", "round").Where("noise", 1).Distinct("n") {
		add("round, noisy slopes", n, quadratics.Where("problem", "round").Where("noise", 1).Where("n", n), "slope")
	}
	return out
}

// successiveRows are the shares that were found, a row for each problem and n.
func successiveRows(t study.Table) [][]string {
	out := [][]string{append([]string{"problem", "n"}, t.Distinct("smoothing")...)}
	for _, problem := range t.Distinct("problem") {
		for _, n := range t.Where("problem", problem).Distinct("n") {
			row := []string{problem, n}
			for _, s := range t.Distinct("smoothing") {
				one := t.Where("problem", problem).Where("n", n).Where("smoothing", s)
				row = append(row, fmt.Sprintf("%.2f (%.2f–%.2f)", one.Value("found"), one.Value("lo"), one.Value("hi")))
			}
			out = append(out, row)
		}
	}
	return out
}

func bundles(t study.Table) [][]string {
	out := [][]string{{"function", "directions", "K = 1", "10", "100", "bound, K = 1", "100"}}
	for _, problem := range []string{"sum-abs", "quadratic"} {
		for _, kind := range []string{"Sphere", "Orthogonal"} {
			one := t.Where("problem", problem).Where("n", 100).Where("kind", kind)
			at := func(k int, column string) string { return short(one.Where("k", k).Value(column)) }
			out = append(out, []string{
				problem, strings.ToLower(kind), at(1, "mean"), at(10, "mean"), at(100, "mean"), at(1, "bound"), at(100, "bound"),
			})
		}
	}
	return out
}

// formsRows has the best of the mean and the last iterate, by rule.
func formsRows(t study.Table) [][]string {
	out := [][]string{{"rule", "step", "max-affine, K = 1", "K = 10", "sum-abs, K = 1", "K = 10", "quadratic, K = 1", "K = 10"}}
	one := t.Where("problem", "max-affine").Where("k", 1)
	for i, rule := range one.Text("rule") {
		step := one.Text("step")[i]
		row := []string{rule, step}
		for _, problem := range []string{"max-affine", "sum-abs", "quadratic"} {
			for _, k := range []int{1, 10} {
				cell := t.Where("problem", problem).Where("k", k).Where("rule", rule).Where("step", step)
				if len(cell.Rows) == 0 {
					row = append(row, "")
					continue
				}
				row = append(row, short(min(cell.Value("mean"), cell.Value("last"))))
			}
		}
		out = append(out, row)
	}
	return out
}

func classRows(t study.Table) [][]string {
	head := append([]string{"source"}, t.Distinct("class")...)
	out := [][]string{head}
	for _, s := range t.Distinct("source") {
		row := []string{s}
		for _, c := range t.Distinct("class") {
			one := t.Where("class", c).Where("source", s)
			if len(one.Rows) == 0 {
				row = append(row, "")
				continue
			}
			cell := fmt.Sprintf("%.2f (%.2f–%.2f)", one.Value("solved_0.001"), one.Value("lo_0.001"), one.Value("hi_0.001"))
			if rule := one.Text("rule")[0]; rule != "" && one.Value("solved_0.001") > 0 {
				cell += " " + rule
			}
			row = append(row, cell)
		}
		out = append(out, row)
	}
	return out
}

// ratelessTable has a row for each source, of DoG: D-Adaptation solves next to nothing.
func ratelessTable(t study.Table) [][]string {
	out := [][]string{append([]string{"source"}, t.Distinct("class")...)}
	for _, s := range t.Distinct("source") {
		row := []string{s}
		for _, c := range t.Distinct("class") {
			cell := ""
			if one := t.Where("class", c).Where("source", s).Where("rule", "DoG"); len(one.Rows) > 0 {
				cell = fmt.Sprintf("%.2f (%.2f–%.2f)", one.Value("solved_0.001"), one.Value("lo_0.001"), one.Value("hi_0.001"))
			}
			row = append(row, cell)
		}
		out = append(out, row)
	}
	return out
}

// The tables of the page are what the committed results give; -update writes them.
func TestPageTables(t *testing.T) {
	document.Tables(t, pageTables(func(name string) study.Table {
		table, err := study.Load(committed, name)
		if err != nil {
			t.Fatal(err)
		}
		return table
	}))
}

// Every column of every table is described on the page.
func TestPageDescribesTheColumns(t *testing.T) {
	data, err := os.ReadFile(pagePath)
	if err != nil {
		t.Fatal(err)
	}
	_, files, found := strings.Cut(string(data), "## 14.")
	if !found {
		t.Fatal("the page has no section on the files")
	}
	entries, err := os.ReadDir(committed)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name, isTable := strings.CutSuffix(e.Name(), ".csv")
		if !isTable {
			t.Errorf("%s is no table", e.Name())
			continue
		}
		if !strings.Contains(files, "`"+name+"`") {
			t.Errorf("the page does not name the table %s", name)
		}
		table, err := study.Load(committed, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range table.Columns {
			if !strings.Contains(files, "`"+c+"`") {
				t.Errorf("the page does not describe the column %s of %s", c, name)
			}
		}
	}
}

// The committed results stay small.
func TestResultsAreSmall(t *testing.T) {
	entries, err := os.ReadDir(committed)
	if err != nil {
		t.Fatal(err)
	}
	total := int64(0)
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		total += info.Size()
	}
	if total == 0 || total > 1_000_000 {
		t.Errorf("%d bytes of results, at most a million are meant", total)
	}
}
