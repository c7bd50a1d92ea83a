package nn

import (
	"fmt"
	"io"
	"time"

	"github.com/gradstep/gradstep/pkg/optim"
)

// Report is how far a training is.
type Report struct {
	Step, Steps int
	Epoch       int           // epochs begun
	Loss        float64       // running mean of the batches' losses
	Validation  *Point        // the last row of the history; nil before the first
	Left        time.Duration // at the speed so far, if all Steps are made
}

func (w *watch) report(p *optim.Progress) Report {
	r := Report{Step: p.Step, Steps: w.t.Steps, Epoch: w.sampler.Epoch(), Loss: w.state.Smooth}
	if n := len(w.state.History); n > 0 {
		r.Validation = &w.state.History[n-1]
	}
	r.Left = time.Duration(float64(w.elapsed) / float64(p.Step) * float64(r.Steps-r.Step))
	return r
}

// String returns the report as a line.
func (r Report) String() string {
	s := fmt.Sprintf("step %d of %d, epoch %d, loss %.6f", r.Step, r.Steps, r.Epoch, r.Loss)
	if r.Validation != nil && r.Validation.Validation != 0 {
		s += fmt.Sprintf(", validation %.6f", r.Validation.Validation)
	}
	return s + fmt.Sprintf(", %v left", r.Left.Round(time.Second))
}

// Progress returns an Observe that says on out how far the training is. Live
// keeps one line up to date, as a terminal wants it; otherwise there is a line for each row of
// the history.
func Progress(out io.Writer, live bool) func(r Report) {
	var last time.Time
	rows := 0
	return func(r Report) {
		switch now := time.Now(); {
		case live && (now.Sub(last) >= time.Second/5 || r.Step == r.Steps):
			last = now
			fmt.Fprintf(out, "\r\x1b[K%v", r)
			if r.Step == r.Steps {
				fmt.Fprintln(out)
			}
		case !live && r.Validation != nil && r.Validation.Step != rows:
			rows = r.Validation.Step
			fmt.Fprintln(out, r)
		}
	}
}
