package figures

import "testing"

// What lesson 13 says of the filter: with as many pixels as weights it is worse than no filter, with many both errors
// meet; and of the network: it harms where there is less noise than it was trained on, and gains beyond.
func TestDenoisingFigures(t *testing.T) {
	s := lessonScene()
	for _, k := range []int{5, 7} {
		if w := s.filter(k*k, k); s.own.error(w, k*k, k) > 1e-4 || s.other.error(w, 0, k) < 0.01 {
			t.Errorf("%d pixels for as many weights: errors %g and %g", k*k, s.own.error(w, k*k, k), s.other.error(w, 0, k))
		}
	}
	for _, k := range []int{3, 5, 7} {
		w := s.filter(mostPixels, k)
		own, other := s.own.error(w, mostPixels, k), s.other.error(w, 0, k)
		if other > 0.004 || own > 1.25*other || other > 1.25*own {
			t.Errorf("%d pixels, width %d: errors %g and %g", mostPixels, k, own, other)
		}
	}
	for levels, harm := range map[float64]bool{3: true, 5: true, 25: false, 60: false} {
		if _, _, gain := denoised(levels); gain < 0 != harm {
			t.Errorf("noise of %g levels: a gain of %g dB", levels, gain)
		}
	}
}
