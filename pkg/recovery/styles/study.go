package styles

import (
	"context"
	"fmt"
	"sync"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/study"
)

// Study makes the trials of all [Cases] from a photograph of a folder, for the engine of package study. A
// small study has two trials of each.
func Study(size study.Size, folder string) study.Study {
	from := study.Photographs(folder)[1]
	photo := sync.OnceValues(func() (*picture.Image, error) { return picture.Load(from) })
	cases := Cases()
	var jobs []study.Job
	for i := range cases {
		c := &cases[i]
		c.Trials = study.Pick(size, c.Trials, 2)
		for trial := range c.Trials {
			jobs = append(jobs, study.Job{Key: key(*c, trial), Cost: 0.7e6, Run: func(context.Context, study.Results) (study.Result, error) {
				im, err := photo()
				if err != nil {
					return nil, err
				}
				o, err := c.Run(im, uint64(trial))
				if err != nil {
					return nil, err
				}
				share, b := o.Worst()
				return study.Result{"share": share, "b": b, "passes": float64(o.Passes), "sweeps": float64(o.Sweeps)}, nil
			}})
		}
	}
	return study.Study{
		Name: "style", About: "how often the parameters of a stack of filters are found from a pair of images",
		Package: "pkg/recovery/styles", Page: "docs/recovering-b.md", Inputs: []string{from},
		Parts: []study.Part{{
			Name: "trials", About: "random styles of one photograph", Jobs: jobs,
			Tables: []study.Table{{Name: "trials", Digits: 6, Columns: []string{"case", "trial", "share", "b", "passes", "sweeps"}}},
			Fill: func(done study.Results, t []*study.Table) {
				for _, c := range cases {
					for trial := range c.Trials {
						r := done[key(c, trial)]
						t[0].Add(c.Name, trial, r["share"], r["b"], r["passes"], r["sweeps"])
					}
				}
			},
		}},
	}
}

func key(c Case, trial int) string { return fmt.Sprintf("%s/%d", c.Name, trial) }
