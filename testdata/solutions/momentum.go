package solutions

import "math"

// Momentum1 is the step size below which momentum converges for all eigenvalues.
func Momentum1(lambda1, lambdaN, beta float64) float64 { return (2 + 2*beta) / lambdaN }

// Momentum1Plain is wrong: it is the limit of descent without momentum.
func Momentum1Plain(lambda1, lambdaN, beta float64) float64 { return 2 / lambdaN }

// Momentum1Flat is wrong: it takes the smallest eigenvalue.
func Momentum1Flat(lambda1, lambdaN, beta float64) float64 { return (2 + 2*beta) / lambda1 }

// Momentum2 is one step of Nesterov's rule with look-ahead.
func Momentum2(theta, v, eta, gamma float64, grad func(float64) float64) (float64, float64) {
	v = gamma*v + eta*grad(theta-gamma*v)
	return theta - v, v
}

// Momentum2Heavy is wrong: it takes the gradient where it stands.
func Momentum2Heavy(theta, v, eta, gamma float64, grad func(float64) float64) (float64, float64) {
	v = gamma*v + eta*grad(theta)
	return theta - v, v
}

// Momentum2WholeJump is wrong: it looks ahead by v instead of γv.
func Momentum2WholeJump(theta, v, eta, gamma float64, grad func(float64) float64) (float64, float64) {
	v = gamma*v + eta*grad(theta-v)
	return theta - v, v
}

// Momentum3 is the length of Adam's step t without correction, for gradient 1.
func Momentum3(t int, beta1, beta2 float64) float64 {
	return (1 - math.Pow(beta1, float64(t))) / math.Sqrt(1-math.Pow(beta2, float64(t)))
}

// Momentum3Corrected is wrong: with correction every step is η.
func Momentum3Corrected(int, float64, float64) float64 { return 1 }

// Momentum3NoRoot is wrong: it divides by v instead of its root.
func Momentum3NoRoot(t int, beta1, beta2 float64) float64 {
	return (1 - math.Pow(beta1, float64(t))) / (1 - math.Pow(beta2, float64(t)))
}
