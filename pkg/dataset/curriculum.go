package dataset

import (
	"math"
	"slices"
)

// Curriculum shows the easy samples first: epoch e, from 0, has the easiest
//
//	n·min(1, Start + (1 - Start) e/Epochs)
//
// of them, rounded up, and from epoch Epochs on all. Within an epoch they are shuffled when
// the sampler has a generator. Source: Y. Bengio et al., Curriculum learning, ICML
// 2009; the lecture, "Additional strategies".
type Curriculum struct {
	Start  float64 // share of the first epoch, in (0, 1]
	Epochs int     // epochs until all samples are in

	order []int // from easy to hard
}

// NewCurriculum orders samples by difficulty, the smallest score first; equal ones stay in
// order. The error is ErrValue for a score that is NaN, or a Start or Epochs out of range.
func NewCurriculum(score []float64, start float64, epochs int) (*Curriculum, error) {
	for i, v := range score {
		if math.IsNaN(v) {
			return nil, bad("NewCurriculum: the score of sample %d is NaN", i)
		}
	}
	if !(start > 0 && start <= 1) || epochs < 0 {
		return nil, bad("NewCurriculum: start %v over %d epochs: use a share in (0, 1] and 0 or more epochs", start, epochs)
	}
	c := &Curriculum{Start: start, Epochs: epochs, order: make([]int, len(score))}
	for i := range c.order {
		c.order[i] = i
	}
	slices.SortStableFunc(c.order, func(i, j int) int {
		switch {
		case score[i] < score[j]:
			return -1
		case score[i] > score[j]:
			return 1
		}
		return 0
	})
	return c, nil
}

func (c *Curriculum) check(n int) error {
	if len(c.order) != n {
		return bad("the curriculum scores %d samples, there are %d", len(c.order), n)
	}
	return nil
}

// count is the number of samples in an epoch.
func (c *Curriculum) count(epoch int) int {
	if epoch >= c.Epochs {
		return len(c.order)
	}
	share := c.Start + (1-c.Start)*float64(epoch)/float64(c.Epochs)
	const slack = 1e-9 // 0.2 + 0.8·½ is a little more than 0.6, but no sample more
	return min(max(int(math.Ceil(share*float64(len(c.order))-slack)), 1), len(c.order))
}
