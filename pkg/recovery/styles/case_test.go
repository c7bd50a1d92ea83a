package styles

import (
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/parallel"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/study"
	"github.com/gradstep/gradstep/pkg/stylize"
)

func photograph(t testing.TB) *picture.Image {
	t.Helper()
	im, err := picture.Load(study.Photographs("../../../testdata/photos")[1])
	if err != nil {
		t.Fatal(err)
	}
	return im
}

// Equal numbers make equal trials, on one core and on several, whatever the method;
// other numbers make others.
func TestTrialsAreReproducible(t *testing.T) {
	photo, c := photograph(t).Crop(180, 60, 64, 64), Case{Side: 16, Stored: true}
	all, err := parallel.Map(3, func(i int) (Outcome, error) { return c.Run(photo, uint64(i)) })
	if err != nil {
		t.Fatal(err)
	}
	for i, trial := range all {
		again, err := c.Run(photo, uint64(i))
		if err != nil || !slices.Equal(again.Params, trial.Params) || again.Steps != 500 {
			t.Errorf("trial %d: %v and %v, %d steps (%v)", i, trial.Params, again.Params, again.Steps, err)
		}
	}
	c.Method = stylize.Alternating
	other, err := c.Run(photo, 1)
	if err != nil || !slices.Equal(other.Truth, all[1].Truth) || !slices.Equal(other.Start, all[1].Start) {
		t.Errorf("another method has another style or start (%v)", err)
	}
	if other.Sweeps != 11 || slices.Equal(other.Params, all[1].Params) || slices.Equal(all[0].Truth, all[1].Truth) {
		t.Errorf("%d sweeps, %v", other.Sweeps, other.Params)
	}
}

// A black photograph determines nothing: its trial finds nothing, and is no error.
func TestBlackPhotograph(t *testing.T) {
	trial, err := Case{Side: 16}.Run(picture.New(16, 16, 3), 3)
	if share, b := trial.Worst(); err != nil || Found(share, b) || !slices.Equal(trial.Params, trial.Start) {
		t.Errorf("%v, %v", trial.Params, err)
	}
}
