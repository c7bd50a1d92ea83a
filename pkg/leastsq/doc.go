// Package leastsq minimizes sums of squares: it fits curves to measurements, with the errors of what it
// finds.
//
//	S(x) = Σ r_i(x)²,  Lo ≤ x ≤ Hi
//
// [Minimize] is the method of Levenberg and Marquardt in Moré's form. A [Problem] needs the function that
// writes the residuals; the Jacobian is made by finite differences where none is given, as accurate as the
// tolerance asks for. [Settings] can stay zero. The [Result] has the point, its standard errors and
// covariance, and a [Status] that says in a sentence why the run ended. A [Loss], [Huber], [SoftL1] or
// [Cauchy], makes outliers count less.
//
// The files: problem.go and result.go are what goes in and comes out, loss.go the losses; minimize.go is the
// loop, fit.go its state, linear.go the linear problem of a step, step.go the step inside the bounds,
// converge.go the end and ahead.go what is foreseen of it, differences.go and tails.go the derivatives,
// covariance.go the errors.
//
// docs/least-squares.md has the method, and its results on NIST's certified fits beside SciPy's.
package leastsq
