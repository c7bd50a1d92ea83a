package race

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/pagetest"
	"github.com/gradstep/gradstep/pkg/study"
)

const committed = "../../testdata/study/race"

var page = pagetest.Open("../../docs/rules.md")

// load returns a table of the committed results.
func load(t *testing.T) func(name string) study.Table {
	return func(name string) study.Table {
		t.Helper()
		table, err := study.Load(committed, name)
		if err != nil {
			t.Fatal(err)
		}
		return table
	}
}

// The tables of the page are what the committed results give; -update writes them.
func TestPageTables(t *testing.T) { page.Tables(t, pageTables(load(t))) }

// Every rule has been raced with every schedule on every task, and no rate was at the end of those tried: but
// for those that fail at every rate.
func TestTablesAreWhole(t *testing.T) {
	rules, falls := len(Contenders()), len(Schedules())
	for name, rows := range map[string]int{"tasks": 6 * rules * falls, "rare": 2 * len(lectured) * falls, "digits": rules * falls * 15, "curves": rules * falls * Epochs} {
		if table := load(t)(name); len(table.Rows) != rows {
			t.Errorf("%s: %d rows, want %d", name, len(table.Rows), rows)
		}
	}
	for _, name := range []string{"tasks", "rare"} {
		for i, tried := range load(t)(name).Floats("tried") {
			if tried < 49 {
				t.Errorf("%s: row %d has tried %v rates", name, i, tried)
			}
		}
	}
}

// duel returns a row of the duels.
func duel(t *testing.T, name, task, a, b string) study.Table {
	t.Helper()
	d := load(t)(name).Where("task", task).Where("a", a).Where("b", b)
	if len(d.Rows) != 1 {
		t.Fatalf("%s: %d rows for %s against %s on %s", name, len(d.Rows), a, b, task)
	}
	return d
}

// pageTables returns the tables of docs/rules.md as Markdown, by name, from the tables of the study.
func pageTables(load func(name string) study.Table) map[string]string {
	duels := study.Table{Columns: duelTable.Columns}
	for _, name := range []string{"duels", "rare-duels", "digit-duels"} {
		duels.Rows = append(duels.Rows, load(name).Rows...)
	}
	return map[string]string{
		"tasks":  tasksPage(load("tasks")).Markdown(),
		"rare":   rarePage(load("rare")).Markdown(),
		"digits": digitsPage(load("digits")).Markdown(),
		"duels":  duelsPage(duels).Markdown(),
	}
}

// bestFall returns the rows of a rule on a task with the schedule that was best on the seeds of the tuning.
func bestFall(t study.Table) study.Table {
	best, least := t, math.Inf(1)
	for _, fall := range t.Distinct("falls") {
		if one := t.Where("falls", fall); one.Floats("score")[0] < least {
			best, least = one, one.Floats("score")[0]
		}
	}
	return best
}

// tasksPage has what is left, the median and its interval, of each rule with its best schedule.
func tasksPage(t study.Table) study.Table {
	page := study.Table{Columns: append([]string{"rule"}, t.Distinct("task")...)}
	for _, rule := range t.Distinct("rule") {
		row := []any{rule}
		for _, task := range t.Distinct("task") {
			one := bestFall(t.Where("rule", rule).Where("task", task))
			row = append(row, fmt.Sprintf("%s (%s–%s) %s", brief(one.Value("left")), brief(one.Value("lo")), brief(one.Value("hi")), one.Text("falls")[0]))
		}
		page.Add(row...)
	}
	return page
}

// brief writes what is left with two digits.
func brief(v float64) string {
	if v >= 0.01 {
		return fmt.Sprintf("%.2g", v)
	}
	return strings.Replace(fmt.Sprintf("%.1e", v), "e-0", "e-", 1)
}

// rarePage has the sightings of the rarest feature until the weights are found for good, by noise and schedule.
func rarePage(t study.Table) study.Table {
	page := study.Table{Columns: []string{"rule"}}
	for _, task := range t.Distinct("task") {
		_, noise, _ := strings.Cut(task, ", ")
		for _, fall := range t.Distinct("falls") {
			page.Columns = append(page.Columns, noise+", "+fall)
		}
	}
	for _, rule := range t.Distinct("rule") {
		row := []any{rule}
		for _, task := range t.Distinct("task") {
			for _, fall := range t.Distinct("falls") {
				one := t.Where("rule", rule).Where("task", task).Where("falls", fall)
				row = append(row, fmt.Sprintf("%s (%s–%s)", sightings(one.Value("steps")), sightings(one.Value("lo")), sightings(one.Value("hi"))))
			}
		}
		page.Add(row...)
	}
	return page
}

func sightings(steps float64) string {
	if math.IsInf(steps, 1) {
		return "–"
	}
	return fmt.Sprintf("%.0f", steps*Rarest)
}

// digitsPage has the losses and the images read wrongly, means over seeds, of each rule with its best schedule,
// and how many of the rates tried were near the best.
func digitsPage(t study.Table) study.Table {
	page := study.Table{Columns: []string{"rule", "schedule", "rate", "rates near the best", "training loss", "held-out loss", "read wrongly, %"}}
	for _, rule := range t.Distinct("rule") {
		one := bestFall(t.Where("rule", rule))
		mean := func(column, format string, scale float64) string {
			s := study.Summarize(one.Floats(column))
			return fmt.Sprintf(format+" ± "+format, scale*s.Mean, scale*s.SE)
		}
		page.Add(rule, one.Text("falls")[0], fmt.Sprintf("%.2g", one.Floats("rate")[0]), one.Text("near")[0],
			mean("train", "%.3f", 1), mean("held", "%.3f", 1), mean("wrong", "%.1f", 100))
	}
	return page
}

func duelsPage(t study.Table) study.Table {
	page := study.Table{Columns: append([]string{""}, t.Distinct("task")...)}
	seen := map[string]int{}
	for i := range t.Rows {
		one := study.Table{Columns: t.Columns, Rows: t.Rows[i : i+1]}
		a, b := one.Text("a")[0], one.Text("b")[0]
		if a == "Nesterov" {
			a += " along a cosine"
		}
		name := a + " / " + b
		k, ok := seen[name]
		if !ok {
			k, seen[name] = len(page.Rows), len(page.Rows)
			page.Rows = append(page.Rows, append([]string{name}, make([]string, len(page.Columns)-1)...))
		}
		for c, task := range page.Columns {
			if task == one.Text("task")[0] {
				page.Rows[k][c] = fmt.Sprintf("%s (%s–%s)", brief(one.Value("ratio")), brief(one.Value("lo")), brief(one.Value("hi")))
			}
		}
	}
	return page
}
