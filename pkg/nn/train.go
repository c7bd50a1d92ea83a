package nn

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/dataset"
	"github.com/gradstep/gradstep/pkg/optim"
)

// Settings say how [Train] trains. Samples, Fill, Rate and Steps are required; the zero of
// every other field is its default.
type Settings struct {
	Samples int // number of training samples, m

	// Fill writes the inputs and the targets of a batch to x and t, one sample behind the other.
	// index has their numbers, below Samples; epoch counts from 0, for samples that are
	// drawn anew in each. The same arguments must give the same samples.
	Fill func(x, t []float64, index []int, epoch int)

	Batch      int                 // samples in a batch; 0: 16
	InOrder    bool                // do not shuffle
	Curriculum *dataset.Curriculum // which samples an epoch has; nil: all
	Seed       uint64              // of the shuffling

	Loss  Loss           // nil: MSE
	Rule  optim.Rule     // nil: Adam
	Rate  optim.Schedule // η of each step
	Steps int            // at most so many steps, those before a resumption included

	// Validate judges a model on samples that it is not trained on; the smaller the
	// better. It is asked after every Every steps (0: an epoch's), and the best model is
	// kept. After Patience times in a row without an improvement the training stops; 0: never.
	Validate func(m Model) float64
	Every    int
	Patience int

	Context    context.Context // ends the training between two steps
	Observe    func(r Report)  // called after each step
	Checkpoint string          // a file; when it exists already, the training goes on from it
	SaveEvery  int             // steps between checkpoints; 0: 500

	// Of says in words what the checkpoint does not know of the training, such as its photographs: a checkpoint that
	// says something else is refused.
	Of string
	// Unsaved is told when a checkpoint can't be written, a full disk for example; the training goes
	// on and tries again. nil: it ends with that error.
	Unsaved func(error)

	Workers int // goroutines; 0: one a core
}

// Trained is what Train returns.
type Trained struct {
	Model   Model   // the best that Validate saw; without it the last
	Last    Model   // the last
	History []Point // one for each validation, or for every Every steps without
	Best    int     // index in History of the best validation; -1 without
	Steps   int
	Status  optim.Status // why the training ended: OnPlateau for early stopping
	Message string       // the same in a sentence
	Unsaved error        // why the last checkpoint is not where it belongs, and where it is; nil when it is there
}

// Point is a row of a training's history.
type Point struct {
	Step       int
	Train      float64 // mean loss of the batches since the last point, each before its step
	Validation float64 // what Validate said; 0 without
}

// Train minimizes the mean loss over the samples by mini-batches, from the model m, which
// stays as it is.
//
//	θ ← rule(θ, (1/b) Σ ∇l_i(θ)),  the b samples of a batch drawn by package dataset
//
// Equal settings and seeds give the same bits, at any number of goroutines, and so does a
// training that was interrupted and went on from its checkpoint: the file holds the rule's memory, the
// sampler, the generator, the statistics, and the best model. A checkpoint of other settings, of
// other rates or of another Of is refused. A last one that can't be written where it belongs is kept elsewhere, and
// the error says where.
//
// The error is nil when Steps or Patience ended the training. It wraps ErrValue for settings
// that can't run or a checkpoint of another training, the context's cause after an interruption (a checkpoint is
// saved then), and package optim's errors for a training that went wrong; the result
// is valid, with what is known, in the last two.
func Train(m Model, t Settings) (Trained, error) {
	w, err := newWatch(m, t)
	if err != nil {
		return Trained{}, err
	}
	s := optim.Settings{
		Rate: t.Rate, MaxSteps: t.Steps, Stop: w, FuncEvery: -1, Context: t.Context,
		Observe: func(p *optim.Progress) { w.elapsed = p.Ledger.Elapsed },
	}
	if t.Checkpoint != "" {
		c, err := optim.LoadCheckpoint(t.Checkpoint)
		switch {
		case err == nil && len(c.X) != m.Net.params:
			return Trained{}, bad("Train: %s has %d parameters, the network has %d", t.Checkpoint, len(c.X), m.Net.params)
		case err == nil && stepsOf(c) != c.Step:
			return Trained{}, bad("Train: %s is of step %d, and its history of step %d; it has been changed", t.Checkpoint, c.Step, stepsOf(c))
		case err == nil:
			s.Resume = &c
		case !errors.Is(err, fs.ErrNotExist):
			return Trained{}, fmt.Errorf("nn: %w", err)
		}
		s.Save = func(c optim.Checkpoint) error {
			err := optim.SaveCheckpoint(t.Checkpoint, c)
			if err != nil && t.Unsaved != nil {
				t.Unsaved(err)
				return nil
			}
			return err
		}
		s.SaveEvery = w.t.SaveEvery
	}
	res, err := optim.Minimize(optim.Problem{Grad: w.gradient}, m.Theta, w.t.Rule, s)
	var unsaved error
	if w.err != nil {
		err = w.err
	} else if err == nil || res.Status == optim.Cancelled {
		unsaved = w.saveLast(res)
		err = errors.Join(err, unsaved)
	}
	if err != nil {
		err = fmt.Errorf("nn: training: %w", err)
	}
	if err != nil && res.X == nil {
		return Trained{}, err
	}
	trained := w.result(res)
	trained.Unsaved = unsaved
	return trained, err
}

// newWatch checks the settings and completes them.
func newWatch(m Model, t Settings) (*watch, error) {
	t.Batch = cmp.Or(t.Batch, 16)
	if t.Loss == nil {
		t.Loss = MSE
	}
	if t.Rule == nil {
		t.Rule = optim.NewAdam()
	}
	t.SaveEvery = cmp.Or(t.SaveEvery, 500)
	if err := m.check(); err != nil {
		return nil, err
	}
	switch {
	case t.Fill == nil:
		return nil, bad("Train: Fill is nil: give the samples, for example by FillFrom")
	case t.Rate == nil:
		return nil, bad("Train: Rate is nil: use optim.Constant(0.001) or another schedule")
	case t.Steps < 1 || t.Batch < 1 || t.Every < 0 || t.Patience < 0 || t.SaveEvery < 0 || t.Workers < 0:
		return nil, bad("Train: Steps %d and Batch %d must be positive; Every %d, Patience %d, SaveEvery %d and Workers %d must not be negative",
			t.Steps, t.Batch, t.Every, t.Patience, t.SaveEvery, t.Workers)
	case t.Patience > 0 && t.Validate == nil:
		return nil, bad("Train: Patience without Validate: there is nothing to wait for")
	}
	w := &watch{t: t, net: m.Net, source: rand.NewPCG(t.Seed, 0), pass: m.Net.NewPass(t.Batch, t.Workers)}
	o := dataset.Settings{Size: t.Batch, Curriculum: t.Curriculum}
	if !t.InOrder {
		o.Rand = rand.New(w.source)
	}
	var err error
	if w.sampler, err = dataset.NewSampler(t.Samples, o); err != nil {
		return nil, bad("Train: %v", err)
	}
	w.t.Every = cmp.Or(w.t.Every, (t.Samples+t.Batch-1)/t.Batch)
	w.x, w.target = make([]float64, t.Batch*m.Net.In.Len()), make([]float64, t.Batch*m.Net.Out.Len())
	w.initial = append([]float64(nil), m.Stats...)
	w.Reset()
	return w, nil
}

// FillFrom returns a Fill for samples that are held in rows.
func FillFrom(d dataset.Data) func(x, t []float64, index []int, epoch int) {
	return func(x, t []float64, index []int, _ int) {
		for k, i := range index {
			copy(x[k*len(d.X[i]):], d.X[i])
			copy(t[k*len(d.Y[i]):], d.Y[i])
		}
	}
}

// Risk returns the model's mean loss over samples in rows, in Inference mode, a pass's
// capacity at a time: the empirical risk over this set.
func (p *Pass) Risk(m Model, d dataset.Data, loss Loss) float64 {
	if d.Len() == 0 || loss == nil {
		panic("nn: Risk: no samples, or a nil loss")
	}
	for i := range d.X {
		if len(d.Y) != len(d.X) || len(d.X[i]) != p.net.In.Len() || len(d.Y[i]) != p.net.Out.Len() {
			panic(fmt.Sprintf("nn: Risk: sample %d does not fit a network from %v to %v", i, p.net.In, p.net.Out))
		}
	}
	in, out := p.net.In.Len(), p.net.Out.Len()
	x, t := make([]float64, p.max*in), make([]float64, p.max*out)
	fill, total := FillFrom(d), 0.0
	for lo := 0; lo < d.Len(); lo += p.max {
		n := min(p.max, d.Len()-lo)
		fill(x, t, count(lo, n), 0)
		total += float64(n) * loss(nil, p.Forward(m.Theta, m.Stats, x[:n*in], Inference), t[:n*out])
	}
	return total / float64(d.Len())
}

// count returns lo, lo+1, …, n numbers.
func count(lo, n int) []int {
	v := make([]int, n)
	for i := range v {
		v[i] = lo + i
	}
	return v
}

func allFinite(v []float64) bool {
	for _, x := range v {
		if !finite(x) {
			return false
		}
	}
	return true
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
