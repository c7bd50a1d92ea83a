package filter

import (
	"errors"
	"fmt"
	"math"
)

// Coded is a pair whose second file is a JPEG: the samples that the filter saw, and what
// the file stores of what it made.
type Coded struct {
	X      [][]uint8 // the original's planes, one or three, rows of W
	W, H   int
	Luma   []uint8 // the brightness that the file's decoder has, rows of Stride
	Stride int
	Steps  [64]float64 // to which the encoder rounded the frequencies of a block
}

// CodedAnswer is what [Data.FitCoded] finds.
type CodedAnswer struct {
	Answer
	// Explained of Blocks blocks of 8 by 8 samples, of those that were looked at, hold
	// the numbers that the filter and the encoder make of the original, up to one level.
	Explained, Blocks int
}

// ErrCoded says that a file's numbers cannot be compared: too small a picture, or one
// whose blocks are all clipped.
var ErrCoded = errors.New("filter: no block of the JPEG can be compared")

// FitCoded finds the filter of a pair whose second file is a JPEG, which changes most
// samples. What it stores is known exactly, however: whole numbers of steps. A filter
// is asked whether encoding what it makes of the original gives those numbers, block by
// block; the answer is the filter of the greatest likelihood, and for b the interval
// where its logarithm is less than 7 lower. The filters that are asked are, of each
// family, the best in the mean square, and for b a fine grid, the best by votes, and every b
// near the likeliest.
//
// Source: docs/filters.md, section 5. The error wraps [ErrCoded] if no block is whole.
func (d *Data) FitCoded(c Coded, s Settings) (CodedAnswer, error) {
	sim, err := newSimulation(c)
	if err != nil {
		return CodedAnswer{}, err
	}
	lo, hi := s.Lo, s.Hi
	if lo == 0 && hi == 0 {
		lo, hi = DefaultLo, DefaultHi
	}
	var best Candidate
	top := math.Inf(-1)
	var rivals []Candidate
	for _, f := range Families {
		if s.Only != "" && s.Only != f.Name {
			continue
		}
		var found Candidate
		var log float64
		if f.Whole {
			found, log = d.codedWhole(sim, f, s)
		} else if found, log, err = d.codedReal(sim, f, lo, hi); err != nil {
			return CodedAnswer{}, err
		}
		if found.Family == nil {
			continue
		}
		if log > top {
			if best.Family != nil {
				rivals = append(rivals, best)
			}
			best, top = found, log
		} else {
			rivals = append(rivals, found)
		}
	}
	if best.Family == nil {
		return CodedAnswer{}, ErrNone
	}
	a := CodedAnswer{Answer: Answer{Name: best.Family.Name, Best: best, Rivals: rivals, Rising: d.Rising()}, Blocks: len(sim.blocks)}
	table := best.Filter.table()
	_, a.Explained = sim.likelihood(&table, 1)
	a.judge(d)
	return a, nil
}

// explainedLimit is the least share of blocks that a filter must explain.
const explainedLimit = 0.3

// judge drops a filter that explains too few blocks.
func (a *CodedAnswer) judge(d *Data) {
	if float64(a.Explained) >= explainedLimit*float64(a.Blocks) {
		return
	}
	a.Name = None
	a.Notes = append(a.Notes,
		fmt.Sprintf("no formula makes the numbers that the JPEG stores: the nearest one (%s) makes those of %d blocks of %d", a.Best.Filter, a.Explained, a.Blocks),
		"another filter, or another step after it (scaling, a second compression) may be the reason; a PNG of the filter's result says more")
}
