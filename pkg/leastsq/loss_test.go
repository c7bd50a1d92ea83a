package leastsq_test

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/leastsq"
	"github.com/gradstep/gradstep/pkg/study"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

// readCSV returns the rows of a table of testdata/peers, without the first.
func readCSV(t *testing.T, name string) [][]string {
	t.Helper()
	table, err := study.Load("../../testdata/peers", strings.TrimSuffix(name, ".csv"))
	if err != nil {
		t.Fatal(err)
	}
	return table.Rows
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestLossesBesideSciPy: the minima that SciPy's least_squares finds from measurements with outliers, with each
// loss, free and with a bound that stops the first coordinate. SciPy's own end inside the bounds, by 1e-5 or less.
func TestLossesBesideSciPy(t *testing.T) {
	for _, row := range readCSV(t, "leastsq_losses.csv") {
		set, err := testfunc.NISTByName(row[0])
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < set.M(); i += 5 {
			set.Y[i] *= 1.5
		}
		scale := number(t, row[2])
		loss := map[string]leastsq.Loss{
			"linear": {}, "huber": leastsq.Huber(scale), "soft_l1": leastsq.SoftL1(scale), "cauchy": leastsq.Cauchy(scale),
		}[row[1]]
		for _, analytic := range []bool{true, false} {
			p := leastsq.Problem{M: set.M(), Residuals: set.Residuals}
			if analytic {
				p.Jacobian = set.Jacobian
			}
			start, tol := append([]float64(nil), set.Certified...), 1e-6
			if row[3] != "" {
				hi := number(t, row[3])
				p.Hi = []float64{hi, math.Inf(1), math.Inf(1)}[:set.Dim()]
				start[0] = min(start[0], 0.99*hi)
				tol = 2e-4
			}
			r, err := leastsq.Minimize(p, start, leastsq.Settings{Loss: loss})
			want := strings.Fields(row[5])
			if err != nil || len(want) != set.Dim() {
				t.Errorf("%v: %v", row[:4], err)
				continue
			}
			if cost := 2 * number(t, row[4]); r.Cost > cost*(1+1e-9) || r.Cost < cost*(1-tol) {
				t.Errorf("%v: cost %v, SciPy %v", row[:4], r.Cost, cost)
			}
			for j, w := range want {
				if v := number(t, w); math.Abs(r.X[j]-v) > tol*math.Abs(v) {
					t.Errorf("%v, analytic %v: x[%d] = %v, SciPy %v (%v, cost %v of %v)", row[:4], analytic, j, r.X[j], v, r.Status, r.Cost, 2*number(t, row[4]))
				}
			}
		}
	}
}

// TestRobustErrors: the standard errors of a robust fit are those that repeated experiments have. 1000 lines with
// normal noise and 5 % outliers: the spread of the slopes is within a tenth of what the fits say.
func TestRobustErrors(t *testing.T) {
	rng := newRand()
	const fits, m = 1000, 40
	for _, loss := range []leastsq.Loss{leastsq.Huber(0.2), leastsq.SoftL1(0.2), leastsq.Cauchy(0.4)} {
		sum, squares, said := 0.0, 0.0, 0.0
		y := make([]float64, m)
		for range fits {
			for i := range y {
				y[i] = 1 + 0.3*float64(i) + 0.2*rng.NormFloat64()
				if rng.Float64() < 0.05 {
					y[i] += 3 * rng.NormFloat64()
				}
			}
			r, err := leastsq.Minimize(line(y...), []float64{1, 0.3}, leastsq.Settings{Loss: loss, Tolerance: 1e-6})
			if err != nil && !errors.Is(err, leastsq.ErrLimit) {
				t.Fatal(err)
			}
			sum += r.X[1]
			squares += r.X[1] * r.X[1]
			said += r.StdErr[1] / fits
		}
		spread := math.Sqrt(squares/fits - sum/fits*sum/fits)
		if math.Abs(said/spread-1) > 0.1 {
			t.Errorf("%v: the fits say %v, the slopes spread by %v", loss, said, spread)
		}
	}
}

// TestLossGradient: at what Minimize returns the gradient of the sum of losses vanishes, by differences.
func TestLossGradient(t *testing.T) {
	y := []float64{1, 3, 2, 5, 40, 4, 7}
	for _, loss := range []struct {
		leastsq.Loss
		rho func(z float64) float64
	}{
		{leastsq.Huber(0.7), func(z float64) float64 {
			if z <= 1 {
				return z
			}
			return 2*math.Sqrt(z) - 1
		}},
		{leastsq.SoftL1(0.7), func(z float64) float64 { return 2 * (math.Sqrt(1+z) - 1) }},
		{leastsq.Cauchy(0.7), math.Log1p},
	} {
		cost := func(a, b float64) float64 {
			sum := 0.0
			for i, v := range y {
				z := (a + b*float64(i) - v) / 0.7
				sum += 0.49 * loss.rho(z*z)
			}
			return sum
		}
		r, err := leastsq.Minimize(line(y...), []float64{1, 1}, leastsq.Settings{Loss: loss.Loss})
		const h = 1e-5
		ga := (cost(r.X[0]+h, r.X[1]) - cost(r.X[0]-h, r.X[1])) / (2 * h)
		gb := (cost(r.X[0], r.X[1]+h) - cost(r.X[0], r.X[1]-h)) / (2 * h)
		if err != nil || math.Abs(ga)+math.Abs(gb) > 1e-5 || math.Abs(r.Cost-cost(r.X[0], r.X[1])) > 1e-12*r.Cost {
			t.Errorf("%v: gradient %v, %v, cost %v, %v", loss, ga, gb, r.Cost, err)
		}
	}
}
