package dataset_test

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/dataset"
)

// TestRestore: a sampler that is saved within an epoch, with its generator, and loaded
// elsewhere gives the batches that the first would have given.
func TestRestore(t *testing.T) {
	for _, replace := range []bool{false, true} {
		source := rand.NewPCG(1, 2)
		options := func(p *rand.PCG) dataset.Settings {
			return dataset.Settings{Size: 3, Rand: rand.New(p), Replace: replace}
		}
		a, err := dataset.NewSampler(10, options(source))
		if err != nil {
			t.Fatal(err)
		}
		for range 6 {
			a.Next()
		}
		saved, err := json.Marshal(a.State())
		if err != nil {
			t.Fatal(err)
		}
		generator, err := source.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}

		copied := rand.NewPCG(9, 9)
		if err := copied.UnmarshalBinary(generator); err != nil {
			t.Fatal(err)
		}
		b, err := dataset.NewSampler(10, options(copied))
		if err != nil {
			t.Fatal(err)
		}
		var state dataset.State
		if err := json.Unmarshal(saved, &state); err != nil {
			t.Fatal(err)
		}
		if err := b.Restore(state); err != nil {
			t.Fatal(err)
		}
		for k := range 20 {
			if x, y := a.Next(), b.Next(); !slices.Equal(x, y) || a.Epoch() != b.Epoch() {
				t.Fatalf("replace %v, batch %d: %v and %v", replace, k, x, y)
			}
		}
		for _, bad := range []dataset.State{
			{Order: []int{10}}, {Order: []int{-1}}, {At: 1}, {At: -1}, {Epoch: -1}, {Order: make([]int, 11)},
		} {
			if err := b.Restore(bad); !errors.Is(err, dataset.ErrValue) {
				t.Errorf("%+v: %v", bad, err)
			}
		}
	}
}
