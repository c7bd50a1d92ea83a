package race

import (
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/study"
)

// Study is all of it, for the engine of package study.
func Study(size study.Size) study.Study {
	return study.Study{
		Name: "race", About: "every rule with a tuned rate and schedule: on six problems, on rare features, on digits",
		Package: "pkg/race", Page: "docs/rules.md",
		Parts: []study.Part{tasks(size), rare(size), digits(size)},
	}
}

// entrant is a rule with a schedule on a task: what a rate is tuned for.
type entrant struct {
	task string
	rule optim.Named
	fall string
}

func (e entrant) key() string { return e.task + " " + e.rule.Name + " " + e.fall }

const firstTuning = 1000 // rates are tuned on seeds from here on, and shown on seeds from 0 on

// entrants are the rules with all schedules on these tasks.
func entrants(size study.Size, rules []optim.Named, tasks ...string) (all []entrant) {
	for _, task := range tasks {
		for _, r := range study.Pick(size, rules, rules[:2]) {
			for _, fall := range study.Pick(size, Schedules(), Schedules()[:1]) {
				all = append(all, entrant{task, r, fall})
			}
		}
	}
	return all
}
