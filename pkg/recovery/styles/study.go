package styles

import (
	"context"
	"fmt"
	"slices"
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

// Page returns the table of docs/recovering-b.md as Markdown, from that of the study: how many trials of
// each case found the style, the interval of their share, the median errors, and what the first cost.
func Page(results study.Table) string {
	t := study.Table{Columns: []string{"method and images", "found", "trials", "95 % interval", "median error", "median error of b", "passes", "sweeps"}}
	for _, name := range results.Distinct("case") {
		of := results.Where("case", name)
		shares, bs, n, found := of.Floats("share"), of.Floats("b"), len(of.Rows), 0
		for i, share := range shares {
			if Found(share, bs[i]) {
				found++
			}
		}
		slices.Sort(shares)
		slices.Sort(bs)
		lo, hi := study.Wilson(found, n)
		t.Add(name, found, n, fmt.Sprintf("%.0f to %.0f %%", 100*lo, 100*hi), fmt.Sprintf("%.2f %%", 100*shares[n/2]),
			fmt.Sprintf("%.4f", bs[n/2]), of.Text("passes")[0], of.Text("sweeps")[0])
	}
	return t.Markdown()
}
