package rivals

import (
	"context"
	"fmt"
	"sync"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/study"
)

// stackTrials is how often each case is tried with the photographs that all methods meet, moreTrials with the others.
const stackTrials, moreTrials = 30, 12

// StackStudy counts how often the styles of [StackCases] are found, on fresh photographs of a folder: by
// stylize.Fit, and on three of them by the older descent, where the case is one that it can meet, and by random
// search at the same cost.
func StackStudy(size study.Size, folder string) study.Study {
	photos := sync.OnceValues(func() ([]*picture.Image, error) { return StackPhotos(folder) })
	shared := &stackPart{"shared", photos, 0, StackShared, StackCases(), study.Pick(size, stackTrials, 1), true}
	var hard []StackCase
	for _, c := range StackCases() {
		if c.Unknown == len(stackOrder) && c.Replaced > 0 {
			hard = append(hard, c)
		}
	}
	more := &stackPart{"more", photos, StackShared, len(stackFiles(folder)), hard, study.Pick(size, moreTrials, 1), false}
	if study.Pick(size, false, true) {
		shared.cases = shared.cases[:2]
	}
	return study.Study{
		Name: "stack", About: "how often a stack of filters is found, and how sure the search is of it",
		Package: "pkg/rivals", Page: "docs/stacks.md", Inputs: stackFiles(folder),
		Parts: []study.Part{shared.part("random styles of crops of three photographs"), more.part("of two others")},
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
			Columns: []string{"case", "photograph", "trials", "found", "descended", "searched", "explained", "passes", "parameters", "holds", "determined", "right"},
		}},
		Fill: p.fill,
	}
}

// fill sums up the trials of each case, photograph by photograph.
func (p *stackPart) fill(done study.Results, t []*study.Table) {
	names := []string{"chelsea", "coffee", "rocket", "flower", "grace_hopper"}[p.from:p.to]
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
				t[0].Add(c.Name, name, n, s["found"], s["descended"], s["searched"], s["explained"], s["passes"]/float64(n),
					s["parameters"], s["holds"], s["determined"], s["right"])
			}
		}
	}
}
