package convergence

import (
	"math"
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/study"
)

func TestPageTraining(t *testing.T) {
	p := page{t}
	all := p.table("training")
	at := func(batch, n int, source string) study.Table {
		return all.Where("batch", batch).Where("n", n).Where("source", source)
	}
	one := all.Where("batch", 4).Where("source", "K = 1")
	lo, hi := extremes(one, "left")
	p.says("on batches of four it ends with %.0f to %.0f %% of the loss at every size", 100*lo, 100*hi)
	a, b := extremes(one, "rate")
	p.holds(a == 0.1 && b == 0.1, "with the same tuned rate, 0.1")
	p.says("ends at %.1f %% with 10,000 parameters, where one direction has %.0f %%",
		100*at(4, 10000, "backprop").Value("left"), 100*at(4, 10000, "K = 1").Value("left"))
	rows := 0
	for _, n := range []int{31, 100, 301, 1000, 3001, 10000} {
		p.holds(at(4, n, "K = 1").Value("left") < at(20, n, "K = 1").Value("left"), "ends lower than on whole batches at every size")
		for _, batch := range []int{4, 20} {
			rows++
			p.holds(at(batch, n, "K = 1").Value("left") < at(batch, n, "K = √n").Value("left"), "ends lower than $\\sqrt n$ of them in all twelve rows")
		}
	}
	if rows != 12 {
		t.Errorf("%d rows", rows)
	}
}

func TestPageRace(t *testing.T) {
	p := page{t}
	classes := p.table("classes")
	solved := func(class, source, tau string) float64 {
		return classes.Where("class", class).Where("source", source).Value("solved_" + tau)
	}
	p.holds(solved("smooth", "Nelder–Mead", "0.001") == 1, "and Nelder–Mead all of them")
	evals := classes.Where("class", "smooth").Floats("evals_per_n_0.001")
	p.holds(slices.Min(evals) == evals[0], "the gradient does so in the fewest evaluations")
	p.holds(solved("smooth", "forward", "0.001") == 1, "forward differences are the cheapest: they solve all smooth problems")
	p.says("and %.0f %% of the runs with kinks", 100*solved("kinks", "forward", "0.001"))
	row := func(class, source string) study.Table { return classes.Where("class", class).Where("source", source) }
	smooth, all := 1.0, true
	for _, source := range []string{"central", "extrapolated", "sphere", "Gaussian", "orthogonal", "SPSA"} {
		smooth = min(smooth, solved("smooth", source, "0.001"))
		all = all && (source == "SPSA" || solved("waves", source, "0.001") == 1)
	}
	p.says("On smooth problems every source solves %.0f %% of the runs or more", 100*smooth)
	p.holds(all, "every symmetric source but SPSA solves all runs")
	p.says("SPSA %.0f %%; the analytic gradient solves %.0f %%, at a rate with which it leaps from dip to dip, in %.0f times the evaluations of central differences",
		100*solved("waves", "SPSA", "0.001"), 100*solved("waves", "analytic", "0.001"),
		row("waves", "analytic").Value("evals_per_n_0.001")/row("waves", "central").Value("evals_per_n_0.001"))
	leap := p.table("race").Where("problem", "Ackley").Where("source", "analytic").Where("rule", row("waves", "analytic").Text("rule")[0])
	if leap.Value("rate") < 0.1 { // a dip of Ackley's is one wide, and its slopes are of the order of 1
		t.Errorf("a rate of %v does not leap", leap.Value("rate"))
	}
	var reach []float64
	for _, source := range []string{"central", "sphere", "Gaussian", "orthogonal"} {
		reach = append(reach, solved("jumps", source, "0.1"))
	}
	p.says("reach it in %.0f to %.0f %%", 100*slices.Min(reach), 100*slices.Max(reach))
	p.holds(solved("jumps", "analytic", "0.1") == 0 && solved("jumps", "straight-through", "0.1") == 0,
		"the analytic and the straight-through gradient do not reach even $\\tau = 0.1$ in any run")
	nm := func(class string) float64 { return solved(class, "Nelder–Mead", "0.001") }
	p.holds(nm("waves") > 0.9 && nm("kinks") > 0.6 && nm("noise") == 0.5 && nm("jumps") < 0.1,
		"Nelder–Mead solves the smooth problems, most runs with kinks and nearly all with waves, half of those with noise and few with jumps")
	p.says("On kinks it is ahead of half of them, %.0f to %.0f %%", 100*solved("kinks", "SPSA", "0.001"), 100*solved("kinks", "sphere", "0.001"))
	p.holds(row("kinks", "SPSA").Value("lo_0.001") > row("kinks", "sphere").Value("hi_0.001") &&
		solved("waves", "SPSA", "0.001") < 0.85 && solved("jumps", "SPSA", "0.1") < slices.Min(reach)-0.3, "on waves and jumps it is behind")
	best := map[string]int{}
	for _, rule := range classes.Text("rule") {
		best[rule]++
	}
	p.says("plain descent, Adagrad and Nadam are the partner of a source and a kind %d, %d and %d times of %d",
		best["SGD"], best["Adagrad"], best["Nadam"], len(classes.Rows)-best[""])
	for rule, count := range best {
		if rule != "" && rule != "SGD" && rule != "Adagrad" && count > best["Nadam"] {
			t.Errorf("%s is the best partner %d times of %v", rule, count, best)
		}
	}
	nadam := classes.Where("class", "smooth").Where("rule", "Nadam")
	p.holds(2*len(nadam.Rows) > best["Nadam"], "Nadam mostly on smooth problems")
}

// What the page says of rules that have no rate.
func TestPageRateless(t *testing.T) {
	p := page{t}
	all, tuned := p.table("rateless"), p.table("classes")
	of := func(class, source, rule, column string) float64 {
		return all.Where("class", class).Where("source", source).Where("rule", rule).Value(column)
	}
	smooth, kinks := 1.0, 1.0
	for _, source := range []string{"analytic", "forward", "central", "sphere", "orthogonal", "SPSA"} {
		smooth, kinks = min(smooth, of("smooth", source, "DoG", "solved_0.1")), min(kinks, of("kinks", source, "DoG", "solved_0.1"))
		p.holds(source == "analytic" || of("smooth", source, "DoG", "solved_0.001") == 0,
			"a fifth of the smooth runs with the gradient and none with differences")
	}
	p.says("To $\\tau = 0.1$ DoG solves %.0f %% or more of the smooth runs and %.0f %% or more of those with kinks", 100*smooth, 100*math.Floor(100*kinks)/100)
	p.holds(math.Abs(of("smooth", "analytic", "DoG", "solved_0.001")-0.2) < 0.02, "it solves a fifth of the smooth runs with the gradient")
	poem, own := of("kinks", poem, "DoG", "solved_0.001"), of("kinks", "SPSA", "DoG", "solved_0.001")
	best := tuned.Where("class", "kinks").Where("source", "SPSA").Value("solved_0.001")
	p.holds(poem/own > 1.8 && poem/own < 2.2, "twice as many as DoG along SPSA's directions")
	p.says("POEM solves %.0f %% of the runs with kinks", 100*poem)
	p.says("%.0f points fewer than the best tuned rule with them", 100*(best-poem))
	p.holds(all.Where("class", "noise").Where("source", "POEM").Value("solved_0.1") == 0, "it solves none, even to 0.1")
	slow := all.Where("rule", "D-Adaptation")
	for row := range slow.All() {
		v, analytic := row.Float("solved_0.001"), row.Text("source") == "analytic"
		switch class := row.Text("class"); {
		case class == "noise" && analytic:
			p.holds(v == 0.5, "with the gradient it solves half of the noisy runs, one of the smooth ones, and nothing else")
		case class == "smooth" && analytic:
			if math.Abs(v-1.0/150) > 1e-4 {
				t.Errorf("of the smooth runs %v are solved", v)
			}
		case v != 0:
			t.Errorf("%s, %s: %v", row.Text("source"), class, v)
		}
	}
}
