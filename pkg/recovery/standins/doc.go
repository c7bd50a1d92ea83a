// Package standins maps how often b is found with a stand-in for floor, by rule, rate, start and number of
// pixels, and says why straight-through is found so much more often than the others: its mean gradient is
// a drift with a place to rest at b*.
//
// What comes out is in docs/recovering-b.md and lesson 02, and stored in testdata/study/standins as CSV,
// made by
//
//	go run ./pkg/cmd/gradstep study standins
//
// # Map
//
//   - [Cell], [Cells], [Rules]: the configurations, each an Experiment of package trials
//   - [Drift], [Rounding], [Clipping], [Predicted]: the theory of straight-through, and its share
//   - [Ratchet]: the best method that can be made of it
//   - [Study]: the map and the ratchet for the engine of package study
package standins
