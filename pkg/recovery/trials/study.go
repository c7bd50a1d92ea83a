package trials

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/study"
)

const (
	// Trials is how many trials the study makes of the descent and of the exact fits.
	Trials = 1000
	// Subset is how many it makes of the parts and the rivals, and how many of the
	// descent the tests make again.
	Subset = 200
	// Few is how many it makes of the stand-ins, as the question did.
	Few = 50
	// Fresh is the first of Trials seeds on which nothing was chosen or tried before, with photographs that are as new.
	Fresh = 200_000
	// block is how many trials are one job.
	block = 25
)

// Budgets returns the numbers of steps, below Steps, for which the study shows success
// against cost; the rivals get as many passes.
func Budgets() []int { return []int{50, 100, 200} }

// row is a method in a scenario: a row of a table.
type row struct {
	scenario Scenario
	method   Method
	steps    int // of Budgets; 0: it is a row of the results
	trials   int
}

// rows lists the rows of both tables in a scenario. Those that only the first trials
// have come last.
func rows(s Scenario, trials int) (all []row) {
	for i, m := range Methods() {
		n := Subset
		if i < 3 { // the descent and the exact fits
			n = Trials
		}
		all = append(all, row{s, m, 0, min(n, trials)})
	}
	for _, steps := range Budgets() {
		for _, m := range atCost(steps) {
			all = append(all, row{s, m, steps, min(Subset, trials)})
		}
	}
	for _, m := range StandIns() {
		all = append(all, row{s, m, 0, min(Few, trials)})
	}
	return all
}

// atCost lists what is raced at the cost of a descent of so many steps.
func atCost(steps int) []Method {
	passes := steps * Passes / Steps
	return []Method{Annealed(steps), ManyStarts(passes), RandomSearch(passes), Probes(passes), Grid(passes)}
}

// freshRows lists the rows of the table on fresh seeds.
func freshRows(s Scenario, trials int) []row {
	n := min(Trials, trials)
	return []row{{s, Annealed(Steps), 0, n}, {s, Consensus(), 0, n}}
}

// name is that of the row's numbers in a job's result.
func (r row) name() string {
	if r.steps == 0 {
		return r.method.Name
	}
	return fmt.Sprintf("%s, %d steps", r.method.Name, r.steps)
}

// head is that of the tables of fates.
func head() []string {
	columns := []string{"scenario", "method", "passes", "trials"}
	for _, f := range Fates() {
		columns = append(columns, f.String())
	}
	return append(columns, "median error")
}

// Study is everything that docs/recovering-b.md shows: the tables results, with the
// fates of every method in every scenario, budgets, with the trials found at
// each number of passes, and fresh, with the descent and the exact consensus on the seeds
// from Fresh on and the photographs below fresh. The other photographs are those of a folder. The committed tables
// have Trials trials; a small study has 4.
func Study(size study.Size, folder string) study.Study {
	return ofTrials(study.Pick(size, Trials, 4), folder)
}

func ofTrials(trials int, folder string) study.Study {
	known := sync.OnceValues(func() ([]*picture.Image, error) { return Photos(folder) })
	fresh := sync.OnceValues(func() ([]*picture.Image, error) { return FreshPhotos(folder) })
	var jobs []study.Job
	add := func(s Scenario, photos func() ([]*picture.Image, error), cost float64, all []row, seed, n int) {
		jobs = append(jobs, study.Job{Key: key(s, seed), Cost: cost, Run: func(context.Context, study.Results) (study.Result, error) {
			images, err := photos()
			if err != nil {
				return nil, err
			}
			return run(s, all, seed, n, images)
		}})
	}
	for _, s := range Scenarios() {
		for first := 0; first < trials; first += block {
			n := min(block, trials-first)
			cost := 10e3 * block
			if first < Subset {
				cost *= 3
			}
			if s.Photo && s.Outliers > 0 {
				cost *= 5
			}
			if first < Few {
				cost += 60e3 * block
			}
			add(s, known, cost, asked(s, first, trials), first, n)
			add(s, fresh, 10e3*block, freshRows(s, trials), Fresh+first, n)
		}
	}
	return study.Study{
		Name: "recovery", About: "how often b is found, by descent, exactly, and by what else one might try",
		Package: "pkg/recovery/trials", Page: "docs/recovering-b.md", Inputs: append(study.Photographs(folder), study.FreshPhotographs(folder)...),
		Parts: []study.Part{{
			Name: "trials", About: "all methods in all scenarios", Jobs: jobs,
			Tables: []study.Table{
				{Name: "results", Columns: append(head(), fmt.Sprintf("found of %d", Subset))},
				{Name: "budgets", Columns: []string{"scenario", "method", "steps", "passes", "trials", "found"}},
				{Name: "fresh", Columns: head()},
			},
			Fill: func(done study.Results, t []*study.Table) { fill(done, trials, t[0], t[1], t[2]) },
		}},
	}
}

func key(s Scenario, seed int) string { return fmt.Sprintf("%s/%d", s.Name, seed) }

// run makes n trials, from a seed on, each by all methods of the rows: for each method
// the passes of one trial, and where each of them ended.
func run(s Scenario, all []row, seed, n int, photos []*picture.Image) (study.Result, error) {
	r, ends := study.Result{}, make([][]float64, len(all))
	for i := range n {
		t, err := s.Trial(uint64(seed+i), photos)
		if err != nil {
			return nil, err
		}
		for k, of := range all {
			b, passes, err := of.method.Find(t)
			if err != nil {
				return nil, fmt.Errorf("%s, seed %d: %w", of.method.Name, t.Seed, err)
			}
			r[of.name()+", passes"] += float64(passes) / float64(n)
			ends[k] = append(ends[k], b)
		}
	}
	for k, of := range all {
		r.SetVector(of.name(), ends[k])
	}
	return r, nil
}

// asked lists the rows that have the trials from first on.
func asked(s Scenario, first, trials int) []row {
	return slices.DeleteFunc(rows(s, trials), func(r row) bool { return first >= r.trials })
}

// ended gathers where the trials of a row ended, from a seed on.
func ended(done study.Results, r row, seed int) Ended {
	e := Ended{First: uint64(seed)}
	for first := 0; first < r.trials; first += block {
		of := done[key(r.scenario, seed+first)]
		e.Passes = int(of[r.name()+", passes"] + 0.5)
		e.B = append(e.B, of.Vector(r.name())...)
	}
	return e
}

func fill(done study.Results, trials int, results, budgets, fresh *study.Table) {
	cells := func(r row, e Ended) []any {
		sum := e.Summary(r.trials)
		all := []any{r.scenario.Name, r.method.Name, e.Passes, sum.Trials}
		for _, n := range sum.Fates {
			all = append(all, n)
		}
		return append(all, sum.Median)
	}
	for _, s := range Scenarios() {
		for _, r := range rows(s, trials) {
			e := ended(done, r, 0)
			if r.steps > 0 {
				budgets.Add(s.Name, r.method.Name, r.steps, e.Passes, r.trials, e.Summary(r.trials).Fates[Found])
				continue
			}
			results.Add(append(cells(r, e), e.Summary(Subset).Fates[Found])...)
		}
		for _, r := range freshRows(s, trials) {
			fresh.Add(cells(r, ended(done, r, Fresh))...)
		}
	}
}
