// Package blackbox diagnoses and minimizes functions that are programs: a command line with places for
// the variables, which prints a number.
//
//   - [Command]: the program; where the variables go, and how it is run, timed out and ended
//   - [Journal]: every value that was ever printed, on disk
//   - [Evaluator]: many points at once, with a budget and a policy for failures
//   - [Box]: bounds and scales, so that descent sees variables of one size
//   - [Diagnose]: what the function is like along each variable
//   - [Minimize]: descent by a rule of package optim on a gradient from values
//   - [WriteReport]: what came of it, as one page to look at
//
// A run that was ended at any moment and is started again takes the values that it has from the
// journal, evaluates the rest, and comes to the same result: the points that it asks for depend on its
// settings and on values alone, never on time or on which of several evaluations ends first.
package blackbox
