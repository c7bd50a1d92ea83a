package surrogate

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/stair"
)

// curveOf returns the exact loss of the pairs over the domain.
func curveOf(t *testing.T, x, y []float64) *stair.Curve {
	t.Helper()
	p, err := stair.NewPairs(x, y)
	if err != nil {
		t.Fatal(err)
	}
	curve, err := p.Curve(stair.DefaultLo, stair.DefaultHi)
	if err != nil {
		t.Fatal(err)
	}
	return curve
}

func TestCompare(t *testing.T) {
	x, y := pairs(100, 12.34)
	curve := curveOf(t, x, y)
	bs, truth, toward, sum := []float64{}, []float64{}, 0.0, 0.0
	for b := 6.0; b < 29; b += 0.1 {
		bs, truth = append(bs, b), append(truth, curve.MeanDerivative(b, 0.5))
		if g := truth[len(truth)-1]; g > 0 == (b > 12.34) {
			toward++
		}
	}
	for _, g := range truth {
		sum += g * g
	}
	size := math.Sqrt(sum / float64(len(bs)))
	scaled := func(a, shift float64) []float64 {
		g := make([]float64, len(truth))
		for i, v := range truth {
			g[i] = a*v + shift*size
		}
		return g
	}
	near := func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }
	share := toward / float64(len(bs))
	for _, c := range []struct {
		a, shift float64
		want     Bias
	}{{1, 0, Bias{0, 0, 1, share}}, {3, 0, Bias{2, math.NaN(), 1, share}}, {-1, 0, Bias{2, math.NaN(), 0, 1 - share}}, {1, 0.5, Bias{0.5, 0.5, math.NaN(), math.NaN()}}} {
		got := Compare(scaled(c.a, c.shift), bs, curve, 0.5, 12.34)
		for _, q := range [][2]float64{{got.Error, c.want.Error}, {got.Mean, c.want.Mean}, {got.Agrees, c.want.Agrees}, {got.Toward, c.want.Toward}} {
			if !math.IsNaN(q[1]) && !near(q[0], q[1]) {
				t.Errorf("%v times the truth, shifted by %v: %+v, want %+v", c.a, c.shift, got, c.want)
			}
		}
	}
}

// What the gradients of the stand-ins are worth: at their hot end the smooth ones
// have the truth's sign at most b's, where the exact derivative and the
// straight-through ones hardly do better than a coin. But where the truth itself
// points to the target at half of the b's only, no stand-in can do better for long.
func TestBiasOfTheTable(t *testing.T) {
	x, y := pairs(512, 16.3)
	curve := curveOf(t, x, y)
	bs, truth := []float64{}, []float64{}
	for b := 6.0; b < 29; b += 0.0537 {
		bs, truth = append(bs, b), append(truth, curve.MeanDerivative(b, 0.3))
	}
	if b := Compare(truth, bs, curve, 0.3, 16.3); b.Toward > 0.65 {
		t.Errorf("the truth points to the target at %v", b.Toward)
	}
	agrees := map[string]float64{}
	for _, e := range All() {
		fit := Fit{Surrogate: e, X: x, Y: y}
		b := Compare(fit.Gradients(nil, bs, e.Hot), bs, curve, 0.3, 16.3)
		agrees[e.Name] = b.Agrees
		if b.Toward > 0.7 || b.Error < 0.5 {
			t.Errorf("%s: %+v", e.Name, b)
		}
	}
	for _, name := range []string{"sine, half a step back", "arctan", "soft rounding", "sigmoids", "normal noise"} {
		if agrees[name] < 0.7 {
			t.Errorf("%s agrees with the truth at %v only", name, agrees[name])
		}
	}
	for _, name := range []string{"exact, almost everywhere", "replaced by u", "straight-through", "sine, as in the text"} {
		if agrees[name] > 0.68 {
			t.Errorf("%s agrees with the truth at %v", name, agrees[name])
		}
	}
}
