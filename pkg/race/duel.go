package race

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/study"
)

// duels are the comparisons that the last slide of the lecture makes. Where no schedule is named, each rule has
// the one that was best on the seeds of the tuning.
var duels = []struct{ A, AFall, B string }{
	{"Adam", "", uncorrected},
	{"Adam", "", "Adagrad"},
	{"Adam", "", "RMSprop"},
	{"Nesterov", "cosine", "Adam"},
	{"Adam", "", "SGD"},
	{"Adagrad", "", "SGD"},
}

var duelTable = study.Table{Name: "duels", Columns: []string{"task", "a", "a_falls", "b", "b_falls", "ratio", "lo", "hi"}}

// addDuels adds a row for each duel on a task: the geometric mean over the seeds of a's outcome over b's, the
// smaller the better for a, with its 95 % interval. outcome is that of each seed, tuned the score of the
// tuning, of a rule that was in the race.
func addDuels(t *study.Table, size study.Size, task string, outcome func(entrant) []float64, tuned func(entrant) (score float64, raced bool)) {
	best := func(rule, fall string) (b entrant) {
		least := math.Inf(1)
		for _, e := range entrants(size, Contenders(), task) {
			if score, ok := tuned(e); ok && e.rule.Name == rule && (fall == "" || e.fall == fall) && score < least {
				b, least = e, score
			}
		}
		return b
	}
	for _, d := range duels {
		a, b := best(d.A, d.AFall), best(d.B, "")
		if a.task == "" || b.task == "" {
			continue // a look has few rules
		}
		x, y := outcome(a), outcome(b)
		mean := func(draw func(i int) int) float64 {
			s := 0.0
			for i := range x {
				k := draw(i)
				s += math.Log(x[k]/y[k]) / float64(len(x))
			}
			return math.Exp(s)
		}
		lo, hi := study.Bootstrap(fmt.Sprint("duel ", task, d), len(x), mean)
		t.Add(task, a.rule.Name, a.fall, b.rule.Name, b.fall, mean(func(i int) int { return i }), lo, hi)
	}
}

// spreadOf is the median of a few outcomes with its quartiles and the 95 % interval of the median.
func spreadOf(key string, v []float64) []any {
	s := study.Summarize(v)
	lo, hi := study.Bootstrap(key, len(v), func(draw func(i int) int) float64 {
		sample := make([]float64, len(v))
		for i := range v {
			sample[i] = v[draw(i)]
		}
		return study.Summarize(sample).Median
	})
	return []any{s.Q25, s.Median, s.Q75, lo, hi}
}
