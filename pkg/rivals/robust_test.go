package rivals

import (
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/study"
)

// What docs/rivals.md says of foreign samples: a fifth of them is too many for the descent.
func TestForeignSamplesAreTooMany(t *testing.T) {
	if testing.Short() {
		t.Skip("six descents")
	}
	photos, err := StackPhotos("../../testdata/photos")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for trial := range 6 {
		s, rng := NewStack(photos, 5, trial), study.Generator("foreign", trial)
		for i := range s.target {
			if rng.Float64() < 0.2 {
				s.target[i] = picture.FromByte(uint8(rng.IntN(256)))
			}
		}
		ok, _, err := s.Descend()
		if err != nil {
			t.Fatal(err)
		}
		found += int(number(ok))
	}
	if found != 0 {
		t.Errorf("%d of six found", found)
	}
	page.Says(t, "with a fifth of the samples replaced by random levels it finds none of six with five unknown")
}
