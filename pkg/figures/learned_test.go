package figures

import "testing"

// With fewer pixels than weights the filter answers those exactly and helps a little on others; with as many it is at
// its worst. Lesson 13 says so beside the curves. The noise is 0.1, so that 0.01 is what no filter at all leaves.
func TestLearnedFromFew(t *testing.T) {
	s := lessonScene()
	for _, m := range []int{12, 20, 30} {
		w := s.filter(m, 7)
		if own, other := s.own.error(w, m, 7), s.other.error(w, 0, 7); own > 1e-9 || other < 0.005 || other > 0.01 {
			t.Errorf("%d of 49: error %.2g on them, %.4f on others", m, own, other)
		}
	}
	if other := s.other.error(s.filter(49, 7), 0, 7); other < 0.02 {
		t.Errorf("49 of 49: error %.4f on others", other)
	}
}
