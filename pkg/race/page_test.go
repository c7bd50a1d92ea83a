package race

import (
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
func TestPageTables(t *testing.T) { page.Tables(t, Page(load(t))) }

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
