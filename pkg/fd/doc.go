// Package fd differentiates functions of which only values are known, by finite differences.
//
// A formula is data: a [Stencil] holds points and coefficients, [Stencil.Extrapolate] makes one of higher order
// from it (Runge–Romberg), and [NewStencil], [NewForward], [NewBackward] and [NewCentral] make one for any
// derivative, order and set of points (Fornberg; [Weights] are his for uneven nodes). On them stand
//
//   - [Derivative] and [DerivativeIn]: one variable, the second within bounds;
//   - [Gradient], [Jacobian], [Hessian], [HessianDiag] and [DirectionalDerivative]: several variables;
//   - [Settings]: the same with bounds, noise and workers;
//   - [Source]: a gradient made once and used often, without allocation, with counted evaluations, in parallel
//     with the same bits, and with steps that follow the function (Adaptive); [NewSampled] makes one of a random
//     objective, [NewSumSource] one of a sum of terms with few variables each ([Colour]);
//   - [JacobianSource] and [HessianSource]: the same for matrices;
//   - [Stencil.Step], [MeasureNoise] and [Tune]: the step for an order, for a noisy function, for a function's own
//     scale;
//   - [Runge]: a derivative and the estimate of its error from two steps;
//   - [Certify] and [CertifyGradient]: derivatives with bounds of their errors, or why there are none;
//   - [Diagnose]: whether f is smooth, kinked, jumping, flat or noisy at a point, and which estimator suits it.
//
// Step h = 0 always means that the package chooses, from the function itself. Functions never see x
// itself but a copy, and results go to dst, which is allocated when it is nil.
//
// The files: stencil.go, exact.go and fornberg.go hold the formulas; step.go, bounds.go, derivative.go and
// runge.go apply one along a line; settings.go, gradient.go, source.go, directional.go, jacobian.go and
// hessian.go in several variables, on engine.go, moves.go, which moves the coordinates, and colour.go, which
// groups them; pursuit.go searches for a step, for tune.go along a line, and for adaptive.go, which keeps
// and checks those of a source; noise.go measures; certify.go, and certifygradient.go for several variables,
// are the entry to search.go (which grids are evaluated), grid.go and hamming.go (what one grid says) and
// verdict.go (what f is where it is not smooth); diagnose.go to diagnoseladder.go (which points),
// diagnoserung.go (what nine of them say), diagnosenoise.go, diagnoseverdict.go, diagnoseconfirm.go (the
// closer looks) and diagnoseadvice.go.
//
// docs/finite-differences.md has the derivations, and measures the bounds of Certify beside other libraries;
// docs/diagnosis.md those of Diagnose.
package fd
