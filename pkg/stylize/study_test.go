package stylize

import (
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

// Styles are recovered from random starts, b among their parameters, by gradients
// alone and with sweeps.
func TestStylesAreRecovered(t *testing.T) {
	for _, c := range Cases(photograph(t)) {
		if c.Cropped || c.Method == Unturned {
			continue // these fail more often
		}
		n := 4
		if testing.Short() {
			n = 2
		}
		trials, err := c.Study.Trials(0, n)
		if err != nil {
			t.Fatal(err)
		}
		for i, trial := range trials {
			if share, b := trial.Worst(); !trial.Found() {
				t.Errorf("%s, trial %d: %.2f %% off, b %.3f off", c.Name, i, 100*share, b)
			}
			if trial.Steps != 500 || (c.Method == Alternating) != (trial.Sweeps == 11) {
				t.Errorf("%s: %d steps, %d sweeps", c.Name, trial.Steps, trial.Sweeps)
			}
		}
	}
}
