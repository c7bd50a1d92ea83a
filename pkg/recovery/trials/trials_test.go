package trials

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

var photographs = sync.OnceValues(func() ([]*picture.Image, error) { return Photos("../../../testdata/photos") })

func photos(t *testing.T) []*picture.Image {
	t.Helper()
	all, err := photographs()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// ran makes the first n trials.
func ran(t *testing.T, s Scenario, m Method, n int) Ended {
	t.Helper()
	e, err := Run(s, m, photos(t), 0, n)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// subset is how many trials the tests make.
func subset() int {
	if testing.Short() {
		return 25
	}
	return Subset
}

// The descent finds b in the share of trials that it is meant to, in every scenario,
// and in those of the first trials in which the study found it.
func TestDescentReachesItsGoals(t *testing.T) {
	slack := 0.0
	if testing.Short() {
		slack = 8 // two of 25
	}
	results, _, _ := stored(t)
	for i, s := range Scenarios() {
		sum := ran(t, s, Annealed(Steps), subset()).Summary(subset())
		row := results.Where("scenario", s.Name).Where("method", Annealed(Steps).Name)
		if of := row.Value(fmt.Sprintf("found of %d", Subset)); sum.Trials == Subset && sum.Fates[Found] != int(of) {
			t.Errorf("%s: %d of %d found, %g in the study", s.Name, sum.Fates[Found], Subset, of)
		}
		if sum.Share(Found) < goals[i]-slack {
			t.Errorf("%s: %.1f %% of %d found, %g %% asked for; fates %v", s.Name, sum.Share(Found), sum.Trials, goals[i], sum.Fates)
		}
	}
}

// What the consensus misses lies beside the target: the pairs do not tell more.
func TestConsensusMissesBesideTheTarget(t *testing.T) {
	for i, s := range Scenarios() {
		n := subset() / 4
		if sum := ran(t, s, Consensus(), n).Summary(n); sum.Share(Found) < goals[i]-10 || sum.Fates[Found]+sum.Fates[Beside] < n {
			t.Errorf("%s: fates %v of %d", s.Name, sum.Fates, n)
		}
	}
}

// Neither part does it alone: the spread comes near, and the misfit from near.
func TestPartsAlone(t *testing.T) {
	s := Scenarios()[0]
	spread := ran(t, s, Methods()[3], 100).Summary(100)
	if near := spread.Fates[Found] + spread.Fates[Beside]; near < 95 || spread.Fates[Found] > 60 {
		t.Errorf("spread alone: fates %v", spread.Fates)
	}
	if misfit := ran(t, s, Methods()[4], 100).Summary(100); misfit.Fates[Found] > 40 {
		t.Errorf("misfit alone: fates %v", misfit.Fates)
	}
}

// Stand-ins for floor find next to nothing, here as in the question.
func TestStandInsFail(t *testing.T) {
	all := StandIns()
	for _, m := range all[:len(all)-1] {
		if sum := ran(t, Scenarios()[0], m, 20).Summary(20); sum.Fates[Found] > 4 {
			t.Errorf("%s: fates %v", m.Name, sum.Fates)
		}
	}
}

func TestRunIsReproducible(t *testing.T) {
	s := Scenarios()[5]
	all := ran(t, s, Annealed(50), 12)
	later, err := Run(s, Annealed(50), photos(t), 7, 5)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(all.B[7:], later.B) || all.Passes != 90 {
		t.Errorf("%v in a run, %v on their own; %d passes", all.B[7:], later.B, all.Passes)
	}
}

func TestTrialsAreWhatTheyShould(t *testing.T) {
	for _, s := range Scenarios() {
		trial, err := s.Trial(3, photos(t))
		if err != nil {
			t.Fatal(err)
		}
		target, start := Ends(3)
		if trial.Target != target || trial.Start != start || !(target >= 5 && target < 30 && start >= 5 && start < 30) {
			t.Errorf("%s: target %v, start %v", s.Name, trial.Target, trial.Start)
		}
		n, foreign := pixels, 0
		if s.Photo {
			n = Crop * Crop
		}
		for i, x := range trial.X {
			y := (math.Floor(x*target) + 0.5) / target
			if s.Stored {
				y = math.Round(255*min(1, y)) / 255
			}
			if math.Abs(y-trial.Y[i]) > 1e-12 {
				foreign++
			}
		}
		if share := float64(foreign) / float64(n); len(trial.X) != n || math.Abs(share-s.Outliers) > 0.05 {
			t.Errorf("%s: %d pixels, %.3f of them foreign", s.Name, len(trial.X), share)
		}
	}
}

func TestFates(t *testing.T) {
	for _, c := range []struct {
		target, b float64
		want      Fate
	}{
		{12, 12.04, Found},
		{12, 12.06, Beside},
		{12, 11.3, Beside},
		{29.5, 30, Beside}, // the target's own valley reaches the end
		{12, 30, UpperEnd},
		{12, 5.01, LowerEnd},
		{12, 24.05, Multiple},
		{12, 18, Multiple},
		{12, 8.05, Multiple},
		{24, 12, Multiple},
		{12, 13.2, Astray},
	} {
		if got := FateOf(c.target, c.b); got != c.want {
			t.Errorf("target %v, end %v: %v, want %v", c.target, c.b, got, c.want)
		}
	}
}

func TestSummary(t *testing.T) {
	e := Ended{First: 5, B: make([]float64, 4)}
	for i := range e.B {
		target, _ := Ends(5 + uint64(i))
		e.B[i] = target + 0.01*float64(i)
	}
	e.B[3] = 4
	s := e.Summary(10)
	if s.Trials != 4 || s.Fates[Found] != 3 || s.Fates[LowerEnd] != 1 || math.Abs(s.Median-0.02) > 1e-12 || s.Share(Found) != 75 {
		t.Errorf("%+v", s)
	}
	if s := (Ended{}).Summary(3); s.Trials != 0 || s.Median != 0 {
		t.Errorf("no trials: %+v", s)
	}
}
