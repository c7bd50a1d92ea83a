// Package convergence measures how fast stochastic finite-difference descent converges,
// repeatedly and at equal cost, and holds the results against the theorems.
//
// It is the study that the title of [1] announces: its text ends before its
// experiments, and its published code departs from its algorithm. What came out is
// told in docs/convergence.md, and stored in testdata/study/convergence as tidy CSV,
// made by the engine of package study.
//
// # Map
//
//	Algorithm   [Algorithm1] as stated in [1]; [Published] is what its code does instead
//	Theory      [SecondMoment] [MeanBound] [WeightedBound] [DirectionsBound] [NonconvexBound] …
//	Study       [Study] lists its parts; each has a file of its own
//
// # Symbols
//
// F is minimized over a convex set X of diameter D, L its Lipschitz constant, h the
// radius of smoothing, K the number of directions of a step, n the dimension, T the
// number of steps. As in the theorems of [1], η is the estimate without the factor n,
// and the step is x ← Π(x - λη); elsewhere in this module a gradient has the
// factor, and the step is x ← Π(x - (λ/n) g).
//
// [1] V. Norkin and A. Kozyriev, Investigating convergence rate of stochastic
// finite-difference optimization methods ("the paper").
package convergence
