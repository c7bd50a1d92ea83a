package solutions

import "math"

// Surrogates1 is the sine applied n times, half a step back.
func Surrogates1(u float64, n int) (value, slope float64) {
	value, slope = u-0.5, 1
	for range n {
		slope *= 1 - math.Cos(2*math.Pi*value)
		value -= math.Sin(2*math.Pi*value) / (2 * math.Pi)
	}
	return value, slope
}

// Surrogates1Rounds is wrong: it forgets the half step.
func Surrogates1Rounds(u float64, n int) (value, slope float64) {
	return Surrogates1(u+0.5, n)
}

// Surrogates1Late is wrong: it takes each slope after the application.
func Surrogates1Late(u float64, n int) (value, slope float64) {
	value, slope = u-0.5, 1
	for range n {
		value -= math.Sin(2*math.Pi*value) / (2 * math.Pi)
		slope *= 1 - math.Cos(2*math.Pi*value)
	}
	return value, slope
}

// Surrogates1Once is wrong: it has the slope of the last application only.
func Surrogates1Once(u float64, n int) (value, slope float64) {
	value, slope = u-0.5, 1
	for range n {
		slope = 1 - math.Cos(2*math.Pi*value)
		value -= math.Sin(2*math.Pi*value) / (2 * math.Pi)
	}
	return value, slope
}

// Surrogates2 is the slope of floor under triangular noise.
func Surrogates2(u, t float64) float64 {
	return math.Max(0, 1-math.Abs(u-math.Round(u))/t) / t
}

// Surrogates2Unscaled is wrong: a density that is t times as wide is t times as low.
func Surrogates2Unscaled(u, t float64) float64 {
	return math.Max(0, 1-math.Abs(u-math.Round(u))/t)
}

// Surrogates2Below is wrong: it forgets the jump above u.
func Surrogates2Below(u, t float64) float64 {
	return math.Max(0, 1-(u-math.Floor(u))/t) / t
}

// Surrogates2Beyond is wrong: it lets the density become negative.
func Surrogates2Beyond(u, t float64) float64 {
	return (1 - math.Abs(u-math.Round(u))/t) / t
}

// Surrogates3 is the straight-through gradient of the loss with floor kept forward.
func Surrogates3(x, y []float64, b float64) float64 {
	sum := 0.0
	for i, v := range x {
		n := math.Floor(v * b)
		sum += ((n+0.5)/b - y[i]) * (v*b - n - 0.5) / (b * b)
	}
	return 2 * sum / float64(len(x))
}

// Surrogates3Replaced is wrong: it puts the identity forward as well.
func Surrogates3Replaced(x, y []float64, b float64) float64 {
	sum := 0.0
	for i, v := range x {
		sum += (v + 0.5/b - y[i]) * -0.5 / (b * b)
	}
	return 2 * sum / float64(len(x))
}

// Surrogates3Mixed is wrong: the value is floor's, the derivative that of the other form.
func Surrogates3Mixed(x, y []float64, b float64) float64 {
	sum := 0.0
	for i, v := range x {
		sum += ((math.Floor(v*b)+0.5)/b - y[i]) * -0.5 / (b * b)
	}
	return 2 * sum / float64(len(x))
}

// Surrogates3Sum is wrong: it forgets the mean.
func Surrogates3Sum(x, y []float64, b float64) float64 {
	return Surrogates3(x, y, b) * float64(len(x))
}

// Surrogates4 is the ratchet.
func Surrogates4(g, loss func(b float64) float64, lo float64, steps int) float64 {
	b, best, least := lo, lo, loss(lo)
	for range steps {
		b -= math.Min(0.1, math.Max(-0.1, 6*b*b*b*0.1*g(b)))
		if l := loss(b); l < least {
			best, least = b, l
		}
	}
	return best
}

// Surrogates4Last is wrong: it returns where it ends, and 8 bits have carried it past.
func Surrogates4Last(g, loss func(b float64) float64, lo float64, steps int) float64 {
	b := lo
	for range steps {
		b -= math.Min(0.1, math.Max(-0.1, 6*b*b*b*0.1*g(b)))
	}
	return b
}
