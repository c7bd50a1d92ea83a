package optim_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
)

// A checkpoint whose rule or stop lacks what is saved of it is refused: the run would go on without its memory, and not
// say so.
func TestCheckpointsWithoutTheirMemory(t *testing.T) {
	whole, err := run(t, bowl(), ones(2), optim.NewAdam(), resumable(3)).Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(whole.Rule, &fields); err != nil || len(fields) < 4 {
		t.Fatal(len(fields), err)
	}
	resume := func(rule, stop json.RawMessage) error {
		c := whole
		c.Rule, c.Stop = rule, stop
		s := resumable(6)
		s.Resume = &c
		_, err := optim.Minimize(bowl(), nil, optim.NewAdam(), s)
		return err
	}
	if err := resume(whole.Rule, whole.Stop); err != nil {
		t.Fatal(err)
	}
	bad := []json.RawMessage{json.RawMessage("null"), json.RawMessage("{}"), json.RawMessage("[]")}
	for name := range fields {
		less := map[string]json.RawMessage{}
		for k, v := range fields {
			if k != name {
				less[k] = v
			}
		}
		data, err := json.Marshal(less)
		if err != nil {
			t.Fatal(err)
		}
		bad = append(bad, data)
	}
	for _, rule := range bad {
		if err := resume(rule, whole.Stop); !errors.Is(err, optim.ErrCheckpoint) {
			t.Errorf("the rule %.80s: %v", rule, err)
		}
	}
}
