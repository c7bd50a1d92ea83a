package nn

import (
	"fmt"
	"runtime"

	"github.com/gradstep/gradstep/pkg/internal/sized"
)

// applyTile is the side of the squares that Apply computes, the margin around them aside:
// large enough that the margin costs little, small enough that the layers between stay in memory
// that is near.
const applyTile = 64

// Apply computes the model's output for one sample of any height and width, in Inference
// mode. s is its shape; x and dst are its values and the output's, dst is returned, and nil
// allocates it. dst must not be x.
//
// The image is cut into squares that overlap by what the convolutions reach, so that memory
// is bounded by a constant beside the image, and every value has the same bits as if the whole
// had gone through at once. The error is ErrValue when the network does not fit the shape, as
// with a [Dense] layer.
func (m Model) Apply(dst, x []float64, s Shape) ([]float64, error) {
	if m.Net == nil {
		panic("nn: Apply: the model has no network")
	}
	reach := reachOf(m.Net.layers)
	side := applyTile + 2*reach
	tile := Shape{s.C, min(s.H, side), min(s.W, side)}
	net, err := m.Net.At(tile)
	if err != nil {
		return nil, err
	}
	if net.Out.plane() != tile.plane() {
		return nil, bad("Apply: the network makes %v of %v, no image", net.Out, tile)
	}
	size := net.Out.C * s.plane()
	dst = sized.To("nn: Apply", dst, size)
	if len(x) != s.Len() {
		panic(fmt.Sprintf("nn: Apply: %d values for %v", len(x), s))
	}
	var places []place
	for _, y := range cuts(s.H, tile.H, reach) {
		for _, x := range cuts(s.W, tile.W, reach) {
			places = append(places, place{x, y})
		}
	}
	p := net.newPass(min(2*runtime.GOMAXPROCS(0), len(places)), newCrew(0), true)
	in := make([]float64, p.max*tile.Len())
	for len(places) > 0 {
		n := min(p.max, len(places))
		for i, at := range places[:n] {
			at.copyFrom(sample(in, i, tile), x, tile, s)
		}
		y := p.Forward(m.Theta, m.Stats, in[:n*tile.Len()], Inference)
		for i, at := range places[:n] {
			at.copyTo(dst, sample(y, i, net.Out), net.Out, s)
		}
		places = places[n:]
	}
	return dst, nil
}

// reachOf returns how many pixels away from it an output can see: one a convolution.
func reachOf(layers []Layer) (reach int) {
	for _, l := range layers {
		switch l := l.(type) {
		case Conv:
			reach++
		case Residual:
			reach += reachOf(l.Body)
		}
	}
	return reach
}

// cut is where a tile begins along one side, and which part of the side is taken from it.
type cut struct{ start, lo, hi int }

// cuts covers a side of n by tiles of size; what lies within reach of a tile's end is taken from
// it only where the image ends too.
func cuts(n, size, reach int) (c []cut) {
	for lo := 0; lo < n; {
		start := min(max(lo-reach, 0), n-size)
		hi := start + size - reach
		if start+size == n {
			hi = n
		}
		c = append(c, cut{start, lo, hi})
		lo = hi
	}
	return c
}

// place is where a tile lies.
type place struct{ x, y cut }

func (p place) copyFrom(tile, x []float64, t, s Shape) {
	for c := range t.C {
		for j := range t.H {
			from := (c*s.H+p.y.start+j)*s.W + p.x.start
			copy(tile[(c*t.H+j)*t.W:][:t.W], x[from:])
		}
	}
}

func (p place) copyTo(dst, tile []float64, t, s Shape) {
	for c := range t.C {
		for y := p.y.lo; y < p.y.hi; y++ {
			row := tile[(c*t.H+y-p.y.start)*t.W:]
			copy(dst[(c*s.H+y)*s.W+p.x.lo:][:p.x.hi-p.x.lo], row[p.x.lo-p.x.start:])
		}
	}
}
