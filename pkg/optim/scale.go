package optim

// Scale multiplies each coordinate of the gradient by a factor of its own, a fixed
// diagonal preconditioner.
//
//	g ← Factors ∘ g
//
// A length other than x's panics. With Factors = 1/diag(H) gradient descent takes a
// diagonal Newton step on a quadratic.
type Scale struct{ Factors []float64 }

// Wrap implements Transform.
func (s Scale) Wrap(r Rule) Rule {
	w := &scaled{filter: filter{Inner: r}, Factors: append([]float64(nil), s.Factors...)}
	w.use(w.change)
	return w
}

type scaled struct {
	filter
	Factors []float64
}

// Check implements Checker: there is a finite factor for each coordinate.
func (s *scaled) Check(n int) error {
	if i := firstNonFinite(s.Factors); i >= 0 {
		return badValue("Scale.Factors[%d] is %v", i, s.Factors[i])
	}
	if len(s.Factors) != n {
		return badValue("Scale has %d Factors, x has length %d", len(s.Factors), n)
	}
	return nil
}

func (s *scaled) Step(x []float64, grad func(dst, x []float64), rate float64) {
	if len(x) != len(s.Factors) {
		panic("optim: Scale: Factors and x differ in length")
	}
	s.filter.Step(x, grad, rate)
}

func (s *scaled) change(g, _ []float64) {
	for i, f := range s.Factors {
		g[i] *= f
	}
}
