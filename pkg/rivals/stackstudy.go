package rivals

import (
	"context"
	"fmt"
	"sync"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/study"
)

// stackTrials is how often each case is tried.
const stackTrials = 30

// StackStudy counts how often the styles of [StackCases] are found by stylize.Fit, by the older descent where the case
// is one that it can meet, and by random search: on photographs of a folder on which nothing was tuned, and, by Fit
// alone, on those on which it was.
func StackStudy(size study.Size, folder string) study.Study {
	photos := sync.OnceValues(func() ([]*picture.Image, error) { return StackPhotos(folder) })
	trials := study.Pick(size, stackTrials, 1)
	cases := StackCases()
	if study.Pick(size, false, true) {
		cases = cases[:4]
	}
	fresh := &stackPart{"fresh", photos, 0, StackFresh, cases, trials, stackFit}
	search := &stackPart{"search", photos, 0, StackFresh, cases, trials, stackSearch}
	tuned := &stackPart{"tuned", photos, StackFresh, len(stackFiles(folder)), nil, trials, stackFit}
	for _, c := range StackCases() {
		if c.Tuned {
			tuned.cases = append(tuned.cases, c)
		}
	}
	return study.Study{
		Name: "stack", About: "how often a stack of filters is found, and how sure the search is of it",
		Package: "pkg/rivals", Page: "docs/stacks.md", Inputs: stackFiles(folder),
		Parts: []study.Part{
			fresh.part("random styles of crops of photographs on which nothing was tuned"),
			search.part("random search for them"),
			tuned.part("random styles of crops of photographs on which something was"),
		},
	}
}

// stackPart is the trials of cases with some of the photographs.
type stackPart struct {
	name     string
	photos   func() ([]*picture.Image, error)
	from, to int
	cases    []StackCase
	trials   int
	method   stackMethod
}

// stackMethod is a way to find a style: what it counts, in the order of the table, and how. The counts of trials are
// summed up, but for "passes", of which the table has the mean.
type stackMethod struct {
	counts []string
	run    func(s *Stack, trial int) (study.Result, error)
}

var (
	stackFit = stackMethod{
		[]string{"found", "stairs", "descended", "explained", "named", "freed", "passes", "parameters", "holds", "determined", "right"},
		func(s *Stack, _ int) (study.Result, error) {
			r, err := s.Fit()
			if err == nil && s.Older {
				var found bool
				found, _, err = s.Descend()
				r["descended"] = number(found)
			}
			return r, err
		},
	}
	stackSearch = stackMethod{[]string{"found", "passes"}, func(s *Stack, trial int) (study.Result, error) {
		return study.Result{"found": number(s.Search(s.Rivals(), trial)), "passes": float64(s.Rivals())}, nil
	}}
)

func (p *stackPart) key(c StackCase, trial int) string { return fmt.Sprintf("%s/%d", c.Name, trial) }

func (p *stackPart) part(about string) study.Part {
	var jobs []study.Job
	for _, c := range p.cases {
		for trial := range p.trials {
			jobs = append(jobs, study.Job{Key: p.key(c, trial), Cost: 2e6, Run: func(context.Context, study.Results) (study.Result, error) {
				images, err := p.photos()
				if err != nil {
					return nil, err
				}
				return p.method.run(NewStack(images[p.from:p.to], c, trial), trial)
			}})
		}
	}
	return study.Part{
		Name: p.name, About: about, Jobs: jobs,
		Tables: []study.Table{{Name: p.name, Digits: 6, Columns: append([]string{"case", "photograph", "trials"}, p.method.counts...)}},
		Fill:   p.fill,
	}
}

// fill sums up the trials of each case, photograph by photograph.
func (p *stackPart) fill(done study.Results, t []*study.Table) {
	names := []string{"chelsea", "coffee", "rocket", "flower", "grace_hopper", "astronaut", "retina"}[p.from:p.to]
	for _, c := range p.cases {
		for k, name := range names {
			s, n := study.Result{}, 0
			for trial := k; trial < p.trials; trial += len(names) {
				n++
				for what, v := range done[p.key(c, trial)] {
					s[what] += v
				}
			}
			if n == 0 {
				continue
			}
			s["passes"] /= float64(n)
			row := []any{c.Name, name, n}
			for _, what := range p.method.counts {
				row = append(row, s[what])
			}
			t[0].Add(row...)
		}
	}
}
