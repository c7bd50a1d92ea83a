package standins

import (
	"context"
	"sync"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/recovery/trials"
	"github.com/gradstep/gradstep/pkg/study"
)

const (
	// Trials is how many trials each cell of straight-through has, and the ratchet in each scenario.
	Trials = 300
	// Fewer is how many the cells of the other stand-ins have.
	Fewer = 100
)

// Study is the map of the stand-ins, with what theory predicts for straight-through, and the ratchet in
// the scenarios of package trials. A small study has 4 trials, and few cells.
func Study(size study.Size, folder string) study.Study {
	return study.Study{
		Name: "standins", About: "every stand-in for floor by rule, rate, start and pixels; straight-through against its theory",
		Package: "pkg/recovery/standins", Page: "docs/recovering-b.md", Inputs: study.Photographs(folder),
		Parts: []study.Part{mapOf(size), ratchet(size, folder)},
	}
}

func mapOf(size study.Size) study.Part {
	cells := Cells()
	many := func(c Cell) int {
		if size.Small {
			return 4
		}
		return c.trials()
	}
	if size.Small {
		var few []Cell
		for i := 0; i < len(cells); i += 29 {
			few = append(few, cells[i])
		}
		cells = few
	}
	var jobs []study.Job
	for _, c := range cells {
		n := many(c)
		jobs = append(jobs, study.Job{Key: c.key(), Cost: c.cost(n), Run: func(ctx context.Context, _ study.Results) (study.Result, error) {
			return c.run(ctx, n)
		}})
	}
	return study.Part{
		Name: "map", About: "where the trials of each cell end", Jobs: jobs,
		Tables: []study.Table{{Name: "map", Columns: []string{
			"stand-in", "rule", "rate", "start", "y", "pixels", "trials", "found", "lo", "hi", "found from below", "below", "upper end", "predicted",
		}}},
		Fill: func(done study.Results, tables []*study.Table) {
			for _, c := range cells {
				n, r := many(c), done[c.key()]
				lo, hi := study.Wilson(int(r["found"]), n)
				predicted, err := Predicted(c, n)
				if err != nil {
					panic(err)
				}
				tables[0].Add(c.StandIn.Name, c.Rule, c.Rate, c.start(), c.y(), c.Pixels, n,
					r["found"], lo, hi, r["found from below"], r["below"], r["upper end"], predicted)
			}
		},
	}
}

// trials is how many the cell has in the full study.
func (c Cell) trials() int {
	if c.straight() {
		return Trials
	}
	return Fewer
}

// run makes n trials of the cell and counts where they end.
func (c Cell) run(ctx context.Context, n int) (study.Result, error) {
	r, e := study.Result{"found": 0, "found from below": 0, "below": 0, "upper end": 0}, c.Experiment()
	for i := range n {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		w, err := e.Run(uint64(i))
		if err != nil {
			return nil, err
		}
		below := w.Path[0] < w.Target
		if below {
			r["below"]++
		}
		switch trials.FateOf(w.Target, w.End()) {
		case trials.Found:
			r["found"]++
			if below {
				r["found from below"]++
			}
		case trials.UpperEnd:
			r["upper end"]++
		}
	}
	return r, nil
}

func ratchet(size study.Size, folder string) study.Part {
	n, m := study.Pick(size, Trials, 4), Ratchet(trials.Steps)
	photos := sync.OnceValues(func() ([]*picture.Image, error) { return trials.Photos(folder) })
	var jobs []study.Job
	for _, s := range trials.Scenarios() {
		jobs = append(jobs, study.Job{
			Key: s.Name, Cost: 5e3 * float64(n),
			Run: func(context.Context, study.Results) (study.Result, error) {
				images, err := photos()
				if err != nil {
					return nil, err
				}
				ended, err := trials.Run(s, m, images, 0, n)
				if err != nil {
					return nil, err
				}
				sum := ended.Summary(n)
				return study.Result{"found": float64(sum.Fates[trials.Found]), "median error": sum.Median}, nil
			},
		})
	}
	return study.Part{
		Name: "ratchet", About: "the ratchet on the trials of the annealed descent", Jobs: jobs,
		Tables: []study.Table{{Name: "ratchet", Columns: []string{"scenario", "method", "most passes", "trials", "found", "lo", "hi", "median error"}}},
		Fill: func(done study.Results, tables []*study.Table) {
			for _, s := range trials.Scenarios() {
				r := done[s.Name]
				lo, hi := study.Wilson(int(r["found"]), n)
				tables[0].Add(s.Name, m.Name, trials.Steps, n, r["found"], lo, hi, r["median error"])
			}
		},
	}
}
