package fd

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/study"
)

// A known derivative is a row of testdata/peers/bank.csv: a function, a point, and what is true there.
type known struct {
	set, name, kind string
	x, f, df        float64
}

func peersTable(t testing.TB, name string) study.Table {
	t.Helper()
	table, err := study.Load("../../testdata/peers", name)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func readBank(t testing.TB) (out []known) {
	t.Helper()
	for r := range peersTable(t, "bank").All() {
		q := known{r.Text("set"), r.Text("name"), r.Text("kind"), r.Float("x"), r.Float("f"), r.Float("df")}
		if math.IsNaN(q.x + q.f + q.df) {
			t.Fatalf("%+v", q)
		}
		out = append(out, q)
	}
	return out
}

// score is what a method makes of some of the bank's points; testdata/peers/peers.py counts the same way.
type score struct {
	points, failed, covered, tight int
	bounds                         bool // the method gives bounds at all
	median                         float64
	medianEvals, maxEvals          int

	relative []float64
	evals    []int
}

// add counts one result. Half a unit in the last place of the true derivative is the least error that counts.
func (s *score) add(e Estimate, err error, df float64) {
	s.points++
	s.bounds = true
	relative := math.Inf(1)
	if miss := math.Abs(e.Value - df); err != nil || math.IsNaN(miss) {
		s.failed++
	} else {
		if miss <= e.Err {
			s.covered++
		}
		if e.Err <= 1000*max(miss, 0x1p-53*math.Abs(df)) {
			s.tight++
		}
		relative = miss
		if miss != 0 {
			relative = miss / math.Abs(df)
		}
	}
	s.relative = append(s.relative, relative)
	s.evals = append(s.evals, e.Evals)
}

// finish computes the medians.
func (s *score) finish() {
	slices.Sort(s.relative)
	slices.Sort(s.evals)
	s.median = s.relative[(len(s.relative)-1)/2]
	s.medianEvals, s.maxEvals = s.evals[(len(s.evals)-1)/2], s.evals[len(s.evals)-1]
}

// percent of the points.
func (s *score) percent(n int) float64 { return 100 * float64(n) / float64(s.points) }

// group is a set of points: "bank" or "held out", and a kind or "all".
type group struct{ set, kind string }

// certified is Certify's score for each group, and for each function alone.
func certified(t testing.TB) (groups map[group]*score, functions map[string]*score) {
	groups, functions = map[group]*score{}, map[string]*score{}
	for _, q := range readBank(t) {
		f := bank[q.name]
		if f == nil {
			t.Fatalf("%q is not in the bank", q.name)
		}
		e, err := Certify(f, q.x)
		for _, g := range []group{{q.set, "all"}, {q.set, q.kind}} {
			if groups[g] == nil {
				groups[g] = &score{}
			}
			groups[g].add(e, err, q.df)
		}
		if functions[q.name] == nil {
			functions[q.name] = &score{}
		}
		functions[q.name].add(e, err, q.df)
	}
	for _, s := range groups {
		s.finish()
	}
	for _, s := range functions {
		s.finish()
	}
	return groups, functions
}

// peers is what testdata/peers/results.csv says of the other libraries.
func peers(t testing.TB) (methods []string, groups map[string]map[group]*score) {
	groups = map[string]map[group]*score{}
	for r := range peersTable(t, "results").All() {
		method := r.Text("method")
		if groups[method] == nil {
			methods = append(methods, method)
			groups[method] = map[group]*score{}
		}
		number := func(column string) int {
			if v := r.Float(column); !math.IsNaN(v) {
				return int(v)
			}
			return 0 // an empty cell
		}
		groups[method][group{r.Text("set"), r.Text("kind")}] = &score{
			points: number("points"), failed: number("failed"), covered: number("covered"), tight: number("tight"), bounds: r.Text("covered") != "",
			median: r.Float("median_relative"), medianEvals: number("median_evals"), maxEvals: number("max_evals"),
		}
	}
	return methods, groups
}

// The figures of the other libraries are those of the pinned versions.
func TestPeersArePinned(t *testing.T) {
	pins, err := os.ReadFile("../../testdata/peers/requirements.txt")
	if err != nil {
		t.Fatal(err)
	}
	methods, _ := peers(t)
	if len(methods) != 3 {
		t.Errorf("%d methods", len(methods))
	}
	for _, m := range methods {
		library, _, _ := strings.Cut(m, ",")
		if pin := strings.Replace(library, " ", "==", 1) + "\n"; !strings.Contains(string(pins), pin) {
			t.Errorf("%s is not pinned", library)
		}
	}
}
