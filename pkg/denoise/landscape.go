package denoise

import (
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/dataset"
	"github.com/gradstep/gradstep/pkg/nn"
)

// Landscape returns the risk over samples in a plane through a model's parameters θ:
//
//	z[j·len(at)+i] = risk(θ + at[i]·d₁ + at[j]·d₂)
//
// d₁ and d₂ are random directions, normalized filter by filter (nn.Network.Direction), d₂ made
// orthogonal to d₁. Source [3].
func Landscape(m nn.Model, samples dataset.Data, at []float64, rng *rand.Rand) (z []float64) {
	if m.Net == nil {
		panic("denoise: Landscape: the model has no network")
	}
	d1, d2 := m.Net.Direction(m.Theta, rng), m.Net.Direction(m.Theta, rng)
	orthogonal(d2, d1)
	p := m.Net.NewPass(min(64, samples.Len()), 0)
	moved := nn.Model{Net: m.Net, Theta: make([]float64, len(m.Theta)), Stats: m.Stats}
	for _, b := range at {
		for _, a := range at {
			for k, v := range m.Theta {
				moved.Theta[k] = v + a*d1[k] + b*d2[k]
			}
			z = append(z, p.Risk(moved, samples, nn.MSE))
		}
	}
	return z
}

// orthogonal takes d's part along e away, and leaves d as long as it was.
func orthogonal(d, e []float64) {
	var dd, de, ee float64
	for i, v := range d {
		dd, de, ee = dd+v*v, de+v*e[i], ee+e[i]*e[i]
	}
	left := 0.0
	for i := range d {
		d[i] -= de / ee * e[i]
		left += d[i] * d[i]
	}
	for i := range d {
		d[i] *= math.Sqrt(dd / left)
	}
}
