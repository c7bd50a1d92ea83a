package lesson

import "math"

// A slip is a typical mistake: what it gives on the first case, and what to say of it.
type slip struct {
	gives float64
	say   string
}

// slipped finds the mistake that gives got on a case.
func slipped(label string, got float64, slips ...slip) (Verdict, bool) {
	for _, s := range slips {
		if math.Abs(got-s.gives) <= 1e-9*max(1e-3, math.Abs(s.gives)) {
			return wrong("%s: it gives %.6g. %s", label, got, s.say), true
		}
	}
	return Verdict{}, false
}
