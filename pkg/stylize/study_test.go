package stylize

import (
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

func photograph(t testing.TB) *picture.Image {
	t.Helper()
	im, err := picture.Load("../../testdata/photos/astronaut.png")
	if err != nil {
		t.Fatal(err)
	}
	return im
}

// Equal numbers make equal trials, on one core and on several, whatever the method;
// other numbers make others.
func TestTrialsAreReproducible(t *testing.T) {
	s := Study{Photo: photograph(t).Crop(180, 60, 64, 64), Side: 16, Stored: true}
	all, err := s.Trials(0, 3)
	if err != nil {
		t.Fatal(err)
	}
	for i, trial := range all {
		again, err := s.Run(uint64(i))
		if err != nil || !slices.Equal(again.Params, trial.Params) || again.Steps != 500 {
			t.Errorf("trial %d: %v and %v, %d steps (%v)", i, trial.Params, again.Params, again.Steps, err)
		}
	}
	s.Method = Alternating
	other, err := s.Run(1)
	if err != nil || !slices.Equal(other.Truth, all[1].Truth) || !slices.Equal(other.Start, all[1].Start) {
		t.Errorf("another method has another style or start (%v)", err)
	}
	if other.Sweeps != 11 || slices.Equal(other.Params, all[1].Params) || slices.Equal(all[0].Truth, all[1].Truth) {
		t.Errorf("%d sweeps, %v", other.Sweeps, other.Params)
	}
}
