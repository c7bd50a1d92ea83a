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
)

// Study is the ratchet in the scenarios of package trials. A small study has 4 trials, and few cells.
func Study(size study.Size, folder string) study.Study {
	return study.Study{
		Name: "standins", About: "what straight-through can be made into, once its gradient is known",
		Package: "pkg/recovery/standins", Page: "docs/recovering-b.md", Inputs: study.Photographs(folder),
		Parts: []study.Part{ratchet(size, folder)},
	}
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
