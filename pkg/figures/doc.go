// Package figures holds the figures of the course that a reader moves: each is one function,
// which draws the figure live, beside a slider in the page, and still, in the saved notebook.
//
//	figures.Misfit().Show()
//
// A new figure is one function in a file of its subject, and a row in [All]. It needs no files
// and no clock: it runs in a page, too. One redraw should take less than 50 ms there,
// where a program is about four times as slow.
package figures

import (
	"fmt"

	"github.com/gradstep/gradstep/pkg/nbplot/live"
)

// All returns every figure, in the order of the lessons.
func All() []live.Figure {
	return []live.Figure{
		Misfit(),
		Descent(),
		Neighbourhood(),
		Ravine(),
		Posterize(),
		Sawtooth(),
		Climb(),
		SineTwice(),
		Cooling(),
		Valley(),
		Ratchet(),
		Filters(),
		Parabola(),
		Sweep(),
		Votes(),
		Scribbles(),
		Compression(),
		Means(),
		Annealed(),
		Outbreak(),
		Microscope(),
		Vee(),
		Corner(),
		Remainder(),
		Rolle(),
		Fan(),
		Window(),
		Waves(),
		Spray(),
		Needle(),
		Price(),
		Stop(),
		Batches(),
		Bowl(),
		Cloud(),
		Dissolve(),
		Blocks(),
		Decay(),
		Successive(),
		Momentum(),
		Damping(),
		Turned(),
		Bias(),
		Lambda(),
		Learned(),
		Outside(),
		Gorge(),
		Chord(),
		Leash(),
		Fence(),
		Tug(),
	}
}

// Named returns the figure of this name, or an error that names it.
func Named(name string) (live.Figure, error) {
	for _, f := range All() {
		if f.Name == name {
			return f, nil
		}
	}
	return live.Figure{}, fmt.Errorf("figures: there is no figure %q", name)
}
