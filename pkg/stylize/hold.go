package stylize

// hold is a stage with one parameter less.
type hold struct {
	Stage
	index int
	value float64
	p, g  []float64
}

// Hold returns the stage with its parameter index fixed at a value, so that it is
// none any more.
func Hold(s Stage, index int, value float64) Stage {
	if s == nil {
		panic("stylize: Hold: the stage is nil")
	}
	n := len(s.Params())
	return &hold{s, index, value, make([]float64, n), make([]float64, n)}
}

// Params implements Stage.
func (h *hold) Params() []Param {
	all := h.Stage.Params()
	return append(append([]Param(nil), all[:h.index]...), all[h.index+1:]...)
}

// Forward implements Stage.
func (h *hold) Forward(dst, src, p []float64) { h.Stage.Forward(dst, src, h.whole(p)) }

// Backward implements Stage.
func (h *hold) Backward(gradSrc, gradP, gradDst, dst, src, p []float64) {
	h.Stage.Backward(gradSrc, h.g, gradDst, dst, src, h.whole(p))
	copy(gradP, h.g[:h.index])
	copy(gradP[h.index:], h.g[h.index+1:])
}

// whole returns the parameters with the fixed one among them.
func (h *hold) whole(p []float64) []float64 {
	copy(h.p, p[:h.index])
	h.p[h.index] = h.value
	copy(h.p[h.index+1:], p[h.index:])
	return h.p
}
