package trials

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/study"
)

var update = flag.Bool("update", false, "write the tables of docs/recovering-b.md")

// stored returns the committed tables of the study.
func stored(t *testing.T) (results, budgets study.Table) {
	t.Helper()
	var tables [2]study.Table
	for i, name := range []string{"results", "budgets"} {
		var err error
		if tables[i], err = study.Load("../../../testdata/recovery", name); err != nil {
			t.Fatal(err)
		}
	}
	return tables[0], tables[1]
}

// The tables of the page are those that the study's make.
func TestTablesInTheDocumentation(t *testing.T) {
	const path = "../../../docs/recovering-b.md"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := string(text)
	for name, table := range Page(stored(t)) {
		start, end := "<!-- "+name+" -->\n", "<!-- end "+name+" -->"
		i, j := strings.Index(want, start), strings.Index(want, end)
		if i < 0 || j < i {
			t.Fatalf("%s has no place for the table %q", path, name)
		}
		want = want[:i+len(start)] + table + want[j:]
	}
	if want == string(text) {
		return
	}
	if !*update {
		t.Fatalf("%s has other figures; run go test -run %s -update ./pkg/recovery/trials and read the difference", path, t.Name())
	}
	if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

// The descent reached every goal in the 1,000 trials of the study.
func TestStudyReachesItsGoals(t *testing.T) {
	results, _ := stored(t)
	for i, s := range Scenarios() {
		row := results.Where("scenario", s.Name).Where("method", Annealed(Steps).Name)
		if number(row, "trials") != Trials || percent(row) < goals[i] || number(row, "passes") != Passes {
			t.Errorf("%s: %v", s.Name, row.Rows)
		}
	}
}

// The first trials, made again, end as the study has them.
func TestStudyIsReproducible(t *testing.T) {
	results, _ := stored(t)
	column := fmt.Sprintf("found of %d", Subset)
	for _, s := range Scenarios() {
		if testing.Short() && s.Photo {
			continue
		}
		row := results.Where("scenario", s.Name).Where("method", Annealed(Steps).Name)
		want, err := strconv.Atoi(row.Text(column)[0])
		if err != nil {
			t.Fatal(err)
		}
		if sum := ran(t, s, Annealed(Steps), Subset).Summary(Subset); sum.Fates[Found] != want {
			t.Errorf("%s: %d of %d found, %d in the study", s.Name, sum.Fates[Found], Subset, want)
		}
	}
}

// What the page says of chance: how often a random b is at a multiple of the target.
func TestChanceOfAMultiple(t *testing.T) {
	n, hits := 0, 0
	for target := 5.005; target < 30; target += 0.01 {
		for _, r := range multiples {
			if b := r * target; b > stair.DefaultLo && b < stair.DefaultHi {
				hits++
			}
		}
		n++
	}
	percent := 100 * float64(hits) / float64(n) * 2 * beyond / (stair.DefaultHi - stair.DefaultLo)
	text, err := os.ReadFile("../../../docs/recovering-b.md")
	if err != nil {
		t.Fatal(err)
	}
	if says := fmt.Sprintf("in %.1f %% of the trials", percent); !strings.Contains(string(text), says) {
		t.Errorf("the page does not say %q", says)
	}
}
