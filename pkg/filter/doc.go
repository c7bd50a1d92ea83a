// Package filter tells which posterizing filter made one image of another, with how
// many levels, and how sure that is.
//
// A filter maps a sample x of [0, 1] to one of a few levels. The families are rows of
// a table, one file each:
//
//	staircase  (⌊x·b⌋ + ½)/b, b any number        staircase.go
//	round      ⌊x·(N-1) + ½⌋/(N-1)                round.go
//	floor      ⌊x·N⌋/N                            floor.go
//	stretch    ⌊x·N⌋/(N-1), clipped at 1          stretch.go
//	bits       the highest bits of the sample     bits.go
//
// each plain or between two curves of the encoding ([Transfer]), stored rounded or cut
// off. Beside them stand curve, any rising step function, and none, where y is no
// function of x.
//
// The map:
//   - [Families], [ByName], [Family]: the table
//   - [Filter], [Filter.Value]: one filter, forwards
//   - [NewData], [FromHistogram]: pairs of samples, counted
//   - [Data.Fit]: the filter that explains them, with its certificate
//   - [Data.Rising]: the rising function that the most pairs obey
//
// Every answer is exact and global: whole numbers of levels are all tried, b is found
// by [stair.Pairs.Consensus], and the best rising function by dynamic programming.
// The formulas and the certificates are in docs/filters.md.
package filter
