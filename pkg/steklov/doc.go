// Package steklov smooths functions by averaging them over a ball, and estimates gradients of the smoothed
// function from values alone.
//
// The Steklov mean of F over the ball of radius h,
//
//	F_h(x) = 1/vol(B) ∫_B F(x + y) dy,
//
// is differentiable where F is only continuous, and its gradient needs no derivative of F:
//
//	∇F_h(x) = (n/h)·E[F(x + h·ỹ) ỹ] = (n/2h)·E[(F(x + h·ỹ) - F(x - h·ỹ)) ỹ],   ỹ uniform on the unit sphere.
//
// These are (16) and (22)-(23) of Norkin and Kozyriev, "Investigating convergence rate of stochastic
// finite-difference optimization methods", with the factor n/h that (22) lacks in part.
//
//   - [Estimator]: the expectation as a mean over K random directions, with its standard error (estimator.go;
//     directions.go draws them, differences.go evaluates, spread.go has the error);
//   - [Kind.Draw]: one direction, for the divergence of a field (draw.go);
//   - [Mean] and [MonteCarlo]: the ball mean, exact up to degree 3, and for any function with a standard error
//     (mean.go);
//   - [Lipschitz]: the constant that the bounds of the smoothed function need, from below (lipschitz.go);
//   - [Goldstein]: how far a point is from being stationary, where there is no gradient to look at (goldstein.go);
//   - [Abs], [ReLU], [Step], [Floor] and [Cosine]: closed forms in one dimension, and [Derivative], the identity on
//     which they rest (closed.go).
//
// In one dimension the sphere is {-1, 1}, nothing is random, and the gradient of the smoothed function is a
// central difference with a large step: (F(x+h) - F(x-h))/2h exactly.
package steklov
