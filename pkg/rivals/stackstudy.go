package rivals

import (
	"context"
	"fmt"
	"sync"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/study"
)

// stackTrials is how often each case is tried: ten crops of each of three photographs.
const stackTrials = 30

// StackStudy counts how often the styles of [StackCases] are found, on the fresh photographs of a folder: by
// stylize.Fit, by the older descent where the case is one that it can meet, and by random search at the same cost.
func StackStudy(size study.Size, folder string) study.Study {
	photos := sync.OnceValues(func() ([]*picture.Image, error) { return StackPhotos(folder) })
	key := func(c StackCase, trial int) string { return fmt.Sprintf("%s/%d", c.Name, trial) }
	trials := study.Pick(size, stackTrials, 1)
	cases := study.Pick(size, StackCases(), StackCases()[:2])
	var jobs []study.Job
	for _, c := range cases {
		for trial := range trials {
			jobs = append(jobs, study.Job{Key: key(c, trial), Cost: 2e6, Run: func(context.Context, study.Results) (study.Result, error) {
				images, err := photos()
				if err != nil {
					return nil, err
				}
				r, err := NewStack(images, c, trial).Fit()
				if err != nil || !c.Rivals() {
					return r, err
				}
				r["searched"] = number(NewStack(images, c, trial).Search(StackPasses, trial))
				found, _, err := NewStack(images, c, trial).Descend()
				r["descended"] = number(found)
				return r, err
			}})
		}
	}
	return study.Study{
		Name: "stack", About: "how often a stack of filters is found, and how sure the search is of it",
		Package: "pkg/rivals", Page: "docs/rivals.md", Inputs: stackFiles(folder),
		Parts: []study.Part{{
			Name: "unknown", About: "random styles of crops of three photographs", Jobs: jobs,
			Tables: []study.Table{
				{Name: "found", Columns: []string{"case", "method", "trials", "found"}},
				{Name: "sure", Columns: []string{"case", "photograph", "trials", "found", "explained", "passes", "parameters", "holds", "determined", "right"}},
			},
			Fill: func(done study.Results, t []*study.Table) {
				for _, c := range cases {
					sums := make([]study.Result, len(stackFiles(folder))+1)
					for trial := range trials {
						for _, k := range []int{0, 1 + trial%(len(sums)-1)} {
							if sums[k] == nil {
								sums[k] = study.Result{}
							}
							for name, v := range done[key(c, trial)] {
								sums[k][name] += v
							}
							sums[k]["trials"]++
						}
					}
					all := sums[0]
					t[0].Add(c.Name, "fit", trials, all["found"])
					if c.Rivals() {
						t[0].Add(c.Name, "older descent", trials, all["descended"])
						t[0].Add(c.Name, "random search", trials, all["searched"])
					}
					for k, name := range []string{"all", "chelsea", "coffee", "rocket"} {
						if s := sums[k]; s != nil {
							t[1].Add(c.Name, name, s["trials"], s["found"], s["explained"], s["passes"]/s["trials"],
								s["parameters"], s["holds"], s["determined"], s["right"])
						}
					}
				}
			},
		}},
	}
}
