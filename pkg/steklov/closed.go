package steklov

import (
	"fmt"
	"math"
)

// Derivative returns the derivative of the Steklov mean of f in one dimension, exactly.
//
//	d/dx (1/2h) ∫_{x-h}^{x+h} f(t) dt = (f(x+h) - f(x-h)) / 2h
//
// This holds for every integrable f at every x at whose two ends f is continuous. Proof: with Φ(x) = ∫ f the
// mean is (Φ(x+h) - Φ(x-h))/2h, and Φ′ = f wherever f is continuous. So a central difference with a large
// step is no poor approximation of f′: it is the gradient of another function, the smoothed one. Given Φ in
// place of f it is the mean itself. It panics when h is not positive and finite.
func Derivative(f func(float64) float64, x, h float64) float64 {
	if f == nil {
		panic("steklov: Derivative: the function is nil")
	}
	mustBePositive(h)
	return (f(x+h) - f(x-h)) / (2 * h)
}

// Abs returns the Steklov mean of |x| and its derivative.
//
//	|x| ≥ h: |x| and ±1;   |x| < h: (x² + h²)/2h and x/h
func Abs(x, h float64) (mean, derivative float64) {
	mustBePositive(h)
	if math.Abs(x) >= h {
		return math.Abs(x), math.Copysign(1, x)
	}
	return (x*(x/h) + h) / 2, x / h
}

// ReLU returns the Steklov mean of max(0, x) and its derivative.
//
//	|x| < h: (x + h)²/4h and (x + h)/2h;   max(0, x) and 0 or 1 elsewhere
func ReLU(x, h float64) (mean, derivative float64) {
	mustBePositive(h)
	switch {
	case x >= h:
		return x, 1
	case x <= -h:
		return 0, 0
	}
	return (x + h) * ((x + h) / (4 * h)), (x + h) / (2 * h)
}

// Step returns the Steklov mean of the step function, 1 for x >= 0 and 0 elsewhere, and its derivative.
//
//	|x| < h: (x + h)/2h and 1/2h;   the step and 0 elsewhere
//
// The mean has kinks at ±h, where the derivative given is 0.
func Step(x, h float64) (mean, derivative float64) {
	mustBePositive(h)
	switch {
	case x >= h:
		return 1, 0
	case x <= -h:
		return 0, 0
	}
	return (x + h) / (2 * h), 1 / (2 * h)
}

// Floor returns the Steklov mean of floor and its derivative.
//
//	(Φ(x+h) - Φ(x-h))/2h with Φ(t) = n(n-1)/2 + n(t-n), n = ⌊t⌋;   (⌊x+h⌋ - ⌊x-h⌋)/2h
//
// With h = k/2 for a whole k > 0 the mean is the straight line x - 1/2. It is computed relative to ⌊x⌋, so
// that no digits are lost far from 0, and for a large h as x less the mean of the fractional part, since
// Φ grows as h².
func Floor(x, h float64) (mean, derivative float64) {
	mustBePositive(h)
	base := math.Floor(x)
	u := x - base
	if h > wideRadius {
		lo, hi := math.Floor(u-h), math.Floor(u+h)
		below, above := u-h-lo, u+h-hi // fractional parts
		return base + (u - ((hi-lo)+(above*above-below*below))/(4*h)), (hi - lo) / (2 * h)
	}
	primitive := func(t float64) float64 {
		n := math.Floor(t)
		return n*(n-1)/2 + n*(t-n)
	}
	return base + (primitive(u+h)-primitive(u-h))/(2*h), (math.Floor(u+h) - math.Floor(u-h)) / (2 * h)
}

// wideRadius is where the two primitives of Floor begin to agree in more digits than are left.
const wideRadius = 1 << 20

// Cosine returns the Steklov mean of cos(ωx) and its derivative: the wave keeps its length and shrinks by
// sin(ωh)/(ωh).
//
// It vanishes when the interval holds whole waves. With it and the mean of x², x² + h²/3, Rastrigin's
// function is smoothed in closed form.
func Cosine(x, omega, h float64) (mean, derivative float64) {
	mustBePositive(h)
	shrink := 1.0
	if t := omega * h; t != 0 {
		shrink = math.Sin(t) / t
	}
	return shrink * math.Cos(omega*x), -omega * shrink * math.Sin(omega*x)
}

func mustBePositive(h float64) {
	if !(h > 0) || math.IsInf(h, 0) {
		panic(fmt.Sprintf("steklov: radius %g", h))
	}
}
