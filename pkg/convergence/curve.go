package convergence

import (
	"fmt"
	"math"
	"slices"

	"github.com/gradstep/gradstep/pkg/study"
)

// curve is a configuration whose error is measured at several numbers of steps, to
// be held against a bound and a rate.
type curve struct {
	problem string
	n, k    int
	noise   float64   // mean size of the random slope of F(·, ξ); 0: F(x)
	step    string    // how the step length is chosen
	tau     []float64 // numbers of steps in the unit of the bound, in which n and K drop out
	ts      []int     // the same in steps, T
	x       []float64 // where the logarithm of the error is fitted; nil: at log T
	from    int       // the first points that are not fitted: the way to where the rate holds
	theory  float64   // the slope that theory gives; NaN: none
	sharp   bool      // the slope is not only a bound: the measured one is to agree
	bound   func(t int) float64
	run     func(c curve, seed int) ([]float64, error) // the error at each of ts
}

func (c curve) key(seed int) string {
	return fmt.Sprintf("%s sphere %s n=%d K=%d noise=%g seed=%d", c.problem, c.step, c.n, c.k, c.noise, seed)
}

// cost is 15 ns for each coordinate of each direction, of all T together.
func (c curve) cost() float64 {
	total := 0
	for _, t := range c.ts {
		total += t
	}
	return 0.015*float64(total*c.k*c.n) + 0.3*float64(total)
}

// seeds is the number of runs: more where they are cheap and differ much.
func (c curve) seeds(size study.Size) int {
	switch {
	case size.Small || c.n > 10:
		return size.Seeds
	}
	return 4 * size.Seeds
}

// curves makes a study of curves: a table with the errors; name-fits with the slopes
// in T; and name-dimension with the slopes in n at the same number of the bound's
// own units, where theory has 0.
func curves(name, about string, size study.Size, all []curve) study.Part {
	plan := curvePlan(size, all)
	return study.Part{
		Name: name, About: about, Jobs: plan.Jobs(),
		Tables: []study.Table{
			{Name: name, Columns: []string{
				"problem", "n", "k", "noise", "step", "t", "evals", "mean", "se", "q25", "median", "q75", "bound",
			}},
			{Name: name + "-fits", Columns: []string{
				"problem", "n", "k", "noise", "step", "slope", "lo", "hi", "typical", "typical_lo", "typical_hi", "theory", "sharp",
			}},
			{Name: name + "-dimension", Columns: []string{
				"problem", "k_is", "noise", "step", "tau", "n_from", "n_to", "slope", "lo", "hi",
			}},
		},
		Fill: func(done study.Results, t []*study.Table) {
			runs := func(c curve) [][]float64 { return plan.Runs(done, c).Vectors("error") }
			for _, c := range all {
				c.rows(t[0], runs(c))
				c.fit(t[1], runs(c))
			}
			for _, group := range byDimension(all) {
				acrossDimensions(t[2], group, runs)
			}
		},
	}
}

// curvePlan runs each curve with its seeds; a result has the vector "error".
func curvePlan(size study.Size, all []curve) study.Plan[curve] {
	return study.Plan[curve]{
		Configs: all, Key: curve.key, Cost: curve.cost,
		Seeds: func(c curve) int { return c.seeds(size) },
		Run: func(c curve, _ float64, seed int) (study.Result, error) {
			errors, err := c.run(c, seed)
			r := study.Result{}
			r.SetVector("error", errors)
			return r, err
		},
	}
}

// kIs names the number of directions by its place in someDirections.
func (c curve) kIs() string {
	for i, k := range someDirections(c.n) {
		if k == c.k {
			return []string{"1", "√n", "n"}[i]
		}
	}
	return ""
}

// byDimension groups curves that differ in n alone, from n = 5 on.
func byDimension(all []curve) (groups [][]curve) {
	place := map[string]int{}
	for _, c := range all {
		if c.n < 5 || len(c.tau) == 0 {
			continue
		}
		name := fmt.Sprint(c.problem, c.kIs(), c.noise, c.step)
		if _, known := place[name]; !known {
			place[name] = len(groups)
			groups = append(groups, nil)
		}
		groups[place[name]] = append(groups[place[name]], c)
	}
	return groups
}

// acrossDimensions fits the error against n at the largest τ that all have.
func acrossDimensions(t *study.Table, group []curve, runs func(c curve) [][]float64) {
	first, last := group[0], group[len(group)-1]
	common, count := slices.Clone(first.tau), len(runs(first))
	for _, c := range group {
		common = slices.DeleteFunc(common, func(tau float64) bool { return !slices.Contains(c.tau, tau) })
		count = min(count, len(runs(c)))
	}
	if len(group) < 2 || len(common) == 0 {
		return
	}
	tau := common[len(common)-1]
	var ns []float64
	errors := make([][]float64, count)
	for _, c := range group {
		ns = append(ns, float64(c.n))
		at := slices.Index(c.tau, tau)
		for r, run := range runs(c)[:count] {
			errors[r] = append(errors[r], run[at])
		}
	}
	f := study.FitSlope("dimension "+first.key(0), ns, errors, false)
	t.Add(first.problem, first.kIs(), first.noise, first.step, tau, first.n, last.n, f.Slope, f.Lo, f.Hi)
}

func (c curve) rows(t *study.Table, runs [][]float64) {
	for i, steps := range c.ts {
		var values []float64
		for _, r := range runs {
			values = append(values, r[i])
		}
		s := study.Summarize(values)
		t.Add(c.problem, c.n, c.k, c.noise, c.step, steps, 2*c.k*steps, s.Mean, s.SE, s.Q25, s.Median, s.Q75, c.bound(steps))
	}
}

func (c curve) fit(t *study.Table, runs [][]float64) {
	x := c.x
	if x == nil {
		x = make([]float64, len(c.ts))
		for i, steps := range c.ts {
			x[i] = math.Log(float64(steps))
		}
	}
	late := make([][]float64, len(runs))
	for r, run := range runs {
		late[r] = run[c.from:]
	}
	mean, typical := study.FitLine(c.key(0), x[c.from:], late, false), study.FitLine(c.key(0), x[c.from:], late, true)
	sharp := 0
	if c.sharp {
		sharp = 1
	}
	t.Add(c.problem, c.n, c.k, c.noise, c.step, mean.Slope, mean.Lo, mean.Hi, typical.Slope, typical.Lo, typical.Hi, c.theory, sharp)
}

// someDirections are one direction, √n and n of them.
func someDirections(n int) []int {
	ks := []int{1}
	for _, k := range []int{int(math.Round(math.Sqrt(float64(n)))), n} {
		if k > ks[len(ks)-1] {
			ks = append(ks, k)
		}
	}
	return ks
}

// over sets the numbers of steps to so many times a unit.
func (c *curve) over(unit float64, tau ...float64) {
	c.tau = tau
	for _, m := range tau {
		c.ts = append(c.ts, int(math.Ceil(m*unit)))
	}
}
