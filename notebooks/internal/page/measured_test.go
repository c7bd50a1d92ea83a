package page_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/notebooks/internal/page"
)

var (
	write = flag.Bool("write", false, "write the sizes, the lessons that were executed whole, and the tables of docs/browser.md")
	quiet = flag.Bool("quiet", false, "this machine has nothing else to do: write times, too")
)

// measured is what a browser has shown of the kernel, in testdata/measured.json.
type measured struct {
	Parts   []size            `json:"parts"`
	Lessons map[string]lesson `json:"lessons"`
}

type size struct {
	Name     string `json:"name"`
	Packed   int    `json:"packed"`
	Unpacked int    `json:"unpacked"`
	Later    bool   `json:"later,omitempty"`
}

// A lesson that was executed whole. The cell that ran first waits for what the browser compiles at the
// first use; the other times are of cells behind it that run, in seconds. Memory is in gigabytes.
type lesson struct {
	Cells      int     `json:"cells"`
	Equal      int     `json:"equal"`
	Exceptions int     `json:"exceptions,omitempty"`
	Memory     float64 `json:"memory,omitempty"`
	First      float64 `json:"first,omitempty"`
	Median     float64 `json:"median,omitempty"`
	Plain      float64 `json:"plain,omitempty"` // of cells without a figure
	Worst      float64 `json:"worst,omitempty"`
}

const (
	measuredFile = "testdata/measured.json"
	document     = root + "/docs/browser.md"
)

func readMeasured(t *testing.T) (m measured) {
	t.Helper()
	data, err := os.ReadFile(measuredFile)
	if err == nil {
		err = json.Unmarshal(data, &m)
	}
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// record writes what has been measured, rounded to what means something.
func record(t *testing.T, change func(m *measured)) {
	t.Helper()
	m := readMeasured(t)
	change(&m)
	for name, l := range m.Lessons {
		if !*quiet {
			l.First, l.Median, l.Plain, l.Worst = 0, 0, 0, 0
		}
		for _, v := range []*float64{&l.Memory, &l.First, &l.Median, &l.Plain, &l.Worst} {
			*v = math.Round(*v*100) / 100
		}
		m.Lessons[name] = l
	}
	data, err := json.MarshalIndent(m, "", " ")
	if err == nil {
		err = os.WriteFile(measuredFile, append(data, '\n'), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func recordSizes(t *testing.T, parts []page.Part) {
	t.Helper()
	record(t, func(m *measured) {
		m.Parts = nil
		for _, p := range parts {
			m.Parts = append(m.Parts, size{p.Name, p.Size, p.Unpacked, p.Later})
		}
	})
}

// The kernel that is built is as large as was measured, give or take what the library grows between two
// measurements, and within what a visitor is promised.
func TestSizes(t *testing.T) {
	if !*inBrowser {
		t.Skip("builds the kernel: go test ./notebooks/internal/page -args -browser")
	}
	dir, err := built()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "parts.json"))
	var parts []page.Part
	if err == nil {
		err = json.Unmarshal(data, &parts)
	}
	if err != nil {
		t.Fatal(err)
	}
	if *write {
		recordSizes(t, parts)
	}
	m := readMeasured(t)
	if len(parts) != len(m.Parts) {
		t.Fatalf("%d parts, %d were measured", len(parts), len(m.Parts))
	}
	for i, p := range parts {
		if was := m.Parts[i]; p.Name != was.Name || math.Abs(float64(p.Size-was.Packed)) > 0.05*float64(was.Packed) {
			t.Errorf("%s has %d bytes, %s had %d; go test ./notebooks/internal/page -run 'Sizes|Document' -args -browser -write", p.Name, p.Size, was.Name, was.Packed)
		}
	}
	all, soon := sizes(m)
	if all > 35e6 || soon > 25e6 {
		t.Errorf("%d bytes in all, %d before the first cell", all, soon)
	}
}

// sizes returns the bytes of the download, and those before the first cell.
func sizes(m measured) (all, soon int) {
	for _, p := range m.Parts {
		all += p.Packed
		if !p.Later {
			soon += p.Packed
		}
	}
	return all, soon
}

// The document says what was measured; and that is what a reader is promised.
func TestDocument(t *testing.T) {
	m := readMeasured(t)
	all, soon := sizes(m)
	var b strings.Builder
	fmt.Fprintf(&b, "| part | a visitor downloads | unpacked |\n|---|---|---|\n")
	for _, p := range m.Parts {
		when := ""
		if p.Later {
			when = ", behind the first cell"
		}
		fmt.Fprintf(&b, "| `%s` | %.1f MB%s | %.1f MB |\n", p.Name, float64(p.Packed)/1e6, when, float64(p.Unpacked)/1e6)
	}
	fmt.Fprintf(&b, "| in all | %.1f MB, of which %.1f MB before the first cell | |\n", float64(all)/1e6, float64(soon)/1e6)
	tables := map[string]string{"sizes": b.String()}

	b.Reset()
	fmt.Fprintf(&b, "| lesson | cells | equal | exceptions | first cell, s | median, s | without a figure, s | worst, s | memory, GB |\n|---|---|---|---|---|---|---|---|---|\n")
	number := func(v float64) string {
		if v == 0 {
			return "–"
		}
		return fmt.Sprintf("%.1f", v)
	}
	row := func(name string, l lesson) {
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %s | %s | %s | %s | %s |\n", name, l.Cells, l.Equal, l.Exceptions, number(l.First), number(l.Median), number(l.Plain), number(l.Worst), number(l.Memory))
	}
	var sum lesson
	for _, name := range slices.Sorted(maps.Keys(m.Lessons)) {
		l := m.Lessons[name]
		row(name, l)
		if l.Equal+l.Exceptions != l.Cells || l.Exceptions < len(exceptions[name]) || l.Exceptions > len(exceptions[name])+chaotic(t, name) {
			t.Errorf("%s: of %d cells %d are equal, %d exceptions", name, l.Cells, l.Equal, l.Exceptions)
		}
		if l.Memory > 1.5 {
			t.Errorf("%s takes %.2f GB", name, l.Memory)
		}
		sum.Cells, sum.Equal, sum.Exceptions = sum.Cells+l.Cells, sum.Equal+l.Equal, sum.Exceptions+l.Exceptions
		sum.First, sum.Worst, sum.Memory = max(sum.First, l.First), max(sum.Worst, l.Worst), max(sum.Memory, l.Memory)
	}
	row("all, or the most", sum)
	if 100*sum.Exceptions > sum.Cells {
		t.Errorf("%d of %d cells are exceptions", sum.Exceptions, sum.Cells)
	}
	tables["lessons"] = b.String()

	data, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for name, table := range tables {
		start, end := "<!-- "+name+" -->\n", "<!-- end "+name+" -->"
		head, rest, begun := strings.Cut(text, start)
		_, tail, ended := strings.Cut(rest, end)
		if !begun || !ended {
			t.Fatalf("%s has no place for the table %q", document, name)
		}
		text = head + start + table + end + tail
	}
	if text == string(data) {
		return
	}
	if !*write {
		t.Fatalf("%s has other figures: go test ./notebooks/internal/page -run Document -args -write", document)
	}
	if err := os.WriteFile(document, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// chaotic counts the cells of which the lesson says that a last bit decides what they draw.
func chaotic(t *testing.T, name string) (n int) {
	for _, c := range read(t, name).Cells {
		if slices.Contains(c.Tags(), "chaotic") {
			n++
		}
	}
	return n
}
