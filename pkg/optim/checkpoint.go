package optim

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/gradstep/gradstep/pkg/internal/wholefile"
)

// checkpointVersion changes when a field changes its meaning.
const checkpointVersion = 1

// Checkpoint is a run between two steps: with the same problem, rule, schedule and
// stop, Settings.Resume continues it to the same bits. Its JSON form keeps every
// float64 exactly. Values that were not known are null.
//
// The rule's own type and hyperparameters are in it, and a rule with others is refused; a
// transform that draws random numbers saves its generator (a field named Source, which may
// differ). Of a stop it has what was counted, not the tolerances, which may be changed. What the
// checkpoint can't hold is a generator inside the problem's own gradient.
type Checkpoint struct {
	Version  int
	RuleType string // Go type of the rule, so that another rule's memory is not taken for this one's
	Step     int
	X, Best  []float64
	F, PrevF *float64
	BestF    *float64
	BestNorm *float64
	F0, G0   *float64
	GradNorm *float64
	Rate     *float64
	Ledger   Ledger
	Rule     json.RawMessage
	Stop     json.RawMessage
}

// Checkpoint returns the state after the run's last step, so that the run can be
// continued with a higher limit or after a cancellation. A run that failed has
// nothing to continue from: ErrCheckpoint. Call it before the rule is used again.
func (r Result) Checkpoint() (Checkpoint, error) {
	if r.loop == nil {
		return Checkpoint{}, fmt.Errorf("%w: the result comes from no run", ErrCheckpoint)
	}
	if r.loop.failed {
		return Checkpoint{}, fmt.Errorf("%w: the run ended as %q: start anew from Result.X", ErrCheckpoint, r.Status)
	}
	c, err := r.loop.checkpoint()
	c.Ledger = r.Ledger
	return c, err
}

func (l *loop) checkpoint() (Checkpoint, error) {
	st := &l.state
	rule, err := json.Marshal(l.rule)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("optim: the rule can't be saved: %w", err)
	}
	stop, err := json.Marshal(l.s.Stop)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("optim: the stop can't be saved: %w", err)
	}
	return Checkpoint{
		Version: checkpointVersion, RuleType: ruleType(l.rule), Step: st.Step,
		X: append([]float64(nil), l.x...), Best: append([]float64(nil), st.Best...),
		F: known(st.F), PrevF: known(st.PrevF), BestF: known(st.BestF), BestNorm: known(st.BestNorm),
		F0: known(st.F0), G0: known(st.G0), GradNorm: known(st.GradNorm), Rate: known(st.Rate),
		Ledger: l.ledger(), Rule: rule, Stop: stop,
	}, nil
}

// load takes over a checkpoint; the rule and the stop have been Reset.
func (l *loop) load(c *Checkpoint) error {
	n := len(c.X)
	switch {
	case c.Version != checkpointVersion:
		return fmt.Errorf("%w: the checkpoint has version %d, this package reads %d", ErrCheckpoint, c.Version, checkpointVersion)
	case c.RuleType != ruleType(l.rule):
		return fmt.Errorf("%w: the checkpoint was made with %s, the rule is %s", ErrCheckpoint, c.RuleType, ruleType(l.rule))
	case n == 0 || len(c.Best) != n || c.Step < 0:
		return fmt.Errorf("%w: the checkpoint has %d coordinates, %d of the best point, step %d", ErrCheckpoint, n, len(c.Best), c.Step)
	}
	for _, x := range [][]float64{c.X, c.Best} {
		if i := firstNonFinite(x); i >= 0 {
			return fmt.Errorf("%w: coordinate %d is %v", ErrCheckpoint, i, x[i])
		}
	}
	if err := loadRule(l.rule, c.Rule); err != nil {
		return err
	}
	if err := json.Unmarshal(c.Stop, l.s.Stop); err != nil {
		return fmt.Errorf("%w: the checkpoint's stop: %w", ErrCheckpoint, err)
	}
	if !holds(c.Stop, l.s.Stop) {
		return fmt.Errorf("%w: the checkpoint's stop is not one that %T saves", ErrCheckpoint, l.s.Stop)
	}
	l.x = append([]float64(nil), c.X...)
	l.state = loopState{
		Step: c.Step, Best: append([]float64(nil), c.Best...),
		F: value(c.F), PrevF: value(c.PrevF), BestF: value(c.BestF), BestNorm: value(c.BestNorm),
		F0: value(c.F0), G0: value(c.G0), GradNorm: value(c.GradNorm), Rate: value(c.Rate),
	}
	l.counts = c.Ledger
	return nil
}

// loadRule gives the rule, which has been Reset, its saved memory. The saved parameters
// must be the rule's own. They are what a Reset leaves; a generator, which a Reset does not
// rewind, is saved as Source and may differ.
func loadRule(r Rule, saved json.RawMessage) error {
	var given, loaded any
	if err := through(r, &given); err != nil {
		return err
	}
	if err := json.Unmarshal(saved, r); err != nil {
		return fmt.Errorf("%w: its rule: %w", ErrCheckpoint, err)
	}
	r.Reset()
	if err := through(r, &loaded); err != nil {
		return err
	}
	if field, was, is := difference("", loaded, given); field != "" {
		return fmt.Errorf("%w: it was made with %s = %v, the rule has %v: resume with the same parameters", ErrCheckpoint, field, was, is)
	}
	if err := json.Unmarshal(saved, r); err != nil {
		return fmt.Errorf("%w: its rule: %w", ErrCheckpoint, err)
	}
	if !holds(saved, r) {
		return fmt.Errorf("%w: its rule is not what %T saves", ErrCheckpoint, r)
	}
	return nil
}

// holds reports whether v, which was read from JSON, is all of that: nothing was missing, and nothing passed over.
func holds(saved json.RawMessage, v any) bool {
	var was, is any
	data, err := json.Marshal(v)
	return err == nil && json.Unmarshal(data, &is) == nil && json.Unmarshal(saved, &was) == nil && reflect.DeepEqual(was, is)
}

// through writes r as JSON and reads that into v.
func through(r Rule, v *any) error {
	data, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("optim: the rule can't be saved: %w", err)
	}
	return json.Unmarshal(data, v)
}

// difference names the first field in which two values that were read from JSON differ.
func difference(name string, a, b any) (field string, was, is any) {
	x, ok := a.(map[string]any)
	y, both := b.(map[string]any)
	if !ok || !both {
		if reflect.DeepEqual(a, b) {
			return "", nil, nil
		}
		return name, a, b
	}
	for _, key := range slices.Sorted(maps.Keys(y)) {
		if key == "Source" {
			continue
		}
		if field, was, is := difference(strings.TrimPrefix(name+"."+key, "."), x[key], y[key]); field != "" {
			return field, was, is
		}
	}
	return "", nil, nil
}

// known returns nil for NaN, which JSON has no word for.
func known(v float64) *float64 {
	if math.IsNaN(v) {
		return nil
	}
	return &v
}

func value(p *float64) float64 {
	if p == nil {
		return math.NaN()
	}
	return *p
}

// ruleType names a rule and the transforms around it.
func ruleType(r Rule) string {
	if w, ok := r.(Wrapper); ok {
		return fmt.Sprintf("%T(%s)", r, ruleType(w.Unwrap()))
	}
	return fmt.Sprintf("%T", r)
}

// SaveCheckpoint writes c to a file as JSON. A file that is already there is
// replaced whole or, on an error, left as it was.
func SaveCheckpoint(path string, c Checkpoint) error {
	data, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("optim: checkpoint: %w", err)
	}
	if err := wholefile.WriteBytes(path, append(data, '\n')); err != nil {
		return fmt.Errorf("optim: checkpoint: %w", err)
	}
	return nil
}

// LoadCheckpoint reads what SaveCheckpoint wrote. A missing file is fs.ErrNotExist,
// one that is cut short or has unknown fields ErrCheckpoint.
func LoadCheckpoint(path string) (Checkpoint, error) {
	var c Checkpoint
	data, err := os.ReadFile(path)
	if err != nil {
		return c, fmt.Errorf("optim: checkpoint: %w", err)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return Checkpoint{}, fmt.Errorf("%w: %s is no checkpoint: %w", ErrCheckpoint, path, err)
	}
	return c, nil
}
