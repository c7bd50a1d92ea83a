package optim

import "math"

// adamKernel holds one step's constants. With them, every place of ε, with or without
// correction, is
//
//	x ← keep·x - move·m / (√(v + inside) + outside)
//
// since a correction of v can be pulled out of the root, and then out of the fraction:
// √(cv) + ε = √c (√v + ε/√c).
type adamKernel struct {
	beta1, beta2    float64
	move            float64
	inside, outside float64
	keep            float64 // 1, or AdamW's 1 - ηλ
}

func newAdamKernel(beta1, beta2, eps float64, root Root, corrected bool, t int, rate float64) adamKernel {
	k := adamKernel{beta1: beta1, beta2: beta2, move: rate, keep: 1}
	if corrected {
		c1, c2 := correction(beta1, t), correction(beta2, t)
		k.move = rate * math.Sqrt(c2) / c1
		switch root {
		case InsideRoot:
			eps *= c2
		case OutsideRoot:
			eps *= math.Sqrt(c2)
		}
	}
	k.inside, k.outside = root.split(eps)
	return k
}

// correction is 1 - βᵗ, what a running mean that started at 0 has seen of its input.
// math.Pow multiplies, so its error grows with t, and 1 - βᵗ loses digits while t is
// small; this stays exact to rounding throughout.
func correction(beta float64, t int) float64 { return -math.Expm1(float64(t) * math.Log(beta)) }

// blockLen is how many roots fit beside their data in the first-level cache.
const blockLen = 512

// Roots in this range of float32 have their square in its normal range too.
const (
	seedMin   = (127 - 60) << 23 // bits of 2⁻⁶⁰
	seedRange = 120 << 23        // up to 2⁶⁰
)

// run makes the step for one span. The processor's divider, which finds roots and
// quotients, is what limits it, and a root in float64 takes it longest. So the
// root is taken in float32, s ≈ √w, and one
// Heron step, ½(s + w/s), is folded into the quotient, at the cost of no other division:
//
//	1/(½(s + w/s) + ε) = 2s/(w + s(s + 2ε))
//
// The relative error of s is at most 9e-8, and half its square, 4e-15, that of the
// denominator. Roots and quotients are found in separate loops over short blocks, since
// the long chain of one element would fill the processor's queue. Roots stay in float32
// between the loops, which shares the conversions among them. Each element's result
// depends on its own data alone. Roots outside the safe range of float32, zero
// included, are found in float64.
func (k *adamKernel) run(x, g, m, v []float64) {
	var roots [blockLen]float32
	for len(x) > 0 {
		n := min(len(x), blockLen)
		k.moments(roots[:n], g[:n], m[:n], v[:n])
		if k.keep != 1 {
			for i := range x[:n] {
				x[i] *= k.keep
			}
		}
		k.descend(x[:n], roots[:n], m[:n], v[:n])
		x, g, m, v = x[n:], g[n:], m[n:], v[n:]
	}
}

// moments updates m and v, and finds the roots to float32's precision.
func (k *adamKernel) moments(roots []float32, g, m, v []float64) {
	roots, m, v = roots[:len(g)], m[:len(g)], v[:len(g)]
	rest1, rest2, inside := 1-k.beta1, 1-k.beta2, k.inside
	for i, gi := range g {
		m[i] += rest1 * (gi - m[i])
		vi := v[i] + rest2*(gi*gi-v[i])
		v[i] = vi
		roots[i] = float32(math.Sqrt(float64(float32(vi + inside))))
	}
}

// descend divides and moves x.
func (k *adamKernel) descend(x []float64, roots []float32, m, v []float64) {
	roots, m, v = roots[:len(x)], m[:len(x)], v[:len(x)]
	move, inside, outside := k.move, k.inside, k.outside
	move2, outside2 := 2*move, 2*outside
	for i, root := range roots {
		w := v[i] + inside
		if math.Float32bits(root)-seedMin >= seedRange {
			x[i] -= move * m[i] / (math.Sqrt(w) + outside)
			continue
		}
		s := float64(root)
		x[i] -= move2 * s / (w + s*(s+outside2)) * m[i] // m last: a tiny m times s could underflow
	}
}
