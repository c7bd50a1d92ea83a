package optim

// WeightDecay pulls x towards 0.
//
//	g ← g + λ x              coupled: the gradient of (λ/2)‖x‖², seen by the rule
//	x ← (rule's x) - η λ x   Decoupled: beside the rule, with the x before the step
//
// For gradient descent the two are the same. An adaptive rule divides the coupled
// one by its denominator, as any gradient; AdamW is the decoupled one, in one pass.
// Coupled decay is PyTorch's weight_decay of SGD and Adam (not of AdamW).
type WeightDecay struct {
	Lambda    float64 // λ
	Decoupled bool
}

// Wrap implements Transform.
func (w WeightDecay) Wrap(r Rule) Rule {
	d := &weightDecay{filter: filter{Inner: r}, Lambda: w.Lambda, Decoupled: w.Decoupled}
	d.use(d.change)
	return d
}

type weightDecay struct {
	filter
	Lambda    float64 `in:"(-inf,inf)"`
	Decoupled bool

	before []float64
}

func (w *weightDecay) Step(x []float64, grad func(dst, x []float64), rate float64) {
	if !w.Decoupled {
		w.filter.Step(x, grad, rate)
		return
	}
	if len(w.before) != len(x) {
		fitBuffer("WeightDecay", len(x), 1, 0, &w.before)
	}
	copy(w.before, x)
	w.Inner.Step(x, grad, rate)
	shrink := rate * w.Lambda
	for i, b := range w.before {
		x[i] -= float64(shrink * b)
	}
}

func (w *weightDecay) change(g, x []float64) {
	for i, xi := range x {
		g[i] += float64(w.Lambda * xi)
	}
}

func (w *weightDecay) Reset() {
	w.before = nil
	w.filter.Reset()
}
