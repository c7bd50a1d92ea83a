package filter_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/filter"
	"github.com/gradstep/gradstep/pkg/picture"
)

const peers = "../../testdata/peers"

func rows(t *testing.T, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range all[1:] {
		m := map[string]string{}
		for i, v := range r {
			m[all[0][i]] = v
		}
		out = append(out, m)
	}
	return out
}

// is reports whether one of the right answers, "round 2 or stretch 2", is the
// candidate's.
func is(right string, name string, c filter.Candidate) bool {
	for r := range strings.SplitSeq(right, " or ") {
		family, number, _ := strings.Cut(r, " ")
		if family != name {
			continue
		}
		if number == "" {
			return true
		}
		n, err := strconv.ParseFloat(number, 64)
		if err == nil && c.Lo-1e-3 <= n && n <= c.Hi+1e-3 {
			return true
		}
	}
	return false
}

// What ImageMagick, ffmpeg, Pillow, GEGL's formula and lines of NumPy made of two small
// images is named, or said not to be determined between the right answer and others.
func TestFiltersOfOtherPrograms(t *testing.T) {
	dir := filepath.Join(peers, "posterizers")
	named, open := 0, 0
	for _, r := range rows(t, filepath.Join(dir, "pairs.csv")) {
		x, err := picture.Load(filepath.Join(dir, r["original"]))
		if err != nil {
			t.Fatal(err)
		}
		y, err := picture.Load(filepath.Join(dir, r["quantized"]))
		if err != nil {
			t.Fatal(err)
		}
		var xs, ys []float64
		for c, plane := range x.Planes {
			xs = append(xs, plane...)
			ys = append(ys, y.Planes[min(c, len(y.Planes)-1)]...)
		}
		a := fitted(t, xs, ys)
		switch {
		case len(a.Equal) > 0:
			ok := is(r["right"], a.Name, a.Best)
			for _, c := range a.Equal {
				ok = ok || is(r["right"], c.Family.Name, c)
			}
			if !ok {
				t.Errorf("%s %s: %s or %v, want %s", r["tool"], r["filter"], a.Best.Filter, a.Equal[0].Filter, r["right"])
			}
			open++
		case is(r["right"], a.Name, a.Best):
			named++
		default:
			t.Errorf("%s, %s %s: %s, %v, want %s; %q", r["quantized"], r["tool"], r["filter"], a.Name, a.Best.Filter, r["right"], a.Notes)
		}
	}
	t.Logf("%d named, %d left open", named, open)
	if named < 45 {
		t.Errorf("only %d named", named)
	}
}

func fitted(t *testing.T, x, y []float64) filter.Answer {
	t.Helper()
	d, err := filter.NewData(x, y, 255, 255)
	if err != nil {
		t.Fatal(err)
	}
	a, err := d.Fit(filter.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// The page's table is that of the file which posterizers.py made.
func TestPageTable(t *testing.T) {
	type count struct{ pairs, right, open, wrong int }
	tools := []string{"ImageMagick", "ffmpeg", "Pillow", "GEGL's formula", "NumPy"}
	counts, versions, all := map[string]*count{}, map[string]string{}, count{}
	for _, r := range rows(t, filepath.Join(peers, "posterizers.csv")) {
		c := counts[r["tool"]]
		if c == nil {
			c = new(count)
			counts[r["tool"]] = c
		}
		versions[r["tool"]] = r["version"]
		for _, c := range []*count{c, &all} {
			c.pairs++
			switch {
			case r["verdict"] == "right":
				c.right++
			case strings.HasSuffix(r["said"], "(not determined)"):
				c.open++
			default:
				c.wrong++
			}
		}
	}
	var b strings.Builder
	b.WriteString("| program | version | pairs | named right | said to be open | wrong |\n|---|---|---|---|---|---|\n")
	line := func(name, version string, c count) {
		fmt.Fprintf(&b, "| %s | %s | %d | %d | %d | %d |\n", name, version, c.pairs, c.right, c.open, c.wrong)
	}
	for _, tool := range tools {
		line(tool, versions[tool], *counts[tool])
	}
	line("all", "", all)
	page.Tables(t, map[string]string{"posterizers": b.String()})
}

// So are the tables of JPEGs, and of files alone.
func TestPageJPEGs(t *testing.T) {
	type count struct {
		n, holds, none, aloneHolds, aloneNone int
		width                                 []float64
	}
	counts := map[string]*count{}
	for _, r := range rows(t, filepath.Join(peers, "jpegs.csv")) {
		c := counts[r["quality"]]
		if c == nil {
			c = new(count)
			counts[r["quality"]] = c
		}
		c.n++
		if r["holds"] == "yes" {
			c.holds++
		}
		if r["said"] == filter.None {
			c.none++
		}
		if r["alone holds"] == "yes" {
			c.aloneHolds++
		}
		if r["alone"] == filter.None {
			c.aloneNone++
		}
		lo, err := strconv.ParseFloat(r["lo"], 64)
		if err != nil {
			continue
		}
		hi, err := strconv.ParseFloat(r["hi"], 64)
		if err != nil {
			t.Fatal(err)
		}
		c.width = append(c.width, hi-lo)
	}
	pairs := "| quality | pairs | holds | none | median width |\n|---|---|---|---|---|\n"
	alone := "| quality | files | holds | none | wrong |\n|---|---|---|---|---|\n"
	total, held := 0, 0
	for _, q := range []string{"60", "75", "85", "95", "PNG"} {
		c := counts[q]
		slices.Sort(c.width)
		pairs += fmt.Sprintf("| %s | %d | %d | %d | %.4f |\n", q, c.n, c.holds, c.none, c.width[len(c.width)/2])
		alone += fmt.Sprintf("| %s | %d | %d | %d | %d |\n", q, c.n, c.aloneHolds, c.aloneNone, c.n-c.aloneHolds-c.aloneNone)
		total += c.n
		held += c.holds
	}
	if 100*held < 95*total {
		t.Errorf("%d of %d intervals hold b", held, total)
	}
	page.Tables(t, map[string]string{"jpegs": pairs, "alone": alone})
}
