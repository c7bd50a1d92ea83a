package dataset

import (
	"cmp"
	"iter"
	"math/rand/v2"
)

// Settings say how a Sampler draws. The zero value goes through the samples in order, one
// batch of all of them per epoch.
type Settings struct {
	Size     int        // samples in a batch; 0: all
	Rand     *rand.Rand // shuffles before each epoch; nil: no shuffling
	Replace  bool       // draw each sample independently instead; needs Rand
	DropLast bool       // leave out the last batch of an epoch when it is short

	// Curriculum, when set, decides which samples an epoch has. It needs Rand unless
	// the order within the epoch is to be from easy to hard.
	Curriculum *Curriculum
}

// Sampler yields mini-batches of indices, epoch after epoch.
//
// Without replacement each sample comes once in an epoch; the order is drawn anew for
// each. The last batch is short when the size does not divide the number. With replacement an
// epoch has as many draws, but a sample may come several times or not at all. A Sampler
// is not safe for concurrent use.
type Sampler struct {
	n     int
	o     Settings
	order []int
	at    int // next position in order
	epoch int // epochs begun
}

// mostSamples is the largest number of samples: their indices must fit into memory.
const mostSamples = 1 << 31

// NewSampler returns a sampler of the indices 0, …, n-1. The error is ErrValue for
// settings that can't be met.
func NewSampler(n int, o Settings) (*Sampler, error) {
	o.Size = cmp.Or(o.Size, n)
	switch {
	case n < 1 || n > mostSamples:
		return nil, bad("NewSampler: %d samples", n)
	case o.Size < 0:
		return nil, bad("NewSampler: batches of %d: use a positive number, or 0 for all", o.Size)
	case o.DropLast && o.Size > n:
		return nil, bad("NewSampler: batches of %d from %d samples with DropLast: every batch would be dropped", o.Size, n)
	case o.Replace && o.Rand == nil:
		return nil, bad("NewSampler: Replace needs Rand")
	case o.Replace && o.Curriculum != nil:
		return nil, bad("NewSampler: Replace and Curriculum exclude each other")
	}
	if o.Curriculum != nil {
		if err := o.Curriculum.check(n); err != nil {
			return nil, err
		}
		if least := o.Curriculum.count(0); o.DropLast && o.Size > least {
			return nil, bad("NewSampler: batches of %d with DropLast, but the first epoch has %d samples", o.Size, least)
		}
	}
	o.Size = min(o.Size, n) // an epoch has no more
	return &Sampler{n: n, o: o}, nil
}

// Next returns the next batch. It begins a new epoch when the last is done. The slice is
// valid until the following call.
func (s *Sampler) Next() []int {
	if s.done() {
		s.begin()
	}
	end := min(s.at+s.o.Size, len(s.order))
	batch := s.order[s.at:end]
	s.at = end
	return batch
}

// done reports whether the current epoch has no further batch.
func (s *Sampler) done() bool {
	left := len(s.order) - s.at
	return left == 0 || s.o.DropLast && left < s.o.Size
}

func (s *Sampler) begin() {
	s.order = s.order[:0]
	switch {
	case s.o.Replace:
		for range s.n {
			s.order = append(s.order, s.o.Rand.IntN(s.n))
		}
	case s.o.Curriculum != nil:
		s.order = append(s.order, s.o.Curriculum.order[:s.o.Curriculum.count(s.epoch)]...)
	default:
		for i := range s.n {
			s.order = append(s.order, i)
		}
	}
	if s.o.Rand != nil && !s.o.Replace {
		s.o.Rand.Shuffle(len(s.order), func(i, j int) { s.order[i], s.order[j] = s.order[j], s.order[i] })
	}
	s.at = 0
	s.epoch++
}

// Epoch returns how many epochs have begun: 1 while the first one lasts.
func (s *Sampler) Epoch() int { return s.epoch }

// Batches returns one whole epoch, for range. A batch is valid until the next one. It
// begins a new epoch even if the last one was left early.
func (s *Sampler) Batches() iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		s.begin()
		for !s.done() {
			if !yield(s.Next()) {
				return
			}
		}
	}
}
