package vec

import "math"

// Adam holds the constants of one step of Adam or of one of its relatives,
//
//	m ← m + Rest1 (g - m)
//	v ← v + Rest2 (g² - v)
//	x ← Keep x - Move m / (√(v + Inside) + Outside).
//
// adam_amd64.s knows the order of the fields.
type Adam struct {
	Rest1, Rest2    float64 // 1 - β₁, 1 - β₂
	Inside, Outside float64 // ε under the root or beside it
	Move            float64
	Keep            float64 // 1, or a decay of x
}

// Update makes the step. The slices are of one length and do not overlap.
//
// The processor's divider, which finds roots and quotients, is what limits it, and a root in
// float64 takes it longest. So the root is taken in float32, s ≈ √w with w = v + Inside, and one
// Heron step, ½(s + w/s), is folded into the quotient, at the cost of no other division:
//
//	1/(½(s + w/s) + ε) = 2s/(w + s(s + 2ε))
//
// The relative error of s is at most 9e-8, and half its square, 4e-15, that of the denominator.
// Roots outside the safe range of float32, zero included, are found in float64. Each
// element's result depends on its own data alone.
func (k *Adam) Update(x, g, m, v []float64) {
	g, m, v = g[:len(x)], m[:len(x)], v[:len(x)]
	for Wide && len(x) >= 4 {
		done := adam4(len(x)&^3, k, &x[0], &g[0], &m[0], &v[0])
		x, g, m, v = x[done:], g[done:], m[done:], v[done:]
		if len(x) < 4 {
			break
		}
		k.update(x[:4], g, m, v)
		x, g, m, v = x[4:], g[4:], m[4:], v[4:]
	}
	k.update(x, g, m, v)
}

// Roots in this range of float32 have their square in its normal range too.
const (
	rootMin   = (127 - 60) << 23 // bits of 2⁻⁶⁰
	rootRange = 120 << 23        // up to 2⁶⁰
)

// update is the twin of adam4. Moments and quotients are found in separate loops over short
// blocks, since the long chain of one element would fill the processor's queue.
func (k *Adam) update(x, g, m, v []float64) {
	const block = 512 // as many roots fit beside their data in the first-level cache
	var roots [block]float32
	for len(x) > 0 {
		n := min(len(x), block)
		k.moments(roots[:n], g[:n], m[:n], v[:n])
		k.descend(x[:n], roots[:n], m[:n], v[:n])
		x, g, m, v = x[n:], g[n:], m[n:], v[n:]
	}
}

func (k *Adam) moments(roots []float32, g, m, v []float64) {
	roots, g, v = roots[:len(m)], g[:len(m)], v[:len(m)]
	for i := range m {
		gi := g[i]
		m[i] += float64(k.Rest1 * (gi - m[i]))
		vi := v[i] + float64(k.Rest2*(float64(gi*gi)-v[i]))
		v[i] = vi
		roots[i] = float32(math.Sqrt(float64(float32(vi + k.Inside))))
	}
}

func (k *Adam) descend(x []float64, roots []float32, m, v []float64) {
	roots, m, v = roots[:len(x)], m[:len(x)], v[:len(x)]
	move2, outside2 := 2*k.Move, 2*k.Outside
	for i, root := range roots {
		w := v[i] + k.Inside
		kept := float64(k.Keep * x[i])
		if math.Float32bits(root)-rootMin >= rootRange {
			x[i] = kept - float64(k.Move*m[i]/(math.Sqrt(w)+k.Outside))
			continue
		}
		s := float64(root)
		x[i] = kept - float64(move2*s/(w+float64(s*(s+outside2)))*m[i]) // m last: a tiny m times s could underflow
	}
}
