package figures

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/leastsq"
	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
)

// decayTimes are when the counts of [Decay] are taken, and decayErrors their errors in units of the noise: draws
// of a normal distribution, the same for any noise, so that a reader sees what the noise alone does.
var (
	decayTimes  = []float64{0, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 7, 8, 10}
	decayErrors = []float64{0.28, -1.12, 0.67, 1.31, -0.45, -0.83, 0.92, 0.14, -1.61, 0.55, 0.39, -0.26}
)

// decayFit fits a·exp(-k·t) to counts of 100·exp(-0.4·t) with noise, from a = 50 and the k that is given.
func decayFit(noise, k float64) (counts []float64, r leastsq.Result, err error) {
	for i, t := range decayTimes {
		counts = append(counts, 100*math.Exp(-0.4*t)+noise*decayErrors[i])
	}
	p := leastsq.Problem{M: len(counts), Residuals: func(dst, x []float64) {
		for i, t := range decayTimes {
			dst[i] = x[0]*math.Exp(-x[1]*t) - counts[i]
		}
	}}
	r, err = leastsq.Minimize(p, []float64{50, k}, leastsq.Settings{MaxSteps: 100})
	return counts, r, err
}

// Decay is a least-squares fit of an exponential decay: measurements, the curve that is fitted from a start, and
// how far it may be off, two standard errors to each side.
//
//	σ(t)² = ∇yᵀ C ∇y,  y = a·exp(-k·t)
//
// with the covariance C of a and k.
func Decay() live.Figure {
	return live.Figure{
		Name: "decay", Title: "A decay fitted by least squares, with its error",
		Alt: "Six panels, for three noises and two starts. The fitted curve goes through the points from both starts; its band is " +
			"thin for a noise of 1, and for a noise of 15 as wide as the points scatter.",
		Sliders: []live.Slider{
			{Label: "noise", Min: 0.5, Max: 20, Value: 5, Steps: 39},
			{Label: "k at the start", Min: 0.02, Max: 3, Value: 1.5, Steps: 149},
		},
		Panels: [][]float64{{1, 0.05}, {5, 0.05}, {15, 0.05}, {1, 1.5}, {5, 1.5}, {15, 1.5}},
		Draw: func(v []float64) []nbplot.Drawing {
			counts, r, err := decayFit(v[0], v[1])
			ts := nbplot.Linspace(0, 10, 101)
			plot := nbplot.Figure{
				Alt: "Points that fall with time, a curve through them and a band around it.", Height: 340,
				X: nbplot.Axis{Label: "time t"}, Y: nbplot.Axis{Label: "count", Min: -40, Max: 140},
			}.Add(nbplot.Func("start", func(t float64) float64 { return 50 * math.Exp(-v[1]*t) }, 0, 10).Gray())
			note := "no fit from here"
			if err == nil {
				fit, lo, hi := decayBand(r, ts)
				plot.Add(nbplot.Band("± 2 standard errors", ts, lo, hi).Color(0), nbplot.Line("fit", ts, fit).Color(0))
				note = fmt.Sprintf("k = %.3f ± %.3f", r.X[1], r.StdErr[1])
			}
			return live.One(plot.Add(nbplot.Scatter("counts", decayTimes, counts).Color(1), nbplot.Note(6.6, 115, note)))
		},
	}
}

// decayBand is the curve of a fit, and two standard errors below and above it.
func decayBand(r leastsq.Result, ts []float64) (fit, lo, hi []float64) {
	c := r.Covariance
	for _, t := range ts {
		da := math.Exp(-r.X[1] * t)
		y := r.X[0] * da
		dk := -t * y
		sigma := math.Sqrt(max(0, da*da*c.At(0, 0)+2*da*dk*c.At(0, 1)+dk*dk*c.At(1, 1)))
		fit, lo, hi = append(fit, y), append(lo, y-2*sigma), append(hi, y+2*sigma)
	}
	return fit, lo, hi
}
