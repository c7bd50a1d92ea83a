package convergence

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/study"
)

// backprop is the derivative of loss, on all points and on a batch.
func TestBackpropIsTheGradient(t *testing.T) {
	p := newPerceptron(7)
	rng := study.Generator("backprop", 1)
	x := p.start(rng)
	for _, batch := range []int{trainingPoints, 4} {
		p.draw(batch, rng)
		got, want := make([]float64, p.n()), fd.Gradient(nil, p.loss, x, fd.Central, 0)
		p.backprop(got, x)
		for i := range got {
			if math.Abs(got[i]-want[i]) > 1e-8 {
				t.Errorf("batch of %d, parameter %d: %v, by differences %v", batch, i, got[i], want[i])
			}
		}
	}
}

// A batch is a set of different points, and all are as likely.
func TestBatchesAreDrawnEvenly(t *testing.T) {
	p, rng, counts := newPerceptron(1), study.Generator("batches", 1), make([]int, trainingPoints)
	for range 5000 {
		p.draw(4, rng)
		seen := map[int]bool{}
		for _, i := range p.sample {
			counts[i]++
			seen[i] = true
		}
		if len(seen) != 4 {
			t.Fatalf("a batch %v", p.sample)
		}
	}
	for i, c := range counts {
		if math.Abs(float64(c)-1000) > 4*math.Sqrt(1000*0.8) {
			t.Errorf("point %d was drawn %d times, 1000 expected", i, c)
		}
	}
}
