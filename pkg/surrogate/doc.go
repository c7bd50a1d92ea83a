// Package surrogate holds differentiable stand-ins for floor, and what they make
// of the fit of b.
//
// In the staircase y = (⌊u⌋ + ½)/b, u = x·b, floor is level wherever it has a
// slope, so that the chain rule carries nothing through it. A stand-in puts
// another value forward, another slope backward, or both:
//
//	v ≈ ⌊u⌋,   s ≈ dv/du,   y = (v + ½)/b,   ∂y/∂b = (s·u - v - ½)/b²,   ∂y/∂x = s.
//
// # Map
//
//   - [Surrogate]: the interface, value and slope at u and a temperature;
//     [All] is the table of all that there are, [Find] looks one up
//   - the stand-ins: [Exact], [Replaced], [StraightThrough], [Sine], [SineRound],
//     [Arctan], [SoftRound], [Sigmoid], [Uniform], [Gaussian], [Steklov]
//   - [Quantize]: the staircase with a stand-in
//   - [Loss], [Fit]: the mean squared error, and a gradient source for optim
//   - [Compare], [Bias]: a gradient beside that of the smoothed loss
//   - [Anneal]: temperatures that fall geometrically; any optim.Schedule serves
//
// # Temperature
//
// t > 0 says how soft a stand-in is: as t falls its value tends to floor between
// the jumps, and its slope to 0 there. At t = 0 it is floor, with slope 0. What t
// means is written at each; where the stand-in is the expectation of floor under
// noise, t is the width of the noise. Stand-ins without a temperature ignore t.
//
// A new stand-in is a file with its type and a row of the table in table.go.
package surrogate
