package solutions

import "math"

// Images1 is what a ramp costs in both energies.
func Images1(height float64, n int) (quadratic, variation float64) {
	return height * height / (2 * float64(n)), math.Abs(height)
}

// Images1OneStep is wrong: it takes the rise as one step.
func Images1OneStep(height float64, n int) (quadratic, variation float64) {
	return height * height / 2, math.Abs(height)
}

// Images1Signed is wrong: it forgets that a fall costs too.
func Images1Signed(height float64, n int) (quadratic, variation float64) {
	return height * height / (2 * float64(n)), height
}

// Images2 is the best rate for eigenvalues from λ to λ + 8, and its factor.
func Images2(lambda float64) (rate, factor float64) { return 1 / (lambda + 4), 4 / (lambda + 4) }

// Images2Safe is wrong: 1/L is safe and not the best.
func Images2Safe(lambda float64) (rate, factor float64) { return 1 / (lambda + 8), 8 / (lambda + 8) }

// Images2Largest is wrong: it is the rate at which descent just fails.
func Images2Largest(lambda float64) (rate, factor float64) { return 2 / (lambda + 8), 1 }

// Images3 is the adjoint of the differences along a row.
func Images3(p []float64) []float64 {
	d := make([]float64, len(p)+1)
	for i, v := range p {
		d[i] -= v
		d[i+1] += v
	}
	return d
}

// Images3Sign is wrong: it is the divergence, the negative of the adjoint.
func Images3Sign(p []float64) []float64 {
	d := Images3(p)
	for i := range d {
		d[i] = -d[i]
	}
	return d
}

// Images3Ends is wrong: it forgets the last sample.
func Images3Ends(p []float64) []float64 {
	d := Images3(p)
	d[len(p)] = 0
	return d
}

// Images3Short is wrong: it takes differences of the differences.
func Images3Short(p []float64) []float64 {
	d := make([]float64, len(p)-1)
	for i := range d {
		d[i] = p[i] - p[i+1]
	}
	return d
}

// Images4 is the minimizer of total variation on two pixels.
func Images4(a, b, lambda float64) (u, v float64) {
	if math.Abs(b-a) <= 2/lambda {
		return (a + b) / 2, (a + b) / 2
	}
	d := math.Copysign(1/lambda, b-a)
	return a + d, b - d
}

// Images4NoMeeting is wrong: the pixels pass each other.
func Images4NoMeeting(a, b, lambda float64) (u, v float64) {
	d := math.Copysign(1/lambda, b-a)
	return a + d, b - d
}

// Images4Quadratic is wrong: it minimizes ½(u - v)² in place of |u - v|.
func Images4Quadratic(a, b, lambda float64) (u, v float64) {
	d := (b - a) / (lambda + 2)
	return a + d, b - d
}

// Images5 is Stein's estimate of the error, with a probed divergence.
func Images5(method func([]float64) []float64, f, b []float64, h, sigma float64) float64 {
	probe := make([]float64, len(f))
	for i := range f {
		probe[i] = f[i] + h*b[i]
	}
	u, moved := method(f), method(probe)
	misfit, div := 0.0, 0.0
	for i := range f {
		misfit += (u[i] - f[i]) * (u[i] - f[i])
		div += b[i] * (moved[i] - u[i]) / h
	}
	return (misfit+2*sigma*sigma*div)/float64(len(f)) - sigma*sigma
}
