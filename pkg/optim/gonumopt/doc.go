// Package gonumopt runs rules of package optim inside gonum's optimizer, and gonum's methods on
// problems of optim.
//
// It stands apart from optim, so that a program that descends with optim alone does
// not link gonum's optimize. The other way round needs no package: a gonum problem has
// the functions that optim.Problem asks for,
//
//	f := functions.ExtendedRosenbrock{}
//	p := optim.Problem{Func: f.Func, Grad: f.Grad}
//
// # Map
//
//   - [Method]: a rule and its schedule as a method of gonum's optimizer
//   - [Minimize]: gonum's methods with their line searches on a problem of optim, with its stops and ledger
//   - [LBFGS]: the quasi-Newton method for functions with noise
package gonumopt
