package stylize

import (
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stair"
)

// What the methods of docs/recovering-b.md pay for: one step, which is a pass forward
// and one back, and one exact sweep of b.
func benchmarked(b *testing.B) (*descent, *coordinates, []float64) {
	b.Helper()
	photo, err := picture.Load("../../testdata/photos/astronaut.png")
	if err != nil {
		b.Fatal(err)
	}
	src, size := Flatten(photo.Crop(180, 60, 64, 64))
	c := Stack(size)
	p := []float64{0.9, 1.1, 0.95, 1.1, 0.9, 4, 12.34}
	target := stair.QuantizeTo(nil, c.Forward(src, p[:6]), p[6])
	d := &descent{p: p}
	d.relaxed = Relaxed{Match: Match{Chain: c, Src: src, Target: target, Clipped: true}, Tau: 0.8}
	d.smoothed = Smoothed{Chain: c, Src: src, Target: d.relaxed.Target, Clipped: true, Radius: 0.1}
	return d, newCoordinates(parameters(c), p, 1), make([]float64, len(p))
}

func BenchmarkStep(b *testing.B) {
	d, _, g := benchmarked(b)
	for b.Loop() {
		d.smoothed.Grad(g, d.p)
	}
}

func BenchmarkSweep(b *testing.B) {
	d, c, x := benchmarked(b)
	for b.Loop() {
		if err := d.sweep(c, x); err != nil {
			b.Fatal(err)
		}
	}
}
