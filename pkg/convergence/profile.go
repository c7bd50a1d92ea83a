package convergence

import (
	"math"
	"slices"

	"github.com/gradstep/gradstep/pkg/study"
)

// A solver's profiles, after Moré and Wild, Benchmarking derivative-free optimization
// algorithms, SIAM J. Optim. 20 (2009). An instance is a problem and a seed.
//
//	data profile:         the share of the instances that are solved within α(n+1) evaluations
//	performance profile:  the share that are solved within α times the evaluations of the fastest solver of the set
//
// They stop a run when F(x_0) - F(x) >= (1-τ)(F(x_0) - F_L), with F_L the best value
// that any solver found. Here F_L is the known minimum.

// solver is a member of a set that is compared.
type solver struct {
	name  string
	evals [][]float64 // by instance and by τ
	ns    []int
}

var (
	dataAlphas        = []float64{2, 5, 10, 20, 30, 40, 60, 80, 100, 130, 160, 200}
	performanceAlphas = []float64{1, 1.25, 1.5, 2, 3, 4, 6, 8, 12, 16, 32, 64}
)

// profiles makes the tables of the sets: "sources", each source with the rule that
// serves it best, beside Nelder–Mead; and "rules", each rule with the source
// that serves it best but the analytic one. What serves best has the least score on the tuning seeds, which
// are not those that are shown: it solves most, and is fastest among equals.
func profiles(t, classes *study.Table, all []runner, results func(r runner) [][]float64, score func(r runner) float64) {
	var bySource, byRule [][]runner
	for _, r := range all {
		bySource = join(bySource, r, func(a, b runner) bool { return a.source == b.source && a.rule == b.rule })
		if r.rule != "" && r.source != "analytic" && r.source != "straight-through" {
			byRule = join(byRule, r, func(a, b runner) bool { return a.source == b.source && a.rule == b.rule })
		}
	}
	sources := bestOf(bySource, results, score, func(r runner) string { return r.source }, func(r runner) string { return r.rule })
	rules := bestOf(byRule, results, score, func(r runner) string { return r.rule }, func(r runner) string { return r.source })
	sources = slices.DeleteFunc(sources, func(s chosen) bool { return s.name == "straight-through" }) // one problem only
	addProfiles(t, "sources", sources)
	addProfiles(t, "rules", rules)
	for _, class := range classNames {
		in := ofClass(class, bySource)
		for _, s := range bestOf(in, results, score, func(r runner) string { return r.source }, func(r runner) string { return r.rule }) {
			s.classRow(classes, class)
		}
	}
}

var classNames = []string{"smooth", "kinks", "noise", "waves", "jumps"}

// ratelessRows makes the rows of the rules that find their rate: nothing is chosen, so all are there.
func ratelessRows(t *study.Table, all []runner, results func(r runner) [][]float64) {
	var groups [][]runner
	for _, r := range all {
		groups = join(groups, r, func(a, b runner) bool { return a.source == b.source && a.rule == b.rule })
	}
	for _, class := range classNames {
		for _, g := range ofClass(class, groups) {
			gather(g, results, g[0].source, g[0].rule).classRow(t, class)
		}
	}
}

// ofClass keeps the runners of a class.
func ofClass(class string, groups [][]runner) (in [][]runner) {
	for _, group := range groups {
		group = slices.DeleteFunc(slices.Clone(group), func(r runner) bool { return r.course.class != class })
		if len(group) > 0 {
			in = append(in, group)
		}
	}
	return in
}

// gather makes a solver of its runners.
func gather(group []runner, results func(r runner) [][]float64, name, with string) chosen {
	s := chosen{solver{name: name}, with}
	for _, r := range group {
		for _, run := range results(r) {
			s.evals = append(s.evals, run)
			s.ns = append(s.ns, r.course.n())
		}
	}
	return s
}

func (s chosen) classRow(t *study.Table, class string) {
	lo, hi := study.Wilson(s.count(1), len(s.evals))
	t.Add(class, s.name, s.with, s.share(0), s.share(1), lo, hi, s.typical(1))
}

func join(groups [][]runner, r runner, same func(a, b runner) bool) [][]runner {
	for i, g := range groups {
		if same(g[0], r) {
			groups[i] = append(g, r)
			return groups
		}
	}
	return append(groups, []runner{r})
}

// chosen is the best solver of those that share a name.
type chosen struct {
	solver
	with string
}

// bestOf keeps, of the groups with one name, that with the least mean score on the tuning seeds; of equal ones
// the first.
func bestOf(
	groups [][]runner, results func(r runner) [][]float64, score func(r runner) float64, name, with func(r runner) string,
) (out []chosen) {
	var least []float64
	for _, g := range groups {
		s, sum := gather(g, results, name(g[0]), with(g[0])), 0.0
		for _, r := range g {
			sum += score(r) / float64(len(g))
		}
		i := slices.IndexFunc(out, func(c chosen) bool { return c.name == s.name })
		switch {
		case i < 0:
			out, least = append(out, s), append(least, sum)
		case sum < least[i]:
			out[i], least[i] = s, sum
		}
	}
	return out
}

// count is how many instances are solved.
func (s solver) count(tau int) (n int) {
	for _, e := range s.evals {
		if !math.IsInf(e[tau], 1) {
			n++
		}
	}
	return n
}

// within is the share of instances that are solved within the limit of each.
func (s solver) within(tau int, limit func(i int) float64) float64 {
	count := 0
	for i, e := range s.evals {
		if e[tau] <= limit(i) {
			count++
		}
	}
	return float64(count) / float64(len(s.evals))
}

func (s solver) share(tau int) float64 {
	return s.within(tau, func(int) float64 { return math.MaxFloat64 })
}

// typical is the median number of evaluations, in units of n + 1.
func (s solver) typical(tau int) float64 {
	var values []float64
	for i, e := range s.evals {
		values = append(values, e[tau]/float64(s.ns[i]+1))
	}
	return study.Summarize(values).Median
}

func addProfiles(t *study.Table, set string, solvers []chosen) {
	for tau, value := range taus {
		fastest := slices.Repeat([]float64{math.Inf(1)}, len(solvers[0].evals))
		for _, s := range solvers {
			for i, e := range s.evals {
				fastest[i] = min(fastest[i], e[tau])
			}
		}
		for _, s := range solvers {
			for _, alpha := range dataAlphas {
				t.Add(set, s.name, s.with, "data", value, alpha, s.within(tau, func(i int) float64 { return alpha * float64(s.ns[i]+1) }))
			}
			for _, alpha := range performanceAlphas {
				t.Add(set, s.name, s.with, "performance", value, alpha, s.within(tau, func(i int) float64 {
					return min(alpha*fastest[i], math.MaxFloat64) // what none solves nobody has solved
				}))
			}
		}
	}
}
