package rivals

import (
	"fmt"

	"github.com/gradstep/gradstep/pkg/study"
)

// StackTables are those of the study of stacks, testdata/study/stack, and of testdata/peers.
type StackTables struct{ Fresh, Search, Tuned, Peers study.Table }

// LoadStackTables reads them, from the folder testdata of the repository.
func LoadStackTables(testdata string) (t StackTables, err error) {
	if t.Fresh, err = study.Load(testdata+"/study/stack", "fresh"); err != nil {
		return t, err
	}
	if t.Search, err = study.Load(testdata+"/study/stack", "search"); err != nil {
		return t, err
	}
	if t.Tuned, err = study.Load(testdata+"/study/stack", "tuned"); err != nil {
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

// percent is a share in per cent with Wilson's interval.
func percent(count, n int) string {
	lo, hi := study.Wilson(count, n)
	return Share{float64(count) / float64(max(1, n)), lo, hi}.String()
}

// Page returns the tables of docs/stacks.md as Markdown, by name: how often the cases of each group are found, and how
// sure the search is of it.
func (t StackTables) Page() map[string]string {
	page := map[string]string{"sure": sureTable(t.Fresh), "tuned": sureTable(t.Tuned)}
	for _, c := range StackCases() {
		if page[c.Group] == "" {
			page[c.Group] = t.found(c.Group)
		}
	}
	return page
}

// column is one of a table of a group: a head, and what a case has there, "" where it has nothing.
type column struct {
	head string
	of   func(c StackCase) string
}

// found is the table of a group. Columns in which none of its cases has anything are left out.
func (t StackTables) found(group string) string {
	share := func(c StackCase, has bool, what string) string {
		if !has {
			return ""
		}
		return percent(sum(t.Fresh, c.Name, what), sum(t.Fresh, c.Name, "trials"))
	}
	var cases []StackCase
	for _, c := range StackCases() {
		if c.Group == group {
			cases = append(cases, c)
		}
	}
	table := study.Table{Columns: []string{"case"}}
	rows := make([][]any, len(cases))
	for i, c := range cases {
		rows[i] = []any{c.Name}
	}
	for _, col := range []column{
		{"fit", func(c StackCase) string { return share(c, true, "found") }},
		{"every b", func(c StackCase) string { return share(c, c.Pivot > 0 || c.Order != "", "stairs") }},
		{"misfit said", func(c StackCase) string {
			if c.Pivot == 0 {
				return ""
			}
			n := sum(t.Fresh, c.Name, "trials")
			return percent(n-sum(t.Fresh, c.Name, "explained"), n)
		}},
		{"pivot named", func(c StackCase) string { return share(c, c.Pivot > 0, "named") }},
		{"found with it", func(c StackCase) string { return share(c, c.Pivot > 0, "freed") }},
		{"older descent", func(c StackCase) string { return share(c, c.Older, "descended") }},
		{"random search", func(c StackCase) string {
			return percent(sum(t.Search, c.Name, "found"), sum(t.Search, c.Name, "trials"))
		}},
		{"CMA-ES", func(c StackCase) string {
			return percent(sum(t.Peers, c.Name, "found"), sum(t.Peers, c.Name, "trials"))
		}},
	} {
		cells, some := make([]string, len(cases)), false
		for i, c := range cases {
			cells[i] = col.of(c)
			some = some || cells[i] != ""
		}
		if !some {
			continue
		}
		table.Columns = append(table.Columns, col.head)
		for i, cell := range cells {
			if cell == "" {
				cell = "–"
			}
			rows[i] = append(rows[i], cell)
		}
	}
	for _, row := range rows {
		table.Add(row...)
	}
	return table.Markdown()
}

// sureTable says how sure the search is of what it has found.
func sureTable(t study.Table) string {
	table := study.Table{Columns: []string{"case", "trials", "found", "explained", "runs of the chain", "intervals hold", "determined", "of these right"}}
	for _, name := range t.Distinct("case") {
		n, parameters, determined := sum(t, name, "trials"), sum(t, name, "parameters"), sum(t, name, "determined")
		runs := 0.0
		rows := t.Where("case", name)
		for i, passes := range rows.Floats("passes") {
			runs += passes * rows.Floats("trials")[i] / float64(n)
		}
		table.Add(name, n, sum(t, name, "found"), sum(t, name, "explained"), fmt.Sprintf("%.0f", runs),
			percent(sum(t, name, "holds"), parameters), percent(determined, parameters), fmt.Sprintf("%d of %d", sum(t, name, "right"), determined))
	}
	return table.Markdown()
}
