package vec

// Momentum holds the constants of one step of the heavy ball,
//
//	v ← Gamma v + Gain g
//	x ← x - Move v.
//
// momentum_amd64.s knows the order of the fields.
type Momentum struct{ Gamma, Gain, Move float64 }

// Update makes the step. The slices are of one length and do not overlap.
func (k *Momentum) Update(x, g, v []float64) {
	g, v = g[:len(x)], v[:len(x)]
	if n := len(x) &^ 7; Wide && n > 0 {
		momentum4(n, k, &x[0], &g[0], &v[0])
		x, g, v = x[n:], g[n:], v[n:]
	}
	k.update(x, g, v)
}

// update is the twin of momentum4.
func (k *Momentum) update(x, g, v []float64) {
	g, v = g[:len(x)], v[:len(x)]
	for i := range x {
		vi := float64(k.Gamma*v[i]) + float64(k.Gain*g[i])
		v[i] = vi
		x[i] -= float64(k.Move * vi)
	}
}
