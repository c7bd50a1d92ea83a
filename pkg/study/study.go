package study

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

var (
	// ErrStudy is wrapped by the errors of a study that is not well made: two jobs with one key, a job
	// that needs what is not there, a job that panics.
	ErrStudy = errors.New("study: bad study")
	// ErrPart is wrapped by the errors of parts that do not make a whole: of another version or another
	// study, missing, there twice, unfinished.
	ErrPart = errors.New("study: bad part")
	// ErrJournal is wrapped by the errors of a file that is not the journal that was asked for.
	ErrJournal = errors.New("study: bad journal")
	// ErrTable is wrapped by the errors of tables that cannot be read.
	ErrTable = errors.New("study: bad table")
	// ErrValue is wrapped by the errors of values out of range.
	ErrValue = errors.New("study: value out of range")
)

// Root is the folder of the committed results, from the root of the module: each study has a folder of
// its own name below it.
const Root = "testdata/study"

// Study is an experiment: parts that are made, and asked for, by their names.
type Study struct {
	Name    string   // also of its folder below Root, and on the command line
	About   string   // one sentence
	Package string   // where its code is, from the root of the module
	Page    string   // the document that tells what came out
	Inputs  []string // files that its jobs read: results belong to their bytes
	Parts   []Part

	only string // the names of the parts that Only has left
}

// Part is a set of jobs, and the tables that are made of their results.
type Part struct {
	Name, About string
	Jobs        []Job
	Tables      []Table                             // their names and columns
	Fill        func(done Results, tables []*Table) // adds the rows, in a fixed order
}

// Job is the unit of work: a configuration with its seed.
//
// Run is a pure function of what the Key says and of the results that it Needs: it takes its random
// numbers from a generator that is seeded by the key, or by a part of it, and touches nothing
// outside. So jobs may run in any order, on any number of cores and machines, and a job that was
// finished before a kill need not run again.
type Job struct {
	Key   string   // unique in its part, one line without a tab
	Cost  float64  // expected microseconds on one core: long jobs start first, and the time left is told by it
	Needs []string // keys of jobs of the same part that have to be finished before
	Run   func(ctx context.Context, done Results) (Result, error)
}

// Results are those of finished jobs by key.
type Results map[string]Result

// Result holds the numbers of a job by name. A name has no tab, no line's end and no equals sign.
type Result map[string]float64

// SetVector stores values as name[0], name[1], ….
func (r Result) SetVector(name string, values []float64) {
	if r == nil {
		panic("study: SetVector: the result is a nil map")
	}
	for i, v := range values {
		r[fmt.Sprintf("%s[%d]", name, i)] = v
	}
}

// Vector returns what SetVector stored; nil when nothing has this name.
func (r Result) Vector(name string) (values []float64) {
	for {
		v, ok := r[fmt.Sprintf("%s[%d]", name, len(values))]
		if !ok {
			return values
		}
		values = append(values, v)
	}
}

// Runs are the results of one configuration, a seed each.
type Runs []Result

// Values returns one number of each run. It panics when a run has none of this name.
func (r Runs) Values(name string) []float64 {
	values := make([]float64, len(r))
	for i, run := range r {
		v, ok := run[name]
		if !ok {
			panic(fmt.Sprintf("study: run %d has no %q", i, name))
		}
		values[i] = v
	}
	return values
}

// Vectors returns one vector of each run.
func (r Runs) Vectors(name string) [][]float64 {
	vectors := make([][]float64, len(r))
	for i, run := range r {
		vectors[i] = run.Vector(name)
	}
	return vectors
}

// Dir is the folder of the committed results, from the root of the module.
func (s Study) Dir() string { return path.Join(Root, s.Name) }

// Cost is the time that all jobs are expected to take on one core.
func (s Study) Cost() time.Duration {
	sum := 0.0
	for _, p := range s.Parts {
		for _, j := range p.Jobs {
			sum += j.Cost
		}
	}
	return time.Duration(sum * float64(time.Microsecond))
}

// Only returns the study with the parts of these names alone, in their old order. No name means all of
// them; the error wraps ErrValue when there is no such part.
func (s Study) Only(names ...string) (Study, error) {
	var all, kept []string
	for _, p := range s.Parts {
		all = append(all, p.Name)
	}
	for _, n := range names {
		if !slices.Contains(all, n) {
			return Study{}, fmt.Errorf("%w: %s has no part %q; it has %s", ErrValue, s.Name, n, strings.Join(all, ", "))
		}
		kept = append(kept, n)
	}
	if len(kept) > 0 {
		s.only = strings.Join(kept, ",")
		s.Parts = slices.DeleteFunc(slices.Clone(s.Parts), func(p Part) bool { return !slices.Contains(kept, p.Name) })
	}
	return s, nil
}

// Photographs are the files of the photographs of the experiments, in a folder: grey, colour, and a JPEG.
func Photographs(folder string) []string {
	return []string{filepath.Join(folder, "camera.png"), filepath.Join(folder, "astronaut.png"), filepath.Join(folder, "retina.jpg")}
}

// FreshPhotographs are the files below that folder on which nothing was chosen or tried. Chelsea, coffee and
// rocket are in colour.
func FreshPhotographs(folder string) (names []string) {
	for _, name := range []string{"brick.png", "chelsea.png", "clock_motion.png", "coffee.png", "coins.png", "grass.png", "gravel.png", "rocket.jpg"} {
		names = append(names, filepath.Join(folder, "fresh", name))
	}
	return names
}

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
	Seeds int  // runs of each configuration; a study may make a multiple or a share of it
	Small bool // shorter runs and fewer configurations: a look, and the tests
}

// Full is the size of the committed results.
func Full() Size { return Size{Seeds: 30} }

// Look is a size for a first look, and for the tests.
func Look() Size { return Size{Seeds: 8, Small: true} }

// Pick returns the first value, or the second one of a small study.
func Pick[T any](s Size, full, small T) T {
	if s.Small {
		return small
	}
	return full
}
