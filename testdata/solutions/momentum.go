package solutions

// Momentum1 is one step of momentum.
func Momentum1(theta, v, alpha, beta float64, grad func(float64) float64) (float64, float64) {
	v = beta*v + alpha*grad(theta)
	return theta - v, v
}

// Momentum1Plain is wrong: it forgets the old velocity.
func Momentum1Plain(theta, _, alpha, _ float64, grad func(float64) float64) (float64, float64) {
	v := alpha * grad(theta)
	return theta - v, v
}

// Momentum1Old is wrong: it moves by the old velocity.
func Momentum1Old(theta, v, alpha, beta float64, grad func(float64) float64) (float64, float64) {
	return theta - v, beta*v + alpha*grad(theta)
}

// Momentum2 is the step size below which momentum converges for all eigenvalues.
func Momentum2(lambda1, lambdaN, beta float64) float64 { return (2 + 2*beta) / lambdaN }

// Momentum2Plain is wrong: it is the limit of descent without momentum.
func Momentum2Plain(lambda1, lambdaN, beta float64) float64 { return 2 / lambdaN }

// Momentum2Flat is wrong: it takes the smallest eigenvalue.
func Momentum2Flat(lambda1, lambdaN, beta float64) float64 { return (2 + 2*beta) / lambda1 }

// Momentum3 is one step of Nesterov's rule with look-ahead.
func Momentum3(theta, v, eta, gamma float64, grad func(float64) float64) (float64, float64) {
	v = gamma*v + eta*grad(theta-gamma*v)
	return theta - v, v
}

// Momentum3Heavy is wrong: it takes the gradient where it stands.
func Momentum3Heavy(theta, v, eta, gamma float64, grad func(float64) float64) (float64, float64) {
	v = gamma*v + eta*grad(theta)
	return theta - v, v
}

// Momentum3WholeJump is wrong: it looks ahead by v instead of γv.
func Momentum3WholeJump(theta, v, eta, gamma float64, grad func(float64) float64) (float64, float64) {
	v = gamma*v + eta*grad(theta-v)
	return theta - v, v
}
