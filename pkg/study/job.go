package study

import (
	"hash/fnv"
	"math/rand/v2"
)

// Job is one run: a problem, a gradient source, a rule and a seed.
//
// Run is a pure function of what the Key says: it takes its random numbers from a
// generator that is seeded by the key, or by a part of it, and touches nothing
// outside. So the jobs of a study may run in any order, on any number of cores,
// and a job that was finished before a kill need not run again.
type Job struct {
	Key  string  // unique in its study, one line
	Cost float64 // expected microseconds on one core: long jobs start first, and the time left is told by it
	Run  func() []float64
}

// Results are the numbers that the finished jobs of a study returned, by key.
type Results map[string][]float64

// Stage lists jobs that may need the results of the stages before. The list, with
// its keys and costs, does not depend on these results, only what the jobs do: it
// is also asked for with nil, to count.
type Stage func(done Results) []Job

// Study is a set of jobs and the tables that are made of their results.
type Study struct {
	Name   string // also the name by which the command line asks for it
	About  string // one sentence
	Stages []Stage
	Tables func(done Results) []Table
}

// jobs lists the jobs of all stages.
func (s Study) jobs() (all []Job) {
	for _, stage := range s.Stages {
		all = append(all, stage(nil)...)
	}
	return all
}

// One is the list of stages of a study whose jobs need nothing of each other.
func One(jobs []Job) []Stage { return []Stage{func(Results) []Job { return jobs }} }

// Generator returns the random numbers that belong to a key and a seed. Two
// configurations that hand it the same key meet the same numbers, so that their
// difference is not that of two samples.
func Generator(key string, seed int) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(key))
	return rand.New(rand.NewPCG(h.Sum64(), uint64(seed)))
}

// Size says how much of a study is made.
type Size struct {
	Seeds int  // runs of each configuration
	Small bool // shorter runs and fewer configurations: a look, and the tests
}

// Full is the size of the committed results.
func Full() Size { return Size{Seeds: 30} }

// Look is a size for a first look, and for the tests.
func Look() Size { return Size{Seeds: 8, Small: true} }

// Pick returns the long list, or the short one of a small study.
func Pick[T any](s Size, full, small []T) []T {
	if s.Small {
		return small
	}
	return full
}
