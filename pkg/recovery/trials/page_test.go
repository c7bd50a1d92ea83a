package trials

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/pagetest"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/study"
)

var page = pagetest.Open("../../../docs/recovering-b.md")

// stored returns the committed tables of the study.
func stored(t *testing.T) (results, budgets, fresh study.Table) {
	t.Helper()
	var tables [3]study.Table
	for i, name := range []string{"results", "budgets", "fresh"} {
		var err error
		if tables[i], err = study.Load("../../../testdata/study/recovery", name); err != nil {
			t.Fatal(err)
		}
	}
	return tables[0], tables[1], tables[2]
}

// peers returns what other people's method made of the trials.
func peers(t *testing.T) study.Table {
	t.Helper()
	table, err := study.Load("../../../testdata/peers", "recovery")
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// The tables of the page are those that the study's make.
func TestTablesInTheDocumentation(t *testing.T) {
	results, budgets, fresh := stored(t)
	page.Tables(t, pageTables(results, budgets, fresh, peers(t)))
}

// The descent reached every goal in the 1,000 trials of the study.
func TestStudyReachesItsGoals(t *testing.T) {
	results, _, _ := stored(t)
	for i, s := range Scenarios() {
		row := results.Where("scenario", s.Name).Where("method", Annealed(Steps).Name)
		if row.Value("trials") != Trials || percent(row) < goals[i] || row.Value("passes") != Passes {
			t.Errorf("%s: %v", s.Name, row.Rows)
		}
	}
}

// On photographs and seeds on which nothing was chosen the descent keeps its goals, down to the lower end of
// each interval, and finds what the consensus finds, or a percent less.
func TestStudyOnFreshPhotographs(t *testing.T) {
	_, _, fresh := stored(t)
	for i, s := range Scenarios() {
		of := fresh.Where("scenario", s.Name)
		annealed, consensus := of.Where("method", Annealed(Steps).Name), of.Where("method", Consensus().Name)
		lo, _ := study.Wilson(int(annealed.Value("found")), Trials)
		if annealed.Value("trials") != Trials || 100*lo < goals[i] || percent(annealed) < percent(consensus)-1 {
			t.Errorf("%s: %v, consensus %v", s.Name, annealed.Rows, consensus.Rows)
		}
	}
}

// What the page says of one unknown: random search, the grid and CMA-ES need no gradient; random probes with the
// misfit's descent are as good as the annealed descent; with a fifth of the passes they are not.
func TestNobodyNeedsAGradientForOneUnknown(t *testing.T) {
	results, budgets, _ := stored(t)
	lo, hi := 100.0, 0.0
	for _, s := range Scenarios() {
		of := results.Where("scenario", s.Name)
		search := percent(of.Where("method", RandomSearch(Passes).Name))
		lo, hi = min(lo, search), max(hi, search)
		if probes := percent(of.Where("method", Probes(Passes).Name)); probes < 98 {
			t.Errorf("%s: probes %v %%", s.Name, probes)
		}
		if cma := percent(peers(t).Where("scenario", s.Name).Where("passes", Passes)); cma < 85 {
			t.Errorf("%s: CMA-ES %v %%", s.Name, cma)
		}
		early := budgets.Where("scenario", s.Name).Where("steps", 100)
		if d, r := percent(early.Where("method", Annealed(Steps).Name)), percent(early.Where("method", RandomSearch(Passes).Name)); d < 93 || r > 51 {
			t.Errorf("%s: at 180 passes %v %% against %v %%", s.Name, d, r)
		}
	}
	page.Says(t, fmt.Sprintf("uniform random search finds %.0f to %.0f %%", lo, hi))
}

// On exact photographs the descent finds what the vote within half a grey level loses.
func TestDescentFindsWhatTheVoteLoses(t *testing.T) {
	results, _, _ := stored(t)
	of := results.Where("scenario", "photo, exact")
	if d, c := percent(of.Where("method", Annealed(Steps).Name)), percent(of.Where("method", Consensus().Name)); d <= c {
		t.Errorf("descent %v %%, consensus %v %%", d, c)
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
	page.Says(t, fmt.Sprintf("in %.1f %% of the trials", percent))
}

// pageTables returns the tables of docs/recovering-b.md as Markdown, by name, from the
// tables of the study and from that of testdata/peers, in which other people's method is at work.
func pageTables(results, budgets, fresh, peers study.Table) map[string]string {
	return map[string]string{
		"success":   success(results),
		"fresh":     onFresh(fresh),
		"rivals":    found(results, Methods(), peers),
		"stand-ins": found(results, StandIns(), study.Table{}),
		"budgets":   against(results, budgets, peers),
		"fates":     whither(results),
	}
}

// percent returns the share of the trials in a row that were found.
func percent(t study.Table) float64 { return 100 * t.Value("found") / t.Value("trials") }

// share is that percentage with its 95 % interval, Wilson's.
func share(t study.Table) string {
	lo, hi := study.Wilson(int(t.Value("found")), int(t.Value("trials")))
	return fmt.Sprintf("%.1f (%s–%s)", percent(t), short(100*lo), short(100*hi))
}

// short is a percentage with one digit after the point, but for 0 and 100.
func short(v float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0") }

// goals are the shares that the descent is to reach, in per cent.
var goals = []float64{99.5, 99.5, 98, 98, 95, 95}

func success(results study.Table) string {
	m := study.Table{Columns: []string{"pairs", "asked for", "annealed descent", "median error", "exact least squares", "exact consensus"}}
	for i, s := range Scenarios() {
		of := results.Where("scenario", s.Name)
		annealed := of.Where("method", Annealed(Steps).Name)
		m.Add(s.Name, fmt.Sprintf("%g", goals[i]), share(annealed), fmt.Sprintf("%.4f", annealed.Value("median error")),
			share(of.Where("method", LeastSquares().Name)), share(of.Where("method", Consensus().Name)))
	}
	return m.Markdown()
}

func onFresh(fresh study.Table) string {
	m := study.Table{Columns: []string{"pairs", "annealed descent", "median error", "exact consensus"}}
	for _, s := range Scenarios() {
		of := fresh.Where("scenario", s.Name)
		annealed := of.Where("method", Annealed(Steps).Name)
		m.Add(s.Name, share(annealed), fmt.Sprintf("%.4f", annealed.Value("median error")), share(of.Where("method", Consensus().Name)))
	}
	return m.Markdown()
}

// shown are the methods that the results have: a stand-in that is newer is not shown before they are made anew.
func shown(results study.Table, methods []Method) []Method {
	names := results.Distinct("method")
	return slices.DeleteFunc(methods, func(m Method) bool { return !slices.Contains(names, m.Name) })
}

// found is the share of each method in each scenario, and those of the peers at the same cost.
func found(results study.Table, methods []Method, peers study.Table) string {
	head := []string{"method", "passes"}
	for _, s := range Scenarios() {
		head = append(head, s.Name)
	}
	m := study.Table{Columns: head}
	add := func(name string, of study.Table) {
		passes := of.Text("passes")[0]
		if passes == "0" {
			passes = "–"
		}
		cells := []any{name, passes}
		for _, s := range Scenarios() {
			cells = append(cells, share(of.Where("scenario", s.Name)))
		}
		m.Add(cells...)
	}
	for _, method := range shown(results, methods) {
		add(strings.TrimPrefix(method.Name, StandInPrefix), results.Where("method", method.Name))
	}
	if len(peers.Rows) > 0 {
		peers = peers.Where("passes", Passes)
		for _, name := range peers.Distinct("method") {
			add(name, peers.Where("method", name))
		}
	}
	return m.Markdown()
}

// against is success against cost.
func against(results, budgets, peers study.Table) string {
	head := []string{"pairs", "method"}
	for _, steps := range append(Budgets(), Steps) {
		head = append(head, fmt.Sprintf("%d passes", steps*Passes/Steps))
	}
	m := study.Table{Columns: head}
	for _, s := range Scenarios() {
		for _, method := range atCost(Steps) {
			cells := []any{s.Name, method.Name}
			for _, steps := range Budgets() {
				row := budgets.Where("scenario", s.Name).Where("method", method.Name).Where("steps", steps)
				cells = append(cells, fmt.Sprintf("%.1f", percent(row)))
			}
			m.Add(append(cells, fmt.Sprintf("%.1f", percent(results.Where("scenario", s.Name).Where("method", method.Name))))...)
		}
		of := peers.Where("scenario", s.Name)
		for _, name := range of.Distinct("method") {
			cells := []any{s.Name, name}
			for _, steps := range append(Budgets(), Steps) {
				cells = append(cells, fmt.Sprintf("%.1f", percent(of.Where("method", name).Where("passes", steps*Passes/Steps))))
			}
			m.Add(cells...)
		}
	}
	return m.Markdown()
}

// whither counts the fates of each method over all scenarios.
func whither(results study.Table) string {
	head := []string{"method", "trials"}
	for _, f := range Fates() {
		head = append(head, f.String())
	}
	m := study.Table{Columns: head}
	for _, method := range shown(results, append(Methods(), StandIns()...)) {
		cells := []any{method.Name}
		for _, column := range head[1:] {
			sum := 0.0
			for _, s := range Scenarios() {
				sum += results.Where("method", method.Name).Where("scenario", s.Name).Value(column)
			}
			cells = append(cells, fmt.Sprintf("%.0f", sum))
		}
		m.Add(cells...)
	}
	return m.Markdown()
}
