package surrogate

import "math"

// Sine is the map f, applied over and over, half a step back so that it tends to
// floor:
//
//	v = f(f(…f(u - ½)…)),   f(w) = w - sin(2πw)/(2π).
//
// f draws every number towards the nearest whole one and leaves the halves where
// they are, with a slope of 2; n applications have the slope 2ⁿ there. The
// temperature is the inverse of this slope: t = 1 applies f not at all, ½ once,
// ¼ twice, and values between go to the nearest n of [Sine.Times].
type Sine struct{}

// At implements Surrogate.
func (s Sine) At(u, t float64) (value, slope float64) {
	if v, d, is := frozen(u, t); is {
		return v, d
	}
	return iterate(u-0.5, s.Times(t))
}

// Times returns how often f is applied at the temperature t:
//
//	n = round(log₂ 1/t), from 0 to 60.
func (Sine) Times(t float64) int {
	return int(min(60, max(0, math.Round(-math.Log2(t)))))
}

// SineRound is [Sine] without the half step:
//
//	v = f(f(…f(u)…)).
//
// It is found in answers as an approximation of floor. It approximates rounding
// to the nearest whole number instead: its jumps lie at the halves.
type SineRound struct{}

// At implements Surrogate. At t = 0 the value is u rounded, halves up.
func (SineRound) At(u, t float64) (value, slope float64) {
	if _, d, is := frozen(u, t); is {
		return math.Floor(u+0.5) + 0*t, d
	}
	return iterate(u, Sine{}.Times(t))
}

// iterate applies f n times, and the chain rule along the way.
func iterate(w float64, n int) (value, slope float64) {
	whole, r := split(w + 0.5)
	r -= 0.5 // in [-½, ½): the sine has its whole precision far from 0 as well
	slope = 1
	for range n {
		sin, cos := math.Sincos(2 * math.Pi * r)
		r -= sin / (2 * math.Pi)
		slope *= 1 - cos
	}
	return whole + r, slope
}
