// Package optim minimizes a function by first-order rules: one loop, many rules.
//
// A [Rule] holds one update and nothing else; [Minimize] holds everything the
// rules share: iteration, projection, stopping, the ledger of evaluations, the
// trace, and resumption. The package takes functions and knows no other package
// of this module, so an analytic, a finite-difference, a smoothed or a surrogate
// gradient plugs in alike, as a func(dst, x []float64).
//
// # Map
//
//	Rules        [SGD] [Momentum] [Nesterov] [Adagrad] [RMSprop] [Adam] [AdamW] [Nadam]
//	             [AMSGrad] [Adamax] [Adadelta] [RAdam] [AdaBelief] [Lion] [SignSGD] [Newton]
//	             [TrustRegion]; without a rate to choose: [DoG] [DAdaptation]; by name: [Rules] [RulesNamed]
//	Transforms   [Chain] puts [ClipNorm] [ClipValue] [WeightDecay] [GradientNoise]
//	             [Average] [Accumulate] [Scale] [Groups] before a rule
//	Schedules    [Constant] [StepDecay] [ExponentialDecay] [InverseTime] [InverseSqrt]
//	             [Polynomial] [Cosine] [Warmup] [Restarts] [Piecewise] [PerEpoch]
//	             [Product] [Clamp]
//	Projections  [Box] [Ball] [Simplex] [HalfSpace] [Alternating] [Dykstra]; [Penalty] [ExactPenalty] [Toward]
//	Methods      [Minimize]; [Successive], which smooths less and less
//	Stops        [StopArgs] [StopFunc] [StopMixed] [StopGrad] [StopNone] [StopCost]
//	             [StopTime] [StopWhen] [Plateau] [NoisyGrad] [StopAny] [StopAll]
//	Bookkeeping  [Ledger] [Counter] [Trace] [Checkpoint]
//	Your own     [Rule] [Wrapper] [Checker]; [Transform]; [Stop] [StopWrapper] [FuncNeeder]; [Smooth]
//
// A rule of this package that treats each coordinate by itself is a file with its formula: what
// it remembers, and the update of some coordinates. What all of them share is in step.go.
//
// A gonum problem's Func and Grad fit [Problem] as they are; the package gonumopt, below
// this one, runs a rule inside gonum's own loop, and gonum's methods, which search along lines, on a [Problem].
//
// # Ends
//
// A run ends by its [Stop], after Settings.MaxSteps, with its context (within one evaluation of f,
// see [Settings] and [Counter]), or when something is wrong: a value that is not finite, divergence, an error
// that f returns through a [Counter]. A [Status] says which. A panic in f or the gradient, in whichever
// goroutine, reaches the caller of [Minimize].
//
// # Symbols
//
// x is the iterate (the lecture's θ), g the gradient at x, η the rate of the
// step, t = 1, 2, … the number of the step, γ the momentum, β a decay rate, ε the
// constant that keeps a denominator from zero. Every rule subtracts: x ← x - η·d.
//
// # Cost
//
// After the gradient, a rule passes over memory once (one that squares the gradient reads it once
// more before that) and allocates nothing; from a million elements on, the pass is shared by all
// cores and gives the same bits. (Nesterov's look-ahead needs a pass before the gradient too.) For
// each step [Minimize] adds one reading of the gradient, for its norm and whether it is finite, a
// copy of x before the step, one reading of both at the gradient and one after the step, and a copy
// of x when f has improved.
//
// # Sources
//
// [1] D. Kingma and J. Ba, Adam: a method for stochastic optimization, ICLR 2015.
//
// [2] J. Duchi, E. Hazan and Y. Singer, Adaptive subgradient methods for online
// learning and stochastic optimization, JMLR 12 (2011).
//
// [3] V. Norkin and A. Kozyriev, Investigating convergence rate of stochastic
// finite-difference optimization methods ("the paper").
//
// [4] P. Arias Martínez, Gradient descent optimization algorithms for training
// neural networks, 2021 ("the lecture").
//
// [5] B. Polyak, Some methods of speeding up the convergence of iteration
// methods, USSR Comput. Math. Math. Phys. 4 (1964).
//
// [6] Y. Nesterov, A method of solving a convex programming problem with
// convergence rate O(1/k²), Soviet Math. Dokl. 27 (1983).
//
// [7] G. Hinton, Neural networks for machine learning, lecture 6, slide 29.
//
// [8] S. Ruder, An overview of gradient descent optimization algorithms, 2016 ("the
// survey that the lecture follows").
package optim
