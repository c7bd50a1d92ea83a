package vec_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/pagetest"
	"github.com/gradstep/gradstep/pkg/study"
)

var page = pagetest.Open("../../../docs/speed.md")

func load(t *testing.T, name string) study.Table {
	t.Helper()
	table, err := study.Load("../../../testdata/peers", name)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

const here = "gradstep"

// The page shows what the scripts in testdata/peers measured.
func TestSpeedTables(t *testing.T) {
	races, growth := load(t, "races"), load(t, "growth")
	page.Tables(t, map[string]string{
		"races": raceTable(races), "roofline": rooflineTable(t, races), "growth": growthTable(growth), "cell": cellTable(load(t, "cell")),
	})
	edited := 0.0
	for r := range load(t, "cell").All() {
		if step := r.Text("step"); step == "goimports" || step == "go get" || step == "go build, edited" {
			edited += r.Float("clock")
		}
	}
	if edited == 0 || edited > 300 {
		t.Errorf("an edited cell waits %.0f ms by the clock, and the page says at most three tenths of a second", edited)
	}
	for _, r := range slopes(growth) {
		if math.Abs(r.slope-r.theory) > 0.45 {
			t.Errorf("%s grows with the power %.2f of its size, and theory says %.2f", r.name, r.slope, r.theory)
		}
	}
}

func raceTable(races study.Table) string {
	var b strings.Builder
	b.WriteString("| race | size | cores | here | peer | its time | ratio |\n|---|---|---|---|---|---|---|\n")
	own := ""
	for r := range races.All() {
		time := r.Text("time") + " " + r.Text("unit")
		switch {
		case r.Text("who") == here:
			own = time
		default:
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s |\n", r.Text("race"), r.Text("size"), r.Text("cores"), own, r.Text("who"), time, r.Text("ratio"))
		}
	}
	return b.String()
}

// moved are the bytes that an element costs, those included that are read to be overwritten. The first two
// show what the memory gives.
var moved = []struct {
	race  string
	bytes float64
}{{"triad a = b + s·c", 32}, {"copy a = b", 16}, {"Adam", 56}, {"momentum", 40}}

func rooflineTable(t *testing.T, races study.Table) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("| kernel, 10⁷ elements | cores | bytes an element | ns an element | GB/s | share of the best |\n|---|---|---|---|---|---|\n")
	for _, cores := range races.Distinct("cores") {
		var ns, speed []float64
		for _, m := range moved {
			row := races.Where("race", m.race).Where("size", "1e+07").Where("cores", cores).Where("who", here)
			if len(row.Rows) != 1 {
				t.Fatalf("%d rows of %s on %s cores", len(row.Rows), m.race, cores)
			}
			ns = append(ns, row.Value("time"))
			speed = append(speed, m.bytes/row.Value("time"))
		}
		best := slices.Max(speed)
		for i, m := range moved {
			fmt.Fprintf(&b, "| %s | %s | %.0f | %.2f | %.1f | %.2f |\n", m.race, cores, m.bytes, ns[i], speed[i], speed[i]/best)
		}
	}
	return b.String()
}

type growthSlope struct {
	name, what    string
	size, seconds float64
	slope, theory float64
}

// slopes are those between the two largest sizes.
func slopes(growth study.Table) (list []growthSlope) {
	for _, name := range growth.Distinct("operation") {
		of := growth.Where("operation", name)
		n, s, last := of.Floats("size"), of.Floats("seconds"), len(of.Rows)-1
		width := math.Log(n[last] / n[last-1])
		list = append(list, growthSlope{
			name: name, what: of.Text("what")[0], size: n[last], seconds: s[last],
			slope:  math.Log(s[last]/s[last-1]) / width,
			theory: of.Floats("power")[0] + of.Floats("logs")[0]*math.Log(math.Log(n[last])/math.Log(n[last-1]))/width,
		})
	}
	return list
}

func growthTable(growth study.Table) string {
	var b strings.Builder
	b.WriteString("| operation | largest size | time there, ms | slope | of theory |\n|---|---|---|---|---|\n")
	for _, r := range slopes(growth) {
		fmt.Fprintf(&b, "| %s | %.0f %s | %.3g | %.2f | %.2f |\n", r.name, r.size, r.what, 1e3*r.seconds, math.Round(100*r.slope)/100+0, r.theory)
	}
	return b.String()
}

func cellTable(cell study.Table) string {
	var b strings.Builder
	b.WriteString("| step | processor | clock |\n|---|---|---|\n")
	for r := range cell.All() {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", r.Text("step"), r.Text("processor"), r.Text("clock"))
	}
	return b.String()
}
