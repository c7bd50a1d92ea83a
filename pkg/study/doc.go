// Package study is the engine of experiments: it runs the jobs of a study on all cores,
// goes on after a kill, and writes tables.
//
// # Map
//
//	Experiments  [Study], its [Job]s, and their [Results]
//	Engine       [Run] runs studies over all cores, resumes after a kill, writes [Table]s
//	Statistics   [Summarize], [FitSlope]
package study
