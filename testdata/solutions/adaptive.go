package solutions

import "math"

// Adaptive1 is one step of Adagrad, ε outside of the root.
func Adaptive1(theta, sum, grad, eta, eps float64) (float64, float64) {
	sum += grad * grad
	return theta - eta*grad/(math.Sqrt(sum)+eps), sum
}

// Adaptive1Old is wrong: it divides by the root of the old sum.
func Adaptive1Old(theta, sum, grad, eta, eps float64) (float64, float64) {
	return theta - eta*grad/(math.Sqrt(sum)+eps), sum + grad*grad
}

// Adaptive1NoRoot is wrong: it divides by the sum.
func Adaptive1NoRoot(theta, sum, grad, eta, eps float64) (float64, float64) {
	sum += grad * grad
	return theta - eta*grad/(sum+eps), sum
}

// Adaptive2 is the length of Adam's step t without correction, for gradient 1.
func Adaptive2(t int, beta1, beta2 float64) float64 {
	return (1 - math.Pow(beta1, float64(t))) / math.Sqrt(1-math.Pow(beta2, float64(t)))
}

// Adaptive2Corrected is wrong: with correction every step is η.
func Adaptive2Corrected(int, float64, float64) float64 { return 1 }

// Adaptive2NoRoot is wrong: it divides by v instead of its root.
func Adaptive2NoRoot(t int, beta1, beta2 float64) float64 {
	return (1 - math.Pow(beta1, float64(t))) / (1 - math.Pow(beta2, float64(t)))
}

// Adaptive3 is Adam's corrected first step.
func Adaptive3(grad, eps float64, inside bool) float64 {
	if inside {
		return math.Abs(grad) / math.Sqrt(grad*grad+eps)
	}
	return math.Abs(grad) / (math.Abs(grad) + eps)
}

// Adaptive3Swapped is wrong: inside and outside have changed places.
func Adaptive3Swapped(grad, eps float64, inside bool) float64 { return Adaptive3(grad, eps, !inside) }

// Adaptive3Signed is wrong: a length is not negative.
func Adaptive3Signed(grad, eps float64, inside bool) float64 {
	return math.Copysign(Adaptive3(grad, eps, inside), grad)
}
