package rivals

import (
	"fmt"

	"github.com/gradstep/gradstep/pkg/study"
)

// StackTables are those of the study of stacks, testdata/study/stack, and of testdata/peers.
type StackTables struct{ Shared, More, Peers study.Table }

// LoadStackTables reads them, from the folder testdata of the repository.
func LoadStackTables(testdata string) (t StackTables, err error) {
	if t.Shared, err = study.Load(testdata+"/study/stack", "shared"); err != nil {
		return t, err
	}
	if t.More, err = study.Load(testdata+"/study/stack", "more"); err != nil {
		return t, err
	}
	t.Peers, err = study.Load(testdata+"/peers", "stack")
	return t, err
}

// sum adds up a column of a case.
func sum(t study.Table, c, column string) (total int) {
	for _, v := range t.Where("case", c).Floats(column) {
		total += int(v)
	}
	return total
}

// share is a share in per cent with Wilson's interval.
func share(count, n int) string {
	lo, hi := study.Wilson(count, n)
	return Share{float64(count) / float64(max(1, n)), lo, hi}.String()
}

// Page returns the tables of docs/stacks.md as Markdown, by name.
func (t StackTables) Page() map[string]string {
	found := study.Table{Columns: []string{"case", "fit", "older descent", "random search", "CMA-ES with restarts"}}
	sure := study.Table{Columns: []string{"case", "photographs", "trials", "found", "explained", "runs of the chain", "intervals hold", "determined", "of these right"}}
	kinds := map[string]StackCase{}
	for _, c := range StackCases() {
		kinds[c.Name] = c
	}
	for _, name := range t.Shared.Distinct("case") {
		n := sum(t.Shared, name, "trials")
		row := []any{name, share(sum(t.Shared, name, "found"), n), "–", "–", "–"}
		if kinds[name].Older {
			row[2] = share(sum(t.Shared, name, "descended"), n)
		}
		if kinds[name].Search {
			row[3] = share(sum(t.Shared, name, "searched"), n)
		}
		if peers := t.Peers.Where("case", name); len(peers.Rows) == 1 {
			row[4] = share(int(peers.Value("found")), int(peers.Value("trials")))
		}
		found.Add(row...)
	}
	for _, of := range []struct {
		study.Table
		photographs int
	}{{t.Shared, StackShared}, {t.More, len(stackFiles("")) - StackShared}} {
		for _, name := range of.Distinct("case") {
			n, parameters, determined := sum(of.Table, name, "trials"), sum(of.Table, name, "parameters"), sum(of.Table, name, "determined")
			runs := 0.0
			rows := of.Where("case", name)
			for i, passes := range rows.Floats("passes") {
				runs += passes * rows.Floats("trials")[i] / float64(n)
			}
			sure.Add(name, of.photographs, n, sum(of.Table, name, "found"), sum(of.Table, name, "explained"), fmt.Sprintf("%.0f", runs),
				share(sum(of.Table, name, "holds"), parameters), share(determined, parameters), fmt.Sprintf("%d of %d", sum(of.Table, name, "right"), determined))
		}
	}
	return map[string]string{"found": found.Markdown(), "sure": sure.Markdown()}
}
