package rivals

import (
	"context"
	"fmt"
	"sync"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/study"
)

// stackUnknowns are the numbers of unknown parameters that are tried, and stackTrials how often each.
var stackUnknowns = []int{1, 2, 3, 5, 7}

const stackTrials = 30

// StackStudy counts how often the descent and random search find a style at the same cost, against the number of
// unknown parameters, on the fresh photographs of a folder.
func StackStudy(size study.Size, folder string) study.Study {
	photos := sync.OnceValues(func() ([]*picture.Image, error) { return StackPhotos(folder) })
	key := func(unknown, trial int) string { return fmt.Sprintf("%d unknown/%d", unknown, trial) }
	trials := study.Pick(size, stackTrials, 1)
	var jobs []study.Job
	for _, unknown := range stackUnknowns {
		for trial := range trials {
			jobs = append(jobs, study.Job{Key: key(unknown, trial), Cost: 1.5e6, Run: func(context.Context, study.Results) (study.Result, error) {
				images, err := photos()
				if err != nil {
					return nil, err
				}
				found, passes, err := NewStack(images, unknown, trial).Descend()
				if err != nil {
					return nil, err
				}
				searched := NewStack(images, unknown, trial).Search(StackPasses, trial)
				return study.Result{"descent": number(found), "passes": float64(passes), "search": number(searched)}, nil
			}})
		}
	}
	return study.Study{
		Name: "stack", About: "how often a stack of filters is found, against its number of unknown parameters",
		Package: "pkg/rivals", Page: "docs/rivals.md", Inputs: stackFiles(folder),
		Parts: []study.Part{{
			Name: "unknown", About: "random styles of three photographs", Jobs: jobs,
			Tables: []study.Table{{Name: "unknown", Columns: []string{"unknown", "method", "passes", "trials", "found"}}},
			Fill: func(done study.Results, t []*study.Table) {
				for _, unknown := range stackUnknowns {
					var descent, search, passes float64
					for trial := range trials {
						r := done[key(unknown, trial)]
						descent, search, passes = descent+r["descent"], search+r["search"], max(passes, r["passes"])
					}
					t[0].Add(unknown, "descent", passes, trials, descent)
					t[0].Add(unknown, "random search", StackPasses, trials, search)
				}
			},
		}},
	}
}
