package optim_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
)

// oracleRun is one line of testdata/oracles/trajectories.jsonl; its README says
// what the fields mean.
type oracleRun struct {
	Problem       string          `json:"problem"`
	ProblemParams json.RawMessage `json:"problem_params"`
	Rule          string          `json:"rule"`
	Settings      oracleSettings  `json:"settings"`
	Oracle        string          `json:"oracle"`
	X0            []float64       `json:"x0"`
	Steps         [][]float64     `json:"steps"`
	X100          []float64       `json:"x100"`
	X1000         []float64       `json:"x1000"`
	TolRel        struct {
		K20   *float64 `json:"k20"`
		K100  *float64 `json:"k100"`
		K1000 *float64 `json:"k1000"`
	} `json:"tol_rel"`
}

type oracleSettings struct {
	Rate          float64         `json:"lr"`
	L2            float64         `json:"l2"`
	Gamma         float64         `json:"gamma"`
	Dampening     float64         `json:"dampening"`
	Eps           float64         `json:"eps"`
	EpsRoot       float64         `json:"eps_root"`
	EpsPlace      string          `json:"eps_place"`
	G0            float64         `json:"G0"`
	RateDecay     float64         `json:"lr_decay"`
	Rho           float64         `json:"rho"`
	Momentum      float64         `json:"momentum"`
	Centered      bool            `json:"centered"`
	Beta1         float64         `json:"beta1"`
	Beta2         float64         `json:"beta2"`
	Corrected     bool            `json:"corrected"`
	Decay         float64         `json:"decoupled_wd"`
	MomentumDecay float64         `json:"momentum_decay"`
	Variant       string          `json:"variant"`
	Schedule      *oracleSchedule `json:"schedule"`
}

type oracleSchedule struct {
	Type   string  `json:"type"`
	Every  int     `json:"every"`
	Factor float64 `json:"factor"`
	Rate   float64 `json:"rate"`
	T      int     `json:"T"`
	End    float64 `json:"end"`
	Start  float64 `json:"start"`
	W      int     `json:"W"`
	Power  float64 `json:"power"`
}

func readOracles(t testing.TB) []oracleRun {
	t.Helper()
	f, err := os.Open("../../testdata/oracles/trajectories.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var runs []oracleRun
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r oracleRun
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatalf("line %d: %v", len(runs)+1, err)
		}
		runs = append(runs, r)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return runs
}

// gradient returns the run's closed-form gradient. That of noisy_quad counts its
// calls, since the noise belongs to the step.
func (r oracleRun) gradient(t testing.TB) func(dst, x []float64) {
	t.Helper()
	var p struct {
		C, A  json.RawMessage
		Q     []float64
		Amp   float64
		Noise [][3]any
	}
	if err := json.Unmarshal(r.ProblemParams, &p); err != nil {
		t.Fatal(err)
	}
	decode := func(raw json.RawMessage, into any) {
		if err := json.Unmarshal(raw, into); err != nil {
			t.Fatalf("%s: %v", r.Problem, err)
		}
	}
	switch r.Problem {
	case "logquad":
		var c float64
		decode(p.C, &c)
		return func(dst, x []float64) {
			s := 1 + x[0]*x[0]
			dst[0] = 4 * x[0] * math.Log(s) / s
			dst[1] = 2 * c * x[1]
		}
	case "quad":
		var a []float64
		decode(p.A, &a)
		return func(dst, x []float64) {
			for i := range x {
				dst[i] = a[i] * x[i]
			}
		}
	case "rosenbrock":
		var a float64
		decode(p.A, &a)
		return func(dst, x []float64) {
			clear(dst)
			for i := range len(x) - 1 {
				d := x[i+1] - x[i]*x[i]
				dst[i] += -4*a*x[i]*d - 2*(1-x[i])
				dst[i+1] += 2 * a * d
			}
		}
	case "noisy_quad":
		step := 0
		return func(dst, x []float64) {
			for i := range x {
				wave := math.Sin
				if p.Noise[i][0] == "cos" {
					wave = math.Cos
				}
				freq, phase := p.Noise[i][1].(float64), p.Noise[i][2].(float64)
				dst[i] = p.Q[i]*x[i] + p.Amp*wave(freq*float64(step)+phase)
			}
			step++
		}
	}
	t.Fatalf("no problem %q", r.Problem)
	return nil
}

// schedule returns the run's rates.
func (r oracleRun) schedule(t testing.TB) optim.Schedule {
	t.Helper()
	rate := r.Settings.Rate
	if r.Settings.RateDecay != 0 {
		return optim.InverseTime{Initial: rate, K: r.Settings.RateDecay}
	}
	s := r.Settings.Schedule
	if s == nil {
		return optim.Constant(rate)
	}
	switch s.Type {
	case "step":
		return optim.StepDecay{Initial: rate, Factor: s.Factor, Every: s.Every}
	case "exp":
		return optim.ExponentialDecay{Initial: rate, K: s.Rate}
	case "inv":
		return optim.InverseTime{Initial: rate, K: s.Rate}
	case "poly":
		return optim.Polynomial{Initial: rate, End: s.End, Power: s.Power, Steps: s.T}
	case "cosine_clamped":
		return optim.Cosine{Initial: rate, End: s.End, Steps: s.T}
	case "cosine_periodic":
		return optim.Cosine{Initial: rate, End: s.End, Steps: s.T, Periodic: true}
	case "warmup_cosine":
		return optim.Warmup{Start: s.Start, Steps: s.W, Then: optim.Cosine{Initial: rate, End: s.End, Steps: s.T - s.W, Periodic: true}}
	}
	t.Fatalf("no schedule %q", s.Type)
	return nil
}

func place(t testing.TB, name string) optim.Root {
	t.Helper()
	switch name {
	case "inside", "root":
		return optim.InsideRoot
	case "outside", "outside_after":
		return optim.OutsideRoot
	case "epshat":
		return optim.EpsilonHat
	}
	t.Fatalf("no place of ε %q", name)
	return 0
}

// TestOracles runs every rule beside PyTorch's or optax's trajectory.
func TestOracles(t *testing.T) {
	runs := readOracles(t)
	seen := map[string]bool{}
	for _, r := range runs {
		seen[r.Rule] = true
		t.Run(r.Rule+"/"+r.Problem, func(t *testing.T) { compareToOracle(t, r, oracleRule(t, r)) })
	}
	if len(runs) < 196 || len(seen) < 49 {
		t.Errorf("%d runs of %d rules; the file has 196 of 49", len(runs), len(seen))
	}
}

// compareToOracle runs rule for as many steps as the oracle has, and compares each
// coordinate.
func compareToOracle(t *testing.T, r oracleRun, rule optim.Rule) {
	t.Helper()
	grad, schedule := r.gradient(t), r.schedule(t)
	x := append([]float64(nil), r.X0...)
	for k := range 1000 {
		rule.Step(x, grad, schedule.Rate(k))
		var want []float64
		tol := r.TolRel.K20
		switch {
		case k < len(r.Steps):
			want = r.Steps[k]
		case k == 99:
			want, tol = r.X100, r.TolRel.K100
		case k == 999:
			want, tol = r.X1000, r.TolRel.K1000
		}
		if want == nil || tol == nil {
			continue
		}
		if err := relativeError(x, want, k == 999 && r.roundsDifferently()); !(err <= *tol) {
			t.Fatalf("%s after %d steps: %v, want %v: off by %.2g, tolerance %.2g", r.Oracle, k+1, x, want, err, *tol)
		}
	}
}

// roundsDifferently names the runs whose small coordinates carry, after 1,000
// steps, the rounding of something larger: the noise of noisy_quad, where Go's sine
// and C's differ in the last bit of 0.1, and one run that subtracts v - m² on coupled
// coordinates. There the largest coordinate sets the scale.
func (r oracleRun) roundsDifferently() bool {
	return r.Problem == "noisy_quad" || r.Rule == "rmsprop_centered_eps_inside" && r.Problem == "rosenbrock"
}

// relativeError is the largest |x_i - y_i|/|y_i|, or ‖x - y‖/‖y‖ in the maximum norm.
func relativeError(x, y []float64, whole bool) float64 {
	if len(x) != len(y) {
		panic(fmt.Sprintf("lengths %d, %d", len(x), len(y)))
	}
	scale := 0.0
	for _, v := range y {
		scale = max(scale, math.Abs(v))
	}
	worst := 0.0
	for i := range x {
		d := math.Abs(x[i] - y[i])
		if math.IsNaN(d) {
			return math.Inf(1)
		}
		if d == 0 {
			continue
		}
		if !whole {
			scale = math.Abs(y[i])
		}
		worst = max(worst, d/scale)
	}
	return worst
}
