package race

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
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
	var spreads, six []string
	for _, task := range noisy {
		lo, hi := 1e300, 0.0
		low, high, gain := 1e300, 0.0, 1e300 // of the lecture's rules
		for _, c := range Contenders() {
			constant, cosine := left(all, task, c.Name, "constant"), left(all, task, c.Name, "cosine")
			best = best && cosine < constant && cosine < left(all, task, c.Name, "1/√t")
			least, most = min(least, constant/cosine), max(most, constant/cosine)
			if c.Name != "Lion" && c.Name != "SignSGD" {
				lo, hi = min(lo, cosine), max(hi, cosine)
			}
			if slices.ContainsFunc(lectured, func(n optim.Named) bool { return n.Name == c.Name && n.Name != uncorrected }) {
				low, high, gain = min(low, cosine), max(high, cosine), min(gain, constant/cosine)
			}
		}
		spreads, six = append(spreads, brief(hi/lo)), append(six, brief(high/low))
		holds(t, high/low < gain, "less than the cosine gives to each of them")
	}
	holds(t, best && math.Round(least) == 3 && math.Round(most) == 32, "the cosine is the best schedule of every rule, and leaves 3 to 32 times less than the best constant rate")
	page.Says(t, "the medians of the lecture's six differ by factors of "+six[0]+", "+six[1]+" and "+six[2])
	page.Says(t, "those of all rules but Lion and SignSGD by "+spreads[0]+", "+spreads[1]+" and "+spreads[2])

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
	first := map[string]bool{}
	for _, task := range all.Distinct("task") {
		var winners []string // more than one where they arrive
		least := 1e300
		for _, c := range Contenders() {
			switch v := bestFall(all.Where("task", task).Where("rule", c.Name)).Value("left"); {
			case v < least:
				winners, least = []string{c.Name}, v
			case v == least:
				winners = append(winners, c.Name)
			}
		}
		if task == "ravine" {
			holds(t, len(winners) == 6 && slices.Contains(winners, uncorrected), "In the ravine six rules arrive together, Adam without its correction among them")
		} else if len(winners) == 1 {
			first[winners[0]] = true
		}
	}
	holds(t, len(first) == 5, "the five other first places go to five rules")
	narrow, wide := 1e300, 0.0
	for _, c := range Contenders() {
		best := bestFall(all.Where("task", "Rastrigin").Where("rule", c.Name))
		factor := best.Value("hi") / best.Value("lo")
		narrow, wide = min(narrow, factor), max(wide, factor)
	}
	page.Says(t, fmt.Sprintf("the intervals of the medians span factors of %.1f to %.1f", narrow, wide))
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
		holds(t, open == (task == "Rosenbrock" && all.Text("b")[i] == "Adagrad"), "they differ by more than chance on all problems but Rosenbrock's (Adam and Adagrad)")
	}
}

// What the page says of rare features.
func TestRareSentences(t *testing.T) {
	all := load(t)("rare")
	of := func(noise, rule, fall string) study.Table {
		return all.Where("task", "rare features, noise "+noise).Where("rule", rule).Where("falls", fall)
	}
	seen := func(noise, rule, fall string) string { return sightings(of(noise, rule, fall).Value("steps")) }
	page.Says(t, fmt.Sprintf("seen %s times with plain descent, %s times with momentum and %s times with Adagrad",
		seen("0.05", "SGD", "constant"), seen("0.05", "Momentum", "constant"), seen("0.05", "Adagrad", "constant")))
	page.Says(t, fmt.Sprintf("and stay after %s and %s; with a rate that falls Adam needs %s or fewer",
		seen("0.05", "Adam", "constant"), seen("0.05", "RMSprop", "constant"), seen("0.05", "Adam", "cosine")))
	holds(t, of("0.05", "Adam", "1/√t").Value("steps") < of("0.05", "Adam", "cosine").Value("steps"), "with a rate that falls Adam needs 7 or fewer")
	d := duel(t, "rare-duels", "rare features, noise 0.05", "Adagrad", "SGD")
	page.Says(t, fmt.Sprintf("takes %.3f (%.3f–%.3f) of the steps of plain descent", d.Value("ratio"), d.Value("lo"), d.Value("hi")))
	for _, rule := range lectured[1:] {
		one := of("0.3", rule.Name, "cosine")
		holds(t, one.Value("horizon") == 500 && one.Value("found") > 0.66 && one.Value("found") < 0.83, "but a fifth to a third of them are frozen outside")
	}
	page.Says(t, fmt.Sprintf("stay after %s and %s sightings, plain descent after %s",
		seen("0.3", uncorrected, "1/√t"), seen("0.3", "Adagrad", "1/√t"), seen("0.3", "SGD", "constant")))
	for _, noise := range []string{"0.05", "0.3"} {
		holds(t, of(noise, "SGD", "1/√t").Value("found") == 0, "Plain descent with $1/\\sqrt t$ has no rate at which the rarest weight arrives in time")
		half := duel(t, "rare-duels", "rare features, noise "+noise, "Adam", "Adagrad")
		holds(t, half.Value("lo") > 1 && math.Abs(half.Value("ratio")-2) < 0.5, "it stays in half the steps of Adam")
	}
}

// What it says of digits, and of the claims there.
func TestDigitSentences(t *testing.T) {
	all := load(t)("digits")
	wrong := func(of study.Table) float64 { return 100 * study.Summarize(of.Floats("wrong")).Mean }
	at := func(rule, fall string) study.Table { return all.Where("rule", rule).Where("falls", fall) }
	page.Says(t, fmt.Sprintf("It reads %.1f %% wrongly at a constant rate and %.1f %% along a cosine, Adam %.1f and %.1f %%",
		wrong(at("SGD", "constant")), wrong(at("SGD", "cosine")), wrong(at("Adam", "constant")), wrong(at("Adam", "cosine"))))
	for _, rule := range []string{"Momentum", "Nesterov", "Adagrad", "RMSprop", "Adam"} {
		gain := wrong(at(rule, "constant")) - wrong(at(rule, "cosine"))
		holds(t, gain < 0.75 && (gain < 0) == (rule == "Adagrad"), "The other rules of the lecture gain 0.7 points by the cosine at most, and Adagrad loses one tenth")
	}
	lo, hi, train, higher := 100.0, 0.0, 1.0, 0
	nesterov := bestFall(all.Where("rule", "Nesterov"))
	loss := func(of study.Table, column string) float64 { return study.Summarize(of.Floats(column)).Mean }
	for _, c := range Contenders() {
		best := bestFall(all.Where("rule", c.Name))
		if c.Name != "Lion" && c.Name != "SignSGD" {
			lo, hi = min(lo, wrong(best)), max(hi, wrong(best))
		}
		if c.Name != "Nesterov" {
			train = min(train, loss(best, "train"))
			if loss(best, "held") < loss(nesterov, "held") {
				higher++
			}
		}
	}
	page.Says(t, fmt.Sprintf("reads between %.1f and %.1f %% wrongly", lo, hi))
	holds(t, nesterov.Text("falls")[0] == "cosine" && loss(nesterov, "train") < train, "Nesterov's rule along a cosine has the lowest training loss of the table")
	holds(t, higher >= 11 && wrong(nesterov) < lo+0.15, "its held-out loss is higher than that of most others, while it reads hardly more images wrongly than the best")
	for name, task := range map[string]string{"digit-duels": "digits", "rare-duels": "rare features, noise 0.05"} {
		d := duel(t, name, task, "Adam", uncorrected)
		holds(t, d.Value("lo") < 1 && d.Value("hi") > 1, "On the digits and on rare features with small noise the two do not differ by more than chance")
	}
	holds(t, duel(t, "rare-duels", "rare features, noise 0.3", "Adam", uncorrected).Value("lo") > 1, "with large noise the uncorrected one stays earlier")
	holds(t, duel(t, "digit-duels", "digits", "Nesterov", "Adam").Value("lo") > 1 && wrong(nesterov) < wrong(bestFall(all.Where("rule", "Adam"))),
		"On the digits Nesterov's rule along a cosine has a higher held-out loss than Adam, and reads fewer images wrongly")
}
