// Package testfunc holds functions to minimize whose answers are known.
//
// A [Problem] has its minima, its domain, a start, and, where they exist, its
// gradient and Hessian. [All] lists the deterministic ones; each of their derivatives
// is checked against differences at generic points. The kinds:
//
//	smooth, ill-conditioned   Quadratic, Ravine, Rosenbrock, Beale, HelicalValley, Wood, …
//	multimodal                Rastrigin, Ackley, Griewank, CamelSix, …
//	non-smooth                AbsSum, MaxAbs, Hinge, NestedKinks, Staircase
//	the paper's               LogQuad, Cubic, PaperQuadratic, Rosenbrock(5)
//	the lecture's             Ravine, Tikhonov1D
//	stochastic                Noisy around any of them, and RegressionSamples
//	fits of measurements      NIST: nonlinear regressions with certified parameters
//	a benchmark of others     MoreWildProblems: Moré and Wild's 53, in five forms
//
// Smooth functions that gonum's optimize/functions has are taken from there, with its
// gradients; its Hessian of Beale's function is wrong, and the right one is here.
//
// Where a function isn't differentiable, Grad gives one subgradient (for a convex
// function) or the derivative from one side, and its comment says which.
package testfunc
