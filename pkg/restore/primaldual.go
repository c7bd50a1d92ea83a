package restore

import (
	"math"

	"github.com/gradstep/gradstep/pkg/internal/parallel"
	"github.com/gradstep/gradstep/pkg/internal/vec"
)

// The saddle point of total variation: with a vector p(x, y) of length at most 1
// at each pixel, |∇ʰu| is the largest ⟨∇ʰu, p⟩, and
//
//	min over u of E(u) = min over u, max over |p| ≤ 1 of ⟨∇ʰu, p⟩ + (λ/2)‖u - f‖².
//
// One step goes up in p and down in u, with step sizes s and t, s·t ≤ 1/8:
//
//	p ← P(p + s∇ʰū),  P divides what is longer than 1 by its length,
//	u⁺ = (u + t·div p + tλf)/(1 + tλ),
//	ū ← u⁺ + θ(u⁺ - u),  θ = 1/√(1 + 2γt);  t ← θt, s ← s/θ.
//
// γ = λ/2, half of the strong convexity of E in u, was the quickest of those tried.
// docs/restoration.md derives the steps and the gap.
const (
	stepsPerCheck = 20
	blockSteps    = 5  // steps that pass over the image together, one row apart
	chunkRows     = 16 // rows after which the block that follows is told
)

// primalDual is the state of the method. Row y of a step needs row y+1 of the
// step before and row y-1 of its own, so that several steps pass over the image
// as one front: the rows that they share stay in the cache. Goroutines take fronts
// ("blocks") in turn, each behind the one before.
type primalDual struct {
	w, h   int
	lambda float64
	f      []float64
	u, bar []float64 // bar is ū
	px, py []float64
	zero   []float64 // a row of zeros

	t, s float64 // step sizes of the next step

	coef  [stepsPerCheck]vec.Saddle
	block func(i int)
	n     int             // steps of this batch
	ready []chan struct{} // ready[i] has a token for each chunk of rows that block i has finished

	sums  []float64 // per row: energy and gap
	sumUp func(i int)
}

func newPrimalDual(f []float64, w, h int, lambda float64) *primalDual {
	n := w * h
	d := &primalDual{
		w: w, h: h, lambda: lambda, f: f,
		u: append([]float64(nil), f...), bar: append([]float64(nil), f...),
		px: make([]float64, n), py: make([]float64, n), zero: make([]float64, w),
		ready: make([]chan struct{}, (stepsPerCheck+blockSteps-1)/blockSteps),
		sums:  make([]float64, 2*h),
	}
	for i := range d.ready {
		d.ready[i] = make(chan struct{}, (h+chunkRows-1)/chunkRows)
	}
	d.block, d.sumUp = d.doBlock, d.sumRow
	// The size of the first step matters little, as acceleration makes up for it.
	d.t = 1 / lambda
	d.s = 1 / (8 * d.t)
	return d
}

// advance makes n ≤ stepsPerCheck steps.
func (d *primalDual) advance(n int) {
	for k := range n {
		theta := 1 / math.Sqrt(1+d.lambda*d.t) // γ = λ/2
		inv := 1 / (1 + d.t*d.lambda)
		d.coef[k] = vec.Saddle{S: d.s, U: inv, Div: d.t * inv, F: d.t * d.lambda * inv, Theta: theta}
		d.t *= theta
		d.s /= theta
	}
	d.n = n
	parallel.Do((n+blockSteps-1)/blockSteps, d.block)
}

// doBlock makes the steps of block i, row by row behind block i-1.
func (d *primalDual) doBlock(i int) {
	first := i * blockSteps
	coef := d.coef[first:min(first+blockSteps, d.n)]
	last := first+len(coef) == d.n
	allowed := d.h // rows that the block before has finished
	if i > 0 {
		allowed = 0
	}
	for front := range d.h + len(coef) - 1 {
		// Row y of the first step needs row y+1 of the block before.
		for allowed < min(front+2, d.h) {
			<-d.ready[i-1]
			allowed = min(allowed+chunkRows, d.h)
		}
		for k := range coef {
			if y := front - k; y >= 0 && y < d.h {
				d.row(&coef[k], y)
			}
		}
		if done := front - len(coef) + 2; !last && done > 0 && (done%chunkRows == 0 || done == d.h) {
			d.ready[i] <- struct{}{}
		}
	}
}

// row is one step on one row.
func (d *primalDual) row(c *vec.Saddle, y int) {
	w := d.w
	at := y * w
	bar := d.bar[at:][:w]
	above, below := d.zero, bar // above the first row nothing flows; below the last py stays 0
	if y > 0 {
		above = d.py[at-w:]
	}
	if y < d.h-1 {
		below = d.bar[at+w:]
	}
	c.Row(bar, below, above, d.f[at:], d.u[at:], d.px[at:], d.py[at:])
}

// certificate returns the energy of u and the duality gap of u and p,
//
//	E(u) - D(p) = Σ (|∇ʰu| - ⟨∇ʰu, p⟩) + (λ/2)‖u - f - div p/λ‖²,
//
// a sum of terms that are not negative, in which nothing cancels.
func (d *primalDual) certificate() (energy, gap float64) {
	parallel.Do(d.h, d.sumUp)
	for y := range d.h {
		energy += d.sums[2*y]
		gap += d.sums[2*y+1]
	}
	return energy, gap
}

func (d *primalDual) sumRow(y int) {
	w := d.w
	at := y * w
	f, u, px, py := d.f[at:][:w], d.u[at:][:w], d.px[at:][:w], d.py[at:][:w]
	below := u
	if y < d.h-1 {
		below = d.u[at+w:][:w]
	}
	above := d.zero
	if y > 0 {
		above = d.py[at-w:][:w]
	}
	var tv, slack, data, dual float64
	left := 0.0
	for x, v := range u {
		gx, gy := 0.0, below[x]-v
		if x < w-1 {
			gx = u[x+1] - v
		}
		p, q := px[x], py[x]
		length := math.Sqrt(gx*gx + gy*gy)
		tv += length
		slack += max(0, length-(gx*p+gy*q))
		div := (p - left) + (q - above[x])
		left = p
		e := v - f[x]
		data += e * e
		e -= div / d.lambda
		dual += e * e
	}
	d.sums[2*y] = tv + d.lambda/2*data
	d.sums[2*y+1] = slack + d.lambda/2*dual
}
