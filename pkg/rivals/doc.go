// Package rivals compares the library's gradient sources and rules with the methods of
// others, on Moré and Wild's problems, which nobody here wrote.
//
// A solver sees a problem through a [Meter], which counts its evaluations and knows,
// without telling it, how good each point is. Our solvers run here, those of others in
// Python, in testdata/peers, through the same meter: a program that serves values over a
// pipe. So the problems, the starts, the noise and the count are the same for all.
//
// # Map
//
//   - [Meter]: one run's view of a problem, the count and the record
//   - [Solver], [Solvers]: each gradient source with each rule, and what is tuned
//   - [Score], [Profile]: data profiles, and their intervals by the bootstrap over functions
//   - [Half]: which problems serve for tuning, and which are shown
package rivals
