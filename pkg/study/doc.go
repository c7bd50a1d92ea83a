// Package study is the engine of experiments: it makes the jobs of a study on all cores, or its share of
// them on one of many machines, goes on after a kill, and writes tables. The results are the same bits
// at any number of workers and of machines.
//
// # Map
//
//	Experiments  [Study], [Part] and [Job]; [Plan] for configurations × seeds, with a rate that is tuned first
//	Results      [Result] holds the numbers of a job by name, [Results] those of all; [Runs]
//	Engine       [Run] makes a study; [Shard] says which part of it, [Merge] joins parts
//	Journal      [Journal] keeps finished work of any kind on disk, a checksum for each line
//	Tables       [Table], as CSV ([Table.Save], [Load]) and as Markdown ([Table.Markdown])
//	Statistics   [Summarize] for medians and quartiles, [Wilson] for shares, [Bootstrap], [FitSlope]
//
// The command gradstep study lists the studies of this module. To add one, write a package with a function
// that returns a [Study], and name it in pkg/cmd/gradstep/studies.go.
package study
