package surrogate

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/optim"
)

// generic returns random numbers of steps and temperatures between a row's Hot and
// Cold, evenly in the logarithm.
func generic(e Entry, rng *rand.Rand) (u, t float64) {
	u = 30 * rng.Float64()
	if e.HasTemperature() {
		t = e.Hot * math.Pow(e.Cold/e.Hot, rng.Float64())
	}
	return u, t
}

// The slope of every row that claims to be a derivative is the one that
// differences of the value have, wherever the value has one.
func TestSlopesAreDerivatives(t *testing.T) {
	for _, e := range All() {
		if !e.Derived {
			continue
		}
		rng, kinks := rand.New(rand.NewPCG(1, 1)), 0
		for range 400 {
			u, temp := generic(e, rng)
			_, slope := e.At(u, temp)
			est, err := fd.Certify(func(w float64) float64 { v, _ := e.At(w, temp); return v }, u)
			if errors.Is(err, fd.ErrKink) {
				kinks++ // the ends of a ramp
				continue
			}
			if tol := est.Err + 1e-6*math.Max(1, math.Abs(slope)); !(math.Abs(slope-est.Value) <= tol) {
				t.Errorf("%s at u = %v, t = %v: slope %v, differences %v ± %v", e.Name, u, temp, slope, est.Value, est.Err)
			}
		}
		if kinks > 20 {
			t.Errorf("%s: %d of 400 points are kinks", e.Name, kinks)
		}
	}
}

// away is the greatest distance of the value from the limit at points that lie at
// least a tenth of a step away from every jump of the limit, and the greatest slope there.
func away(e Entry, temp float64) (distance, slope float64) {
	for i := range 4000 {
		u := 2 + 10*(float64(i)+0.5)/4000
		if e.Limit(u-0.1) != e.Limit(u+0.1) {
			continue
		}
		v, s := e.At(u, temp)
		distance, slope = max(distance, math.Abs(v-e.Limit(u))), max(slope, math.Abs(s))
	}
	return distance, slope
}

// As the temperature falls, every stand-in nears its limit away from the jumps, and
// its slope there vanishes.
func TestLimits(t *testing.T) {
	for _, e := range All() {
		if e.Limit == nil || !e.HasTemperature() {
			continue
		}
		last := math.Inf(1)
		for k := range 9 {
			temp := e.Hot * math.Pow(e.Cold/e.Hot, float64(k)/8)
			d, _ := away(e, temp)
			if !(d <= last) {
				t.Errorf("%s: at t = %v the distance has grown from %v to %v", e.Name, temp, last, d)
			}
			last = d
		}
		if d, _ := away(e, e.Hot); d < 0.05 {
			t.Errorf("%s: Hot = %v is not hot, distance %v", e.Name, e.Hot, d)
		}
		if d, _ := away(e, e.Cold); d > 0.05 {
			t.Errorf("%s: Cold = %v is not cold, distance %v", e.Name, e.Cold, d)
		}
		if d, s := away(e, 1e-6*e.Cold); d > 1e-6 || s > 1e-5 {
			t.Errorf("%s: near t = 0 the distance is %v, the slope %v", e.Name, d, s)
		}
	}
}

// At t = 0 and at temperatures that are none, every stand-in is its limit, and NaN
// is passed on.
func TestSpecialValues(t *testing.T) {
	for _, e := range All() {
		if v, s := e.At(math.NaN(), 0.1); !math.IsNaN(v) || !math.IsNaN(s) && e.HasTemperature() {
			t.Errorf("%s: At(NaN) = %v, %v", e.Name, v, s)
		}
		if !e.HasTemperature() {
			continue
		}
		if v, s := e.At(2.7, math.NaN()); !math.IsNaN(v) || !math.IsNaN(s) {
			t.Errorf("%s: At(t = NaN) = %v, %v", e.Name, v, s)
		}
		for _, u := range []float64{0, 0.3, 2.7, 3} {
			for _, temp := range []float64{0, -1} {
				if v, s := e.At(u, temp); v != e.Limit(u) || s != 0 {
					t.Errorf("%s: At(%v, %v) = %v, %v", e.Name, u, temp, v, s)
				}
			}
			for _, temp := range []float64{1e-300, 1e-9, 1, 10, 1e300, math.Inf(1)} {
				v, s := e.At(u, temp)
				if math.IsNaN(v+s) || math.IsInf(v, 0) || math.Abs(v-u) > 35 {
					t.Errorf("%s: At(%v, %v) = %v, %v", e.Name, u, temp, v, s)
				}
			}
		}
	}
}

// Every stand-in that is a function of u alone repeats itself a step higher.
func TestPeriodic(t *testing.T) {
	for _, e := range All() {
		if e.Name == "Steklov mean over b" {
			continue // wider at brighter pixels
		}
		rng := rand.New(rand.NewPCG(2, 2))
		for range 100 {
			u, temp := generic(e, rng)
			v, s := e.At(u, temp)
			w, d := e.At(u+7, temp)
			if math.Abs(w-v-7) > 1e-9 || math.Abs(s-d) > 1e-9*(1+math.Abs(s))/max(temp, 1e-3) {
				t.Errorf("%s at t = %v: (%v, %v) at %v, (%v, %v) at u + 7", e.Name, temp, v, s, u, w, d)
			}
		}
	}
}

func TestFind(t *testing.T) {
	for _, e := range All() {
		if got, ok := Find(e.Name); !ok || got.Surrogate != e.Surrogate {
			t.Errorf("Find(%q) = %v, %v", e.Name, got.Name, ok)
		}
	}
	if _, ok := Find("ceil"); ok {
		t.Error("Find finds what there is not")
	}
	All()[0].Name = "changed"
	if _, ok := Find("changed"); ok {
		t.Error("All hands out the table itself")
	}
}

func TestAnneal(t *testing.T) {
	s := Anneal(0.5, 0.005, 101)
	for step, want := range map[int]float64{0: 0.5, 50: 0.05, 100: 0.005, 1000: 0.005} {
		if got := s.Rate(step); math.Abs(got-want) > 1e-12 {
			t.Errorf("step %d: %v, want %v", step, got, want)
		}
	}
	if got := Anneal(0.5, 0.005, 1).Rate(0); got != 0.005 {
		t.Errorf("one step: %v", got)
	}
	var _ optim.Schedule = All()[3].Anneal(10)
}
