package fd

import "math"

// reach is the number of points on each side of x in a grid.
const reach = 4

// grid holds the values at x + j·d, j = -4…4, and what they say about the derivative.
//
// The steps d, 2d, 3d, 4d make a Romberg table: central quotients extrapolated in h², one-sided ones in h.
// The same values in a row make a difference table, whose high orders are the noise. And the even part of f
// tells a kink: its quotient tends to 0 with h where f is smooth, to the difference of the one-sided
// derivatives where it is not.
type grid struct {
	differences
	d     float64
	y     [2*reach + 1]float64
	bad   bool
	badAt float64 // the point nearest to x where f is not finite
	badY  float64

	value, trunc float64 // the table's last entry; its largest difference to the entries that it is made of
	kink, kinkT  float64 // right minus left derivative
	right, left  float64 // limits from the right and from the left, minus the value at x
	limitT       float64
	fourth       float64 // fourth differences on each side, which see no kink at x
	slope        float64 // the steepest chord from x
	fan          float64 // how far a chord from x is from value
	ulp          float64 // spacing of floats at the largest value
	shift        float64 // rounding of the points, relative to d
}

// Weights of the extrapolations to h = 0 from h = d, 2d, 3d, 4d; each keeps constants and removes the powers
// of h named.
var (
	evenWeights    = [reach]float64{8. / 5, -4. / 5, 8. / 35, -1. / 35} // h², h⁴, h⁶
	sideWeights    = [reach]float64{4, -6, 4, -1}                       // h, h², h³
	sideInner      = [reach]float64{3, -3, 1, 0}                        // h, h²
	branchWeights  = [reach]float64{-13. / 3, 19. / 2, -7, 11. / 6}     // derivative at 0 from values at 1…4
	branchInner    = [reach]float64{-5. / 2, 4, -3. / 2, 0}             // from 1…3
	binomial       = [reach]float64{-4, 6, -4, 1}
	branchBinomial = [reach]float64{-1, 3, -3, 1}
	kinkWeights    = [reach]float64{14. / 5, -14. / 5, 6. / 5, -1. / 5} // h, h³, h⁵
	kinkInner      = [reach]float64{5. / 2, -2, 1. / 2, 0}              // h, h³
)

// Sums of the absolute weights with which the values enter, times d: how errors of the values add up at
// worst.
const (
	centralNorm = 25. / 12
	sideNorm    = 32. / 3
	branchNorm  = 68. / 3
	kinkNorm    = 64. / 5
	limitNorm   = 15
	remainder8  = 630 // the value's error is d⁸·f⁽⁹⁾/630
	caution     = 8   // how much faster than so far the differences may grow
)

// read evaluates f on the grid of spacing d.
func (g *grid) read(f func(float64) float64, x, fx, d float64) {
	*g = grid{d: d}
	g.y[reach] = fx
	if far := math.Abs(x) + reach*d; math.IsInf(far, 0) {
		g.bad, g.badAt, g.badY = true, math.Copysign(far, x), math.NaN()
		return
	}
	for j := 1; j <= reach; j++ {
		for _, side := range [2]int{-1, 1} {
			off := float64(side*j) * d
			t := x + off
			// The point is t, not x + off: the rounding moves the value by less than slope·|moved|.
			moved := math.Abs((t - x) - off)
			g.shift = max(g.shift, moved/d)
			v := f(t)
			g.y[reach+side*j] = v
			if math.IsNaN(v) || math.IsInf(v, 0) {
				g.bad, g.badAt, g.badY = true, t, v
				return
			}
		}
	}
	g.reduce()
}

// reduce computes what the values say.
func (g *grid) reduce() {
	var quotient, even, up, down [reach]float64
	top, y0 := math.Abs(g.y[reach]), g.y[reach]
	for j := range reach {
		h := float64(j+1) * g.d
		up[j], down[j] = g.y[reach+j+1]-y0, g.y[reach-j-1]-y0
		quotient[j] = (g.y[reach+j+1] - g.y[reach-j-1]) / (2 * h)
		even[j] = (up[j] + down[j]) / h
		g.slope = max(g.slope, math.Abs(up[j])/h, math.Abs(down[j])/h)
		top = max(top, math.Abs(g.y[reach+j+1]), math.Abs(g.y[reach-j-1]))
	}
	g.value = dot(evenWeights, quotient)
	for j := range reach {
		h := float64(j+1) * g.d
		g.fan = max(g.fan, math.Abs(up[j]/h-g.value), math.Abs(-down[j]/h-g.value))
	}
	g.kink = dot(kinkWeights, even)
	g.kinkT = math.Abs(g.kink - dot(kinkInner, even))
	g.fourth = math.Abs(dot(binomial, up)) + math.Abs(dot(binomial, down))
	g.right, g.left = dot(sideWeights, up), dot(sideWeights, down)
	g.limitT = math.Abs(g.right-dot(sideInner, up)) + math.Abs(g.left-dot(sideInner, down))
	g.ulp = spacing(top)
	g.differences = newDifferences(g.y)
	g.trunc = caution * g.next() / (remainder8 * g.d)
}

// side is what the values on one side of x say, on the right (+1) or the left (-1).
type side struct {
	value, trunc float64 // the one-sided derivative, and what its table leaves
	norm         float64 // sum of the absolute weights with which the values enter, times d
	slope        float64 // the steepest chord
	level        float64 // standard deviation of the noise, if the highest difference is nothing else
}

// side reads one side. Where f jumps at x the value there belongs to one side at most: both then do without
// it.
func (g *grid) side(sign int, jump bool) side {
	var y, q [reach]float64
	h := float64(sign) * g.d
	for j := range y {
		y[j] = g.y[reach+sign*(j+1)] - g.y[reach]
		q[j] = y[j] / (float64(j+1) * h)
	}
	if !jump {
		s := side{value: dot(sideWeights, q), norm: sideNorm, level: math.Abs(dot(binomial, y)) / math.Sqrt(70)}
		inner := dot(sideInner, q)
		s.trunc = leaves(math.Abs(s.value-inner), math.Abs(inner-2*q[0]+q[1]), math.Abs(q[0]))
		for _, chord := range q {
			s.slope = max(s.slope, math.Abs(chord))
		}
		return s
	}
	s := side{value: dot(branchWeights, y) / h, norm: branchNorm, level: math.Abs(dot(branchBinomial, y)) / math.Sqrt(20)}
	inner, chord := dot(branchInner, y)/h, (y[1]-y[0])/h
	s.trunc = leaves(math.Abs(s.value-inner), math.Abs(inner-chord), math.Abs(chord))
	for j := range reach - 1 {
		s.slope = max(s.slope, math.Abs(y[j+1]-y[j])/g.d)
	}
	return s
}

// leaves estimates what an extrapolation leaves: the last difference between its entries, but where that is
// small by chance, since a derivative of f passes through 0 near x, what the one before it predicts.
func leaves(last, before, size float64) float64 {
	if before < size {
		before *= before / size
	}
	return max(last, before)
}

func dot(w, v [reach]float64) float64 {
	return w[0]*v[0] + w[1]*v[1] + w[2]*v[2] + w[3]*v[3]
}
