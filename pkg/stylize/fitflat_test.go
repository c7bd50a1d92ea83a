package stylize

import (
	"strings"
	"testing"
)

// All but a few samples of each channel on one level agree with nearly any staircase inside: nothing is determined, and
// the note says why. With b known inside, and with more levels, that is no reason.
func TestFitOfNearlyFlatIsNotSure(t *testing.T) {
	src, size := crop(t, 150, 40, 24)
	dark := append([]float64(nil), src...)
	for i := range dark {
		if dark[i] = 0.25 + 0.02*src[i]; i%size.Plane() < 2 {
			dark[i] = 0.9
		}
	}
	truth := parsed(t, "quantize b=22; blur width=0.5; quantize b=7.15")
	for name, test := range map[string]struct {
		unknown string
		src     []float64
		flat    bool
	}{
		"nearly flat":  {"quantize b=?; blur width=0.5; quantize b=?", dark, true},
		"known inside": {"quantize b=22; blur width=0.5; quantize b=?", dark, false},
		"a photograph": {"quantize b=?; blur width=0.5; quantize b=7.15", src, false},
	} {
		got, err := Fit(parsed(t, test.unknown), []Pair{styled(t, truth, test.src, size, 0)}, FitSettings{Passes: 500})
		if err != nil {
			t.Fatal(err)
		}
		said := strings.Contains(strings.Join(got.Notes, " "), "nearly flat")
		if said != test.flat || test.flat && (got.Explained || got.Intervals[0].Determined || got.Intervals[2].Determined) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
