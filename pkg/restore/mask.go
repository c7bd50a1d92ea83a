package restore

// Mask is the operator of missing pixels: the data are the pixels that are
// known, in their order.
//
//	f = m.Apply(…) of a photograph with holes drops whatever stands in the holes, NaN too.
type Mask struct {
	w, h  int
	known []int // indices
}

// NewMask returns the operator that keeps the samples of a w·h image for which
// known is true. None known is an error that wraps [ErrValue]; it panics when
// len(known) is not w·h.
func NewMask(w, h int, known []bool) (*Mask, error) {
	checkSize(w, h)
	checkLen("known", len(known), w*h)
	m := &Mask{w: w, h: h}
	for i, k := range known {
		if k {
			m.known = append(m.known, i)
		}
	}
	if len(m.known) == 0 {
		return nil, bad("none of the %d×%d pixels is known", w, h)
	}
	return m, nil
}

// Size returns the sides of the image, and the number of its known samples.
func (m *Mask) Size() (w, h, data int) { return m.w, m.h, len(m.known) }

// Norm returns 1.
func (m *Mask) Norm() float64 { return 1 }

// Apply stores the known samples of u in dst.
func (m *Mask) Apply(dst, u []float64) {
	checkMap(m, dst, u)
	for k, i := range m.known {
		dst[k] = u[i]
	}
}

// Adjoint stores r at the known samples of dst, and 0 elsewhere.
func (m *Mask) Adjoint(dst, r []float64) {
	checkMap(m, r, dst)
	fill(dst, 0)
	for k, i := range m.known {
		dst[i] = r[k]
	}
}
