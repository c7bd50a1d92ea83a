package race

import (
	"math"
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/study"
)

// left is the median of a rule with a schedule on a task.
func left(all study.Table, task, rule, fall string) float64 {
	return all.Where("task", task).Where("rule", rule).Where("falls", fall).Value("left")
}

// holds checks a statement and that the page makes it.
func holds(t *testing.T, ok bool, words string) {
	t.Helper()
	page.Says(t, words)
	if !ok {
		t.Errorf("it is not so: %q", words)
	}
}

// noisy are the tasks with noise or a kink.
var noisy = []string{"noisy slopes", "mini-batches", "kinks"}

// What the page says of rates that fall.
func TestSchedulesOnTasks(t *testing.T) {
	all := load(t)("tasks")
	best, least, most := true, 1e300, 0.0
	var spreads []string
	for _, task := range noisy {
		lo, hi := 1e300, 0.0
		for _, c := range Contenders() {
			constant, cosine := left(all, task, c.Name, "constant"), left(all, task, c.Name, "cosine")
			best = best && cosine < constant && cosine < left(all, task, c.Name, "1/√t")
			least, most = min(least, constant/cosine), max(most, constant/cosine)
			if c.Name != "Lion" && c.Name != "SignSGD" {
				lo, hi = min(lo, cosine), max(hi, cosine)
			}
		}
		spreads = append(spreads, brief(hi/lo))
	}
	holds(t, best && math.Round(least) == 3 && math.Round(most) == 32, "the cosine is the best schedule of every rule, and leaves 3 to 32 times less than the best constant rate")
	page.Says(t, "differ by factors of "+spreads[0]+", "+spreads[1]+" and "+spreads[2])

	for _, rule := range []string{"Momentum", "Nesterov", "Adam", "AMSGrad", "AdaBelief"} {
		holds(t, left(all, "ravine", rule, "constant") < 1e-15, "momentum, Nesterov's rule, Adam, AMSGrad and AdaBelief arrive, at a constant rate")
	}
	for _, rule := range []string{"SGD", "Adagrad"} {
		holds(t, left(all, "ravine", rule, "constant") < left(all, "ravine", rule, "cosine"), "For plain descent and Adagrad a constant rate is better there than a falling one")
	}
}

// What it says of places, and of Adagrad.
func TestPlacesOnTasks(t *testing.T) {
	all := load(t)("tasks")
	first := map[string]int{}
	for _, task := range all.Distinct("task") {
		winner, least := "", 1e300
		for _, c := range Contenders() {
			if v := bestFall(all.Where("task", task).Where("rule", c.Name)).Value("left"); v < least {
				winner, least = c.Name, v
			}
		}
		first[winner]++
	}
	holds(t, len(first) == 5 && first["Momentum"] == 2, "The six first places go to five rules, and momentum has two of them")
	near := func(task, rule string) float64 {
		return all.Where("task", task).Where("rule", rule).Where("falls", "constant").Value("near")
	}
	holds(t, near("ravine", "Adagrad") == 21 && near("ravine", "SGD") == 3, "with a constant one 21 end within ten times the best in the ravine, where of plain descent 3 do")
	holds(t, near("Rosenbrock", "Adagrad") == 3 && near("Rosenbrock", "SGD") == 27, "on Rosenbrock's function it is 3 of 27 the other way round")
	for _, task := range noisy {
		gain := func(rule string) float64 { return left(all, task, rule, "constant") / left(all, task, rule, "cosine") }
		holds(t, gain("Adagrad") > 0.8*gain("SGD"), "The cosine takes it down by as much as plain descent")
	}
}

// What it says of the three claims, on the small problems.
func TestClaimsOnTasks(t *testing.T) {
	for _, task := range noisy {
		holds(t, duel(t, "duels", task, "Adam", uncorrected).Value("lo") > 1, "Adam without correction leaves less, each at its own best rate, by more than chance")
	}
	for _, task := range append([]string{"Rosenbrock"}, noisy...) {
		holds(t, duel(t, "duels", task, "Nesterov", "Adam").Value("hi") < 1, "it leaves less than Adam at its best on Rosenbrock's function, noisy slopes, mini-batches and kinks, by more than chance")
	}
	all := load(t)("duels")
	for i, task := range all.Text("task") {
		if all.Text("a")[i] != "Adam" || !slices.Contains([]string{"Adagrad", "RMSprop"}, all.Text("b")[i]) {
			continue
		}
		open := all.Floats("lo")[i] <= 1 && all.Floats("hi")[i] >= 1
		holds(t, open == (task == "Rosenbrock" && all.Text("b")[i] == "Adagrad"), "They differ by more than chance on all problems but Rosenbrock's (Adam and Adagrad)")
	}
}
