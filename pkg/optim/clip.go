package optim

// ClipNorm shortens a gradient that is longer than Max, and keeps its direction.
//
//	g ← g min(1, Max/‖g‖)
//
// Max <= 0 or NaN panics. A gradient that is NaN or infinite passes as it is; any other is
// clipped, however long.
type ClipNorm struct{ Max float64 }

// Wrap implements Transform.
func (c ClipNorm) Wrap(r Rule) Rule {
	mustBePositive("ClipNorm.Max", c.Max)
	w := &clipNorm{filter: filter{Inner: r}, Max: c.Max}
	w.use(w.change)
	return w
}

type clipNorm struct {
	filter
	Max float64
}

func (c *clipNorm) change(g, _ []float64) {
	shorten(g, c.Max)
}

// ClipValue limits each coordinate of the gradient to [-Max, Max]; its direction
// may change.
//
// Max <= 0 or NaN panics. A coordinate that is NaN passes as it is.
type ClipValue struct{ Max float64 }

// Wrap implements Transform.
func (c ClipValue) Wrap(r Rule) Rule {
	mustBePositive("ClipValue.Max", c.Max)
	w := &clipValue{filter: filter{Inner: r}, Max: c.Max}
	w.use(w.change)
	return w
}

type clipValue struct {
	filter
	Max float64
}

func (c *clipValue) change(g, _ []float64) {
	for i, v := range g {
		g[i] = max(min(v, c.Max), -c.Max)
	}
}

func mustBePositive(name string, v float64) {
	if !(v > 0) {
		panic("optim: " + name + " must be positive")
	}
}
