package solutions

import "math"

// Steklov1 is the subdifferential of max(a_i x + b_i) at x.
func Steklov1(a, b []float64, x float64) (least, greatest float64) {
	top := math.Inf(-1)
	for i := range a {
		top = math.Max(top, a[i]*x+b[i])
	}
	least, greatest = math.Inf(1), math.Inf(-1)
	for i := range a {
		if a[i]*x+b[i] == top {
			least, greatest = math.Min(least, a[i]), math.Max(greatest, a[i])
		}
	}
	return least, greatest
}

// Steklov1AllLines is wrong: lines below the maximum do not touch the graph.
func Steklov1AllLines(a, _ []float64, _ float64) (least, greatest float64) {
	least, greatest = math.Inf(1), math.Inf(-1)
	for _, slope := range a {
		least, greatest = math.Min(least, slope), math.Max(greatest, slope)
	}
	return least, greatest
}

// Steklov1AboveZero is wrong: it looks for the maximum among positive numbers.
func Steklov1AboveZero(a, b []float64, x float64) (least, greatest float64) {
	top := 0.0
	for i := range a {
		if v := a[i]*x + b[i]; v >= top {
			top, least = v, a[i]
			greatest = math.Max(greatest, a[i])
		}
	}
	return least, greatest
}

// Steklov3 is the number of directions whose variance is at most r² ‖a‖².
func Steklov3(n int, r float64) (sphere, orthogonal float64) {
	d := float64(n)
	return math.Max(1, math.Ceil((d-1)/(r*r))), math.Ceil(d / (1 + r*r))
}

// Steklov3NotSquared is wrong: it takes r for the variance.
func Steklov3NotSquared(n int, r float64) (sphere, orthogonal float64) {
	return Steklov3(n, math.Sqrt(r))
}

// Steklov3NoDirection is wrong in one dimension: no direction is no estimate.
func Steklov3NoDirection(n int, r float64) (sphere, orthogonal float64) {
	_, orthogonal = Steklov3(n, r)
	return math.Ceil(float64(n-1) / (r * r)), orthogonal
}

// Steklov2 is the slope of the smoothed loss of one pixel.
func Steklov2(x, t, b, h float64) float64 {
	return (steklovLoss(x, t, b+h) - steklovLoss(x, t, b-h)) / (2 * h)
}

// Steklov2MeanOfSlopes is wrong: the mean of the slopes does not see the jumps.
func Steklov2MeanOfSlopes(x, t, b, h float64) float64 {
	const m = 2000
	sum := 0.0
	for i := range m {
		u := b + h*(2*(float64(i)+0.5)/m-1)
		y := (math.Floor(x*u) + 0.5) / u
		sum += -2 * (y - t) * y / u / m
	}
	return sum
}

// Steklov2Forward is wrong: it takes the forward difference.
func Steklov2Forward(x, t, b, h float64) float64 {
	return (steklovLoss(x, t, b+h) - steklovLoss(x, t, b)) / h
}

func steklovLoss(x, t, b float64) float64 {
	e := (math.Floor(x*b)+0.5)/b - t
	return e * e
}
