package trials

import (
	"fmt"
	"strconv"
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

// number returns the one cell of a column.
func number(t study.Table, column string) float64 {
	cells := t.Text(column)
	if len(cells) != 1 {
		panic(fmt.Sprintf("trials: %d cells in column %q of table %s, want one", len(cells), column, t.Name))
	}
	v, err := strconv.ParseFloat(cells[0], 64)
	if err != nil {
		panic(fmt.Sprintf("trials: column %q of table %s: %v", column, t.Name, err))
	}
	return v
}

// percent returns the share of the trials in a row that were found.
func percent(t study.Table) float64 { return 100 * number(t, "found") / number(t, "trials") }

// goals are the shares that the descent is to reach, in per cent.
var goals = []float64{99.5, 99.5, 98, 98, 95, 95}

func success(results study.Table) string {
	m := newMarkdown("pairs", "asked for", "annealed descent", "median error", "exact least squares", "exact consensus")
	for i, s := range Scenarios() {
		of := results.Where("scenario", s.Name)
		annealed := of.Where("method", Annealed(Steps).Name)
		m.row(s.Name, fmt.Sprintf("%g %%", goals[i]), fmt.Sprintf("%.1f %%", percent(annealed)), fmt.Sprintf("%.4f", number(annealed, "median error")),
			fmt.Sprintf("%.1f %%", percent(of.Where("method", LeastSquares().Name))), fmt.Sprintf("%.1f %%", percent(of.Where("method", Consensus().Name))))
	}
	return m.String()
}

func onFresh(fresh study.Table) string {
	m := newMarkdown("pairs", "annealed descent", "median error", "exact consensus")
	for _, s := range Scenarios() {
		of := fresh.Where("scenario", s.Name)
		annealed := of.Where("method", Annealed(Steps).Name)
		m.row(s.Name, fmt.Sprintf("%.1f %%", percent(annealed)), fmt.Sprintf("%.4f", number(annealed, "median error")),
			fmt.Sprintf("%.1f %%", percent(of.Where("method", Consensus().Name))))
	}
	return m.String()
}

func found(results study.Table, methods []Method) string {
	head := []string{"method", "passes"}
	for _, s := range Scenarios() {
		head = append(head, s.Name)
	}
	m := newMarkdown(head...)
	for _, method := range methods {
		of := results.Where("method", method.Name)
		passes := of.Text("passes")[0]
		if passes == "0" {
			passes = "–"
		}
		cells := []string{strings.TrimPrefix(method.Name, StandInPrefix), passes}
		for _, s := range Scenarios() {
			cells = append(cells, fmt.Sprintf("%.1f", percent(of.Where("scenario", s.Name))))
		}
		m.row(cells...)
	}
	return m.String()
}

// against is success against cost.
func against(results, budgets study.Table) string {
	head := []string{"pairs", "method"}
	for _, steps := range append(Budgets(), Steps) {
		head = append(head, fmt.Sprintf("%d passes", steps*Passes/Steps))
	}
	m := newMarkdown(head...)
	for _, s := range Scenarios() {
		for _, method := range []Method{Annealed(Steps), ManyStarts(Passes), Population(Passes), Grid(Passes)} {
			cells := []string{s.Name, method.Name}
			for _, steps := range Budgets() {
				row := budgets.Where("scenario", s.Name).Where("method", method.Name).Where("steps", steps)
				cells = append(cells, fmt.Sprintf("%.1f", percent(row)))
			}
			m.row(append(cells, fmt.Sprintf("%.1f", percent(results.Where("scenario", s.Name).Where("method", method.Name))))...)
		}
	}
	return m.String()
}

// whither counts the fates of each method over all scenarios.
func whither(results study.Table) string {
	head := []string{"method", "trials"}
	for _, f := range Fates() {
		head = append(head, f.String())
	}
	m := newMarkdown(head...)
	for _, method := range append(Methods(), StandIns()...) {
		cells := []string{method.Name}
		for _, column := range head[1:] {
			sum := 0.0
			for _, s := range Scenarios() {
				sum += number(results.Where("method", method.Name).Where("scenario", s.Name), column)
			}
			cells = append(cells, fmt.Sprintf("%.0f", sum))
		}
		m.row(cells...)
	}
	return m.String()
}

// markdown is a table under construction.
type markdown struct{ strings.Builder }

func newMarkdown(head ...string) *markdown {
	var m markdown
	m.row(head...)
	m.row(append([]string{"---"}, strings.Split(strings.Repeat("---:,", len(head)-1), ",")[:len(head)-1]...)...)
	return &m
}

func (m *markdown) row(cells ...string) {
	m.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}
