package optim

import (
	"encoding/json"
	"fmt"
)

// stopSet asks several stops.
type stopSet struct {
	stops []Stop
	all   bool
}

// StopAny stops when one of the stops does, with the status of the first that does.
// Each of them is asked after every step, so all keep counting.
func StopAny(stops ...Stop) Stop { return &stopSet{stops: stops} }

// StopAll stops when all of the stops do in the same step, with the status of the
// last of them. With no stops at all it never stops.
func StopAll(stops ...Stop) Stop { return &stopSet{stops: stops, all: true} }

func (s *stopSet) Check(p *Progress) Status {
	first, last, met := Running, Running, 0
	for _, stop := range s.stops {
		status := stop.Check(p)
		if status == Running {
			continue
		}
		if met == 0 {
			first = status
		}
		last = status
		met++
	}
	switch {
	case !s.all:
		return first
	case met == len(s.stops):
		return last
	}
	return Running
}

func (s *stopSet) Reset() {
	for _, stop := range s.stops {
		stop.Reset()
	}
}

// Unwrap implements StopWrapper.
func (s *stopSet) Unwrap() []Stop { return s.stops }

// MarshalJSON writes the memory of each stop, in order.
func (s *stopSet) MarshalJSON() ([]byte, error) { return json.Marshal(s.stops) }

// UnmarshalJSON reads it back into the same stops.
func (s *stopSet) UnmarshalJSON(data []byte) error {
	var parts []json.RawMessage
	if err := json.Unmarshal(data, &parts); err != nil {
		return err
	}
	if len(parts) != len(s.stops) {
		return fmt.Errorf("saved with %d stops, there are %d", len(parts), len(s.stops))
	}
	for i, stop := range s.stops {
		if err := json.Unmarshal(parts[i], stop); err != nil {
			return err
		}
	}
	return nil
}
