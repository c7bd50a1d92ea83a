package study

import "strings"

// Markdown returns the table for a document, its cells as they are. A column whose cells are all numbers, or
// empty, stands at the right.
func (t Table) Markdown() string {
	var b strings.Builder
	line := func(cells []string) { b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	line(t.Columns)
	rule := make([]string, len(t.Columns))
	for i := range rule {
		rule[i] = "---:"
		for _, r := range t.Rows {
			if r[i] != "" && !strings.ContainsAny(r[i][:1], "0123456789+-.") && !strings.HasPrefix(r[i], "−") && !strings.HasPrefix(r[i], "–") {
				rule[i] = "---"
			}
		}
	}
	line(rule)
	for _, r := range t.Rows {
		line(r)
	}
	return b.String()
}
