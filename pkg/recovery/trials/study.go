package trials

import (
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
	// Fresh is the first of Trials seeds on which nothing was chosen or tried before.
	Fresh = 100_000
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
		passes := steps * Passes / Steps
		for _, m := range []Method{Annealed(steps), ManyStarts(passes), Population(passes), Grid(passes)} {
			all = append(all, row{s, m, steps, min(Subset, trials)})
		}
	}
	for _, m := range StandIns() {
		all = append(all, row{s, m, 0, min(Few, trials)})
	}
	return all
}

// freshRows lists the rows of the table on fresh seeds.
func freshRows(s Scenario, trials int) []row {
	n := min(Trials, trials)
	return []row{{s, Annealed(Steps), 0, n}, {s, Consensus(), 0, n}}
}

// Study is everything that docs/recovering-b.md shows: the tables results, with the
// fates of every method in every scenario, budgets, with the trials found at
// each number of passes, and fresh, with the descent and its ceiling on the seeds
// from Fresh on. The photographs are those of a folder. The committed tables
// have Trials trials; fewer are for a look.
func Study(folder string, trials int) study.Study {
	photos := sync.OnceValues(func() ([]*picture.Image, error) { return Photos(folder) })
	var jobs []study.Job
	add := func(key string, cost float64, s Scenario, all []row, seed, n int) {
		jobs = append(jobs, study.Job{Key: key, Cost: cost, Run: func() []float64 {
			values, err := run(s, all, seed, n, photos)
			if err != nil {
				panic(err) // the engine makes an error of it that names the job
			}
			return values
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
			add(key(s, first), cost, s, asked(s, first, trials), first, n)
			add(key(s, Fresh+first), 10e3*block, s, freshRows(s, trials), Fresh+first, n)
		}
	}
	return study.Study{
		Name:   "recovery",
		About:  "how often b is found, by descent, exactly, and by what else one might try",
		Stages: []study.Stage{func(study.Results) []study.Job { return jobs }},
		Tables: func(done study.Results) []study.Table { return tables(done, trials) },
	}
}

func key(s Scenario, seed int) string { return fmt.Sprintf("%s/%d", s.Name, seed) }

// run makes n trials, from a seed on, each by all methods of the rows: for each method
// the passes of one trial, and where each of them ended.
func run(s Scenario, all []row, seed, n int, photos func() ([]*picture.Image, error)) ([]float64, error) {
	images, err := photos()
	if err != nil {
		return nil, err
	}
	values := make([]float64, len(all)*(1+n))
	for i := range n {
		t, err := s.Trial(uint64(seed+i), images)
		if err != nil {
			return nil, err
		}
		for k, r := range all {
			b, passes, err := r.method.Find(t)
			if err != nil {
				return nil, fmt.Errorf("%s, seed %d: %w", r.method.Name, t.Seed, err)
			}
			of := values[k*(1+n):]
			of[0] += float64(passes) / float64(n)
			of[1+i] = b
		}
	}
	return values, nil
}

// asked lists the rows that have the trials from first on.
func asked(s Scenario, first, trials int) []row {
	return slices.DeleteFunc(rows(s, trials), func(r row) bool { return first >= r.trials })
}

// ended gathers where the trials of row k ended, from a seed on.
func ended(done study.Results, r row, k, seed, trials int) Ended {
	e := Ended{First: uint64(seed)}
	for first := 0; first < r.trials; first += block {
		n := min(block, trials-first)
		values := done[key(r.scenario, seed+first)][k*(1+n):]
		e.Passes = int(values[0] + 0.5)
		e.B = append(e.B, values[1:1+n]...)
	}
	return e
}

func tables(done study.Results, trials int) []study.Table {
	head := []string{"scenario", "method", "passes", "trials"}
	for _, f := range Fates() {
		head = append(head, f.String())
	}
	head = append(head, "median error")
	fresh := study.Table{Name: "fresh", Columns: head}
	results := study.Table{Name: "results", Columns: append(slices.Clone(head), fmt.Sprintf("found of %d", Subset))}
	budgets := study.Table{Name: "budgets", Columns: []string{"scenario", "method", "steps", "passes", "trials", "found"}}
	cells := func(r row, e Ended) []any {
		sum := e.Summary(r.trials)
		all := []any{r.scenario.Name, r.method.Name, e.Passes, sum.Trials}
		for _, n := range sum.Fates {
			all = append(all, n)
		}
		return append(all, sum.Median)
	}
	for _, s := range Scenarios() {
		for k, r := range rows(s, trials) {
			e := ended(done, r, k, 0, trials)
			if r.steps > 0 {
				budgets.Add(s.Name, r.method.Name, r.steps, e.Passes, r.trials, e.Summary(r.trials).Fates[Found])
				continue
			}
			results.Add(append(cells(r, e), e.Summary(Subset).Fates[Found])...)
		}
		for k, r := range freshRows(s, trials) {
			fresh.Add(cells(r, ended(done, r, k, Fresh, trials))...)
		}
	}
	return []study.Table{results, budgets, fresh}
}
