package trials

import (
	"fmt"
	"strings"

	"github.com/gradstep/gradstep/pkg/study"
)

// Page returns the tables of docs/recovering-b.md as Markdown, by name, from the
// tables of the study.
func Page(results, budgets, fresh study.Table) map[string]string {
	return map[string]string{
		"success":   success(results),
		"fresh":     onFresh(fresh),
		"rivals":    found(results, Methods()),
		"stand-ins": found(results, StandIns()),
		"budgets":   against(results, budgets),
		"fates":     whither(results),
	}
}

// percent returns the share of the trials in a row that were found.
func percent(t study.Table) float64 { return 100 * t.Value("found") / t.Value("trials") }

// goals are the shares that the descent is to reach, in per cent.
var goals = []float64{99.5, 99.5, 98, 98, 95, 95}

func success(results study.Table) string {
	m := study.Table{Columns: []string{"pairs", "asked for", "annealed descent", "median error", "exact least squares", "exact consensus"}}
	for i, s := range Scenarios() {
		of := results.Where("scenario", s.Name)
		annealed := of.Where("method", Annealed(Steps).Name)
		m.Add(s.Name, fmt.Sprintf("%g %%", goals[i]), fmt.Sprintf("%.1f %%", percent(annealed)), fmt.Sprintf("%.4f", annealed.Value("median error")),
			fmt.Sprintf("%.1f %%", percent(of.Where("method", LeastSquares().Name))), fmt.Sprintf("%.1f %%", percent(of.Where("method", Consensus().Name))))
	}
	return m.Markdown()
}

func onFresh(fresh study.Table) string {
	m := study.Table{Columns: []string{"pairs", "annealed descent", "median error", "exact consensus"}}
	for _, s := range Scenarios() {
		of := fresh.Where("scenario", s.Name)
		annealed := of.Where("method", Annealed(Steps).Name)
		m.Add(s.Name, fmt.Sprintf("%.1f %%", percent(annealed)), fmt.Sprintf("%.4f", annealed.Value("median error")),
			fmt.Sprintf("%.1f %%", percent(of.Where("method", Consensus().Name))))
	}
	return m.Markdown()
}

func found(results study.Table, methods []Method) string {
	head := []string{"method", "passes"}
	for _, s := range Scenarios() {
		head = append(head, s.Name)
	}
	m := study.Table{Columns: head}
	for _, method := range methods {
		of := results.Where("method", method.Name)
		passes := of.Text("passes")[0]
		if passes == "0" {
			passes = "–"
		}
		cells := []any{strings.TrimPrefix(method.Name, StandInPrefix), passes}
		for _, s := range Scenarios() {
			cells = append(cells, fmt.Sprintf("%.1f", percent(of.Where("scenario", s.Name))))
		}
		m.Add(cells...)
	}
	return m.Markdown()
}

// against is success against cost.
func against(results, budgets study.Table) string {
	head := []string{"pairs", "method"}
	for _, steps := range append(Budgets(), Steps) {
		head = append(head, fmt.Sprintf("%d passes", steps*Passes/Steps))
	}
	m := study.Table{Columns: head}
	for _, s := range Scenarios() {
		for _, method := range []Method{Annealed(Steps), ManyStarts(Passes), Population(Passes), Grid(Passes)} {
			cells := []any{s.Name, method.Name}
			for _, steps := range Budgets() {
				row := budgets.Where("scenario", s.Name).Where("method", method.Name).Where("steps", steps)
				cells = append(cells, fmt.Sprintf("%.1f", percent(row)))
			}
			m.Add(append(cells, fmt.Sprintf("%.1f", percent(results.Where("scenario", s.Name).Where("method", method.Name))))...)
		}
	}
	return m.Markdown()
}

// whither counts the fates of each method over all scenarios.
func whither(results study.Table) string {
	head := []string{"method", "trials"}
	for _, f := range Fates() {
		head = append(head, f.String())
	}
	m := study.Table{Columns: head}
	for _, method := range append(Methods(), StandIns()...) {
		cells := []any{method.Name}
		for _, column := range head[1:] {
			sum := 0.0
			for _, s := range Scenarios() {
				sum += results.Where("method", method.Name).Where("scenario", s.Name).Value(column)
			}
			cells = append(cells, fmt.Sprintf("%.0f", sum))
		}
		m.Add(cells...)
	}
	return m.Markdown()
}
