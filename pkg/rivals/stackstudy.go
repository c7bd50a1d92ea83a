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
	fresh := &stackPart{"fresh", photos, 0, StackFresh, StackCases(), study.Pick(size, stackTrials, 1), true}
	tuned := &stackPart{"tuned", photos, StackFresh, len(stackFiles(folder)), nil, study.Pick(size, stackTrials, 1), false}
	for _, c := range StackCases() {
		if c.Tuned {
			tuned.cases = append(tuned.cases, c)
		}
	}
	if study.Pick(size, false, true) {
		fresh.cases = fresh.cases[:4]
	}
	return study.Study{
		Name: "stack", About: "how often a stack of filters is found, and how sure the search is of it",
		Package: "pkg/rivals", Page: "docs/stacks.md", Inputs: stackFiles(folder),
		Parts: []study.Part{fresh.part("random styles of crops of photographs on which nothing was tuned"), tuned.part("of those on which something was")},
	}
}

// stackPart is the trials of cases with some of the photographs.
type stackPart struct {
	name     string
	photos   func() ([]*picture.Image, error)
	from, to int
	cases    []StackCase
	trials   int
	rivals   bool
}

func (p *stackPart) key(c StackCase, trial int) string { return fmt.Sprintf("%s/%d", c.Name, trial) }

// run makes a trial.
func (p *stackPart) run(c StackCase, trial int) (study.Result, error) {
	images, err := p.photos()
	if err != nil {
		return nil, err
	}
	images = images[p.from:p.to]
	r, err := NewStack(images, c, trial).Fit()
	if err == nil && p.rivals && c.Search {
		r["searched"] = number(NewStack(images, c, trial).Search(StackPasses, trial))
	}
	if err == nil && p.rivals && c.Older {
		var found bool
		found, _, err = NewStack(images, c, trial).Descend()
		r["descended"] = number(found)
	}
	return r, err
}

func (p *stackPart) part(about string) study.Part {
	var jobs []study.Job
	for _, c := range p.cases {
		for trial := range p.trials {
			jobs = append(jobs, study.Job{Key: p.key(c, trial), Cost: 2e6, Run: func(context.Context, study.Results) (study.Result, error) {
				return p.run(c, trial)
			}})
		}
	}
	return study.Part{
		Name: p.name, About: about, Jobs: jobs,
		Tables: []study.Table{{
			Name: p.name, Digits: 6,
			Columns: []string{"case", "photograph", "trials", "found", "stairs", "descended", "searched", "explained", "named", "freed", "passes", "parameters", "holds", "determined", "right"},
		}},
		Fill: p.fill,
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
			if n > 0 {
				t[0].Add(c.Name, name, n, s["found"], s["stairs"], s["descended"], s["searched"], s["explained"], s["named"], s["freed"], s["passes"]/float64(n),
					s["parameters"], s["holds"], s["determined"], s["right"])
			}
		}
	}
}
