package restore

// Operator is a linear degradation A: it takes an image of w·h samples to m
// data. [Blur], [Mask] and [Downsample] are those of the package. Noise is no
// part of it; package picture adds noise.
type Operator interface {
	// Size returns the image's sides and the number of data.
	Size() (w, h, m int)
	// Apply stores Au in dst, which must not be u.
	Apply(dst, u []float64)
	// Adjoint stores Aᵀr in dst, which must not be r: ⟨Au, r⟩ = ⟨u, Aᵀr⟩.
	Adjoint(dst, r []float64)
	// Norm returns an upper bound of ‖A‖, the largest factor by which A lengthens.
	Norm() float64
}

// checkOperator panics unless a takes images of w·h samples to len(f) data.
func checkOperator(a Operator, f []float64, w, h int) {
	aw, ah, m := a.Size()
	if aw != w || ah != h {
		panic("restore: the operator is for an image of another size")
	}
	checkLen("f", len(f), m)
}

// checkMap panics unless a takes image to data.
func checkMap(a Operator, data, image []float64) {
	w, h, m := a.Size()
	checkLen("the image", len(image), w*h)
	checkLen("the data", len(data), m)
}
