package nn

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/gradstep/gradstep/pkg/dataset"
	"github.com/gradstep/gradstep/pkg/internal/wholefile"
	"github.com/gradstep/gradstep/pkg/optim"
)

// watch is a training within optim's loop: it draws the batches, and as the loop's Stop it
// validates, keeps the best model and stops early. As every Stop it is saved with the
// checkpoint, and so holds what the loop does not know.
type watch struct {
	t       Settings
	net     *Network
	pass    *Pass
	sampler *dataset.Sampler
	source  *rand.PCG
	x       []float64 // a batch
	target  []float64
	initial []float64 // statistics
	elapsed time.Duration
	err     error
	state   watchState
}

// watchState is what a training that goes on needs besides the loop's own state.
type watchState struct {
	Layers    json.RawMessage // of the network, and some settings, to recognize another training
	Samples   int
	Batch     int
	Seed      uint64
	Rates     [2]float64 // of the first step and of the one that follows
	Of        string
	Sampler   dataset.State
	Generator []byte
	Stats     []float64
	Best      Model // Theta and Stats nil before the first validation
	BestAt    int   // in History; -1
	History   []Point
	Sum       float64 // losses since the last point
	Count     int
	Smooth    float64 // running mean of the losses, for the progress line
	Steps     int
}

// Reset begins a training.
func (w *watch) Reset() { w.state = watchState{BestAt: -1, Stats: slices.Clone(w.initial)} }

// gradient is the loss's gradient over the next batch.
func (w *watch) gradient(dst, theta []float64) {
	index := w.sampler.Next()
	x, target := w.x[:len(index)*w.net.In.Len()], w.target[:len(index)*w.net.Out.Len()]
	w.t.Fill(x, target, index, w.sampler.Epoch()-1)
	loss := w.pass.Gradient(dst, theta, w.state.Stats, x, target, w.t.Loss)
	s := &w.state
	if s.Steps == 0 && s.Count == 0 {
		s.Smooth = loss
	}
	s.Sum, s.Count, s.Smooth = s.Sum+loss, s.Count+1, 0.98*s.Smooth+0.02*loss
}

// Check looks at the training after a step.
func (w *watch) Check(p *optim.Progress) optim.Status {
	s := &w.state
	s.Steps = p.Step
	status := optim.Running
	if p.Step%w.t.Every == 0 || p.Step == w.t.Steps {
		status = w.point(p.X)
	}
	if w.t.Observe != nil {
		w.t.Observe(w.report(p))
	}
	return status
}

// point adds a row to the history.
func (w *watch) point(theta []float64) optim.Status {
	s := &w.state
	row := Point{Step: s.Steps, Train: s.Sum / float64(s.Count)}
	s.Sum, s.Count = 0, 0
	if w.t.Validate == nil {
		s.History = append(s.History, row)
		return optim.Running
	}
	m := Model{w.net, slices.Clone(theta), slices.Clone(s.Stats)}
	row.Validation = w.t.Validate(m)
	if !finite(row.Validation) {
		w.err = fmt.Errorf("the validation gave %v after %d steps: %w", row.Validation, s.Steps, optim.ErrNotFinite)
		return optim.StoppedByCaller
	}
	s.History = append(s.History, row)
	last := len(s.History) - 1
	if s.BestAt < 0 || row.Validation < s.History[s.BestAt].Validation {
		s.Best, s.BestAt = m, last
	}
	if w.t.Patience > 0 && last-s.BestAt >= w.t.Patience {
		return optim.OnPlateau
	}
	return optim.Running
}

func (w *watch) result(res optim.Result) Trained {
	s := &w.state
	last := Model{w.net, res.X, slices.Clone(s.Stats)}
	t := Trained{Model: last, Last: last, History: s.History, Best: s.BestAt, Steps: res.Steps, Status: res.Status, Message: res.Message}
	if s.BestAt >= 0 {
		t.Model = s.Best
	}
	return t
}

// saveLast saves the checkpoint after the last step, wherever the training ended.
func (w *watch) saveLast(res optim.Result) error {
	if w.t.Checkpoint == "" || res.Steps == 0 {
		return nil
	}
	c, err := res.Checkpoint()
	if err != nil {
		return err
	}
	return wholefile.Keep(w.t.Checkpoint, func(name string) error { return optim.SaveCheckpoint(name, c) })
}

// identify fills in what tells this training from others.
func (w *watch) identify(s *watchState) (err error) {
	s.Samples, s.Batch, s.Seed, s.Of = w.t.Samples, w.t.Batch, w.t.Seed, w.t.Of
	s.Rates = [2]float64{w.t.Rate.Rate(0), w.t.Rate.Rate(s.Steps)}
	s.Layers, err = MarshalLayers(w.net.layers)
	return err
}

// compact is JSON without the spaces that an editor may have put in.
func compact(data json.RawMessage) string {
	var b bytes.Buffer
	if err := json.Compact(&b, data); err != nil {
		return string(data)
	}
	return b.String()
}

// MarshalJSON saves the training between two steps.
func (w *watch) MarshalJSON() ([]byte, error) {
	s := w.state
	if err := w.identify(&s); err != nil {
		return nil, err
	}
	s.Sampler = w.sampler.State()
	var err error
	if s.Generator, err = w.source.MarshalBinary(); err != nil {
		return nil, err
	}
	if s.BestAt < 0 { // a model can't be saved without numbers
		s.Best = Model{w.net, make([]float64, w.net.params), make([]float64, w.net.stats)}
	}
	return json.Marshal(s)
}

// stepsOf is the step that the history of a checkpoint has reached; the checkpoint's own where it has none, which its
// loading refuses.
func stepsOf(c optim.Checkpoint) int {
	s := watchState{Steps: c.Step}
	if json.Unmarshal(c.Stop, &s) != nil {
		return c.Step
	}
	return s.Steps
}

// UnmarshalJSON lets the training stand where another one with the same settings stood.
func (w *watch) UnmarshalJSON(data []byte) error {
	var s, mine watchState
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	if s.Steps < 0 || s.Count < 0 || s.BestAt < -1 || s.BestAt >= len(s.History) {
		return bad("it says %d steps, %d losses since the last point, and the best of %d points at %d", s.Steps, s.Count, len(s.History), s.BestAt)
	}
	mine.Steps = s.Steps
	if err := w.identify(&mine); err != nil {
		return err
	}
	if layers := compact(s.Layers); layers != compact(mine.Layers) || s.Samples != mine.Samples || s.Batch != mine.Batch || s.Seed != mine.Seed {
		return bad("it belongs to a training of %s with %d samples, batches of %d and seed %d",
			layers, s.Samples, s.Batch, s.Seed)
	}
	if s.Of != mine.Of {
		return bad("it belongs to a training of %s; this is one of %s", s.Of, mine.Of)
	}
	if s.Rates != mine.Rates {
		return bad("it belongs to a training with the rates %v and %v of the first step and of step %d; this one has %v and %v",
			s.Rates[0], s.Rates[1], s.Steps+1, mine.Rates[0], mine.Rates[1])
	}
	if len(s.Stats) != w.net.stats || !allFinite(s.Stats) {
		return bad("it has %d statistics, not all of them finite, or not as many as the network, %d", len(s.Stats), w.net.stats)
	}
	if s.BestAt >= 0 {
		if s.Best.Net == nil || len(s.Best.Theta) != w.net.params || len(s.Best.Stats) != w.net.stats {
			return bad("its best model is none of the network's")
		}
		s.Best.Net = w.net
	}
	if err := w.sampler.Restore(s.Sampler); err != nil {
		return err
	}
	w.state = s
	return w.source.UnmarshalBinary(s.Generator)
}
