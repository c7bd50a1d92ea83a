// Package trials measures how often b is found: by the descent of package recovery,
// by the exact fits, and by what else one might try.
//
// Every [Trial] has a random b, a random start, and random pairs of its [Scenario];
// it is found if |b - b*| < 0.05 at the end. Equal seeds make equal trials for all
// methods, so that methods differ in nothing else. What comes out is in
// docs/recovering-b.md, and stored in testdata/study/recovery as CSV, made by
//
//	go run ./pkg/cmd/gradstep study recovery
//
// # Map
//
//   - [Scenario], [Scenarios], [Trial]: which pairs, and how y was stored
//   - [Method], [Methods]: what finds b, from the descent to a population
//   - [Run], [Summary]: trials of a method, and what became of them
//   - [Fate]: where a trial that missed has ended
//   - [Experiment], [Walk]: the question's experiment, a stand-in for floor from random starts
//   - [Study]: the whole of it for the engine of package study
package trials
