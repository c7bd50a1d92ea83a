package lesson_test

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/lesson"
)

func panics(f func()) (said any) {
	defer func() { said = recover() }()
	f()
	return nil
}

// A false sentence stops the lesson where it is on trial, and never a student.
func TestWhoIsStopped(t *testing.T) {
	for _, c := range []struct {
		pipe, static string
		stops        bool
	}{{"", "", true}, {"pipe", "1", true}, {"", "1", true}, {"pipe", "", false}} {
		t.Setenv("GONB_PIPE", c.pipe)
		t.Setenv("GRADSTEP_STATIC", c.static)
		for name, f := range map[string]func(){
			"Claim": func() { lesson.Claim(false, "1 is %d", 2) },
			"Says":  func() { lesson.Says("one", 1, 2, 0.5) },
			"NaN":   func() { lesson.Says("one", math.NaN(), 2, 0.5) },
		} {
			if said := panics(f); (said != nil) != c.stops {
				t.Errorf("%s with %+v: %v", name, c, said)
			}
		}
		if said := panics(func() { lesson.Claim(true, "1 is 1"); lesson.Says("one", 1, 1, 0) }); said != nil {
			t.Errorf("what holds panics: %v", said)
		}
	}
}
