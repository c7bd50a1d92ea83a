package nbplot

import (
	"math"
	"regexp"
	"strings"
	"testing"
)

func sampleTable() Table {
	return Table{
		Caption: "Errors & orders", Head: []string{"rule", "steps", "error", "h"},
		Format: []string{"", "%d", "%.2e", "%g"},
	}.Add("forward", 10, 4.21e-2, 0.1).Add("a|b", 3230, 1.0, 12.25).Add("none", "–", math.NaN(), -3)
}

func TestTableMarkdown(t *testing.T) {
	want := strings.Join([]string{
		"| rule    | steps |      error |     h |",
		"|---------|------:|-----------:|------:|",
		"| forward |    10 | 4.21·10⁻² |  0.1\u2007 |",
		`| a\|b    |  3230 |  1.00·10⁰ | 12.25 |`,
		"| none    |     – |       NaN | −3\u2008\u2007\u2007 |",
		"",
		"Errors & orders",
		"",
	}, "\n")
	got := sampleTable().Markdown()
	squeeze := func(s string) string { return regexp.MustCompile(`[ -]+`).ReplaceAllString(s, " ") }
	if squeeze(got) != squeeze(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	var width int
	for i, line := range strings.Split(strings.TrimSpace(got), "\n")[:5] {
		if n := len([]rune(strings.ReplaceAll(line, `\|`, `\|`))); i == 0 {
			width = n
		} else if n != width {
			t.Errorf("line %d is %d characters long, the first %d", i, n, width)
		}
	}
}

// The table keeps to elements and attributes that JupyterLab's sanitizer keeps.
func TestTableHTML(t *testing.T) {
	page := sampleTable().HTML()
	allowed := regexp.MustCompile(`^</?(table|caption|thead|tbody|tr|th|td)( align="(left|right)")?>$`)
	for _, tag := range regexp.MustCompile(`<[^>]*>`).FindAllString(page, -1) {
		if !allowed.MatchString(tag) {
			t.Errorf("tag %s", tag)
		}
	}
	for _, want := range []string{"<caption>Errors &amp; orders</caption>", `<td align="right">4.21·10⁻²</td>`, `<td align="left">forward</td>`, `<th align="right">steps</th>`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	evil := Table{Head: []string{"<b>"}}.Add("<script>").HTML()
	if strings.Contains(evil, "<b>") || strings.Contains(evil, "<script>") {
		t.Errorf("not escaped: %s", evil)
	}
}

func TestTableAddLeavesTheOriginal(t *testing.T) {
	base := Table{Head: []string{"a"}}.Add(1)
	x, y := base.Add(2), base.Add(3)
	if len(base.Rows) != 1 || x.Rows[1][0] != 2 || y.Rows[1][0] != 3 {
		t.Errorf("rows %v, %v, %v", base.Rows, x.Rows, y.Rows)
	}
}

func TestTableDefaults(t *testing.T) {
	got := Table{Head: []string{"x", "n", "i"}}.Add(math.Pi, uint8(3), []int{1, 2}).Markdown()
	got += Table{Head: []string{"x"}, Format: []string{"%.2f"}}.Add(math.Inf(1)).Add(math.Inf(-1)).Markdown()
	for _, want := range []string{"3.142", " 3 ", "[1 2]", " ∞ ", " −∞ "} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if got := (Table{Head: []string{"a", "b"}, Format: []string{"%.2f"}}).Add(1, 2.345).Markdown(); !strings.Contains(got, "1.00") || !strings.Contains(got, "2.35") && !strings.Contains(got, "2.34") {
		t.Errorf("the last format does not serve the columns after it:\n%s", got)
	}
}
