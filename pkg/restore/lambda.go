package restore

import (
	"errors"
	"fmt"
	"math"
)

// ErrNoLambda is wrapped when no weight of the interval leaves the misfit that
// the noise has.
var ErrNoLambda = errors.New("restore: no weight explains the noise")

// Choice is a weight of the data and what was asked about it.
type Choice struct {
	Lambda float64
	Value  float64 // the score of [BestLambda], the misfit of [Discrepancy]
	Evals  int     // images restored on the way
}

// BestLambda returns the weight in [lo, hi] with the highest score, such as the
// PSNR against the true image: what is possible, for those who know the truth.
//
// It is a golden-section search over log λ, down to a ratio of 1.01, for a score
// that rises and then falls; with more peaks it finds one of them. It panics unless
// 0 < lo < hi < +Inf. An error of score is returned, and so is a score NaN, as one
// that wraps [ErrValue].
func BestLambda(score func(lambda float64) (float64, error), lo, hi float64) (Choice, error) {
	if score == nil {
		panic("restore: BestLambda: the score is nil")
	}
	checkInterval(lo, hi)
	var c Choice
	at := func(x float64) (float64, error) {
		lambda := math.Exp(x)
		v, err := score(lambda)
		if err != nil {
			return 0, err
		}
		if math.IsNaN(v) {
			return 0, bad("the score of lambda = %v is NaN", lambda)
		}
		if c.Evals++; c.Evals == 1 || v > c.Value {
			c.Lambda, c.Value = lambda, v
		}
		return v, nil
	}
	a, b := math.Log(lo), math.Log(hi)
	golden := (math.Sqrt(5) - 1) / 2
	x, y := b-golden*(b-a), a+golden*(b-a)
	fx, err := at(x)
	if err != nil {
		return Choice{}, err
	}
	fy, err := at(y)
	for err == nil && b-a > math.Log(1.01) {
		if fx > fy {
			b, y, fy = y, x, fx
			x = b - golden*(b-a)
			fx, err = at(x)
		} else {
			a, x, fx = x, y, fy
			y = a + golden*(b-a)
			fy, err = at(y)
		}
	}
	if err != nil {
		return Choice{}, err
	}
	return c, nil
}

// Discrepancy returns the weight in [lo, hi] at which the mean squared misfit of
// the restored image is that of the noise,
//
//	misfit(λ) = ‖Au_λ - f‖²/m = σ²,
//
// Morozov's principle: what is honest, for those who know σ and not the truth. A
// closer fit would fit noise. The image is somewhat smoother than the best one,
// since all misfit is counted as noise, lost structure too. misfit must not rise
// with λ, as that of every minimizer of R(u) + (λ/2)‖Au - f‖² does not.
//
// The result has a misfit within 1 % of σ². If even lo leaves less, or hi more,
// the error wraps [ErrNoLambda] and the Choice holds that end. A sigma that is
// not positive and finite, or a misfit NaN, is an error that wraps [ErrValue];
// an error of misfit is returned. It panics unless 0 < lo < hi < +Inf.
//
// Source: V. Morozov, On the solution of functional equations by the method of
// regularization, Soviet Math. Dokl. 7 (1966).
func Discrepancy(misfit func(lambda float64) (float64, error), sigma, lo, hi float64) (Choice, error) {
	if misfit == nil {
		panic("restore: Discrepancy: the misfit is nil")
	}
	checkInterval(lo, hi)
	if !(sigma > 0) || math.IsInf(sigma, 1) {
		return Choice{}, bad("sigma %v is not positive and finite", sigma)
	}
	target := sigma * sigma
	evals := 0
	// excess is log misfit - log σ², which falls with x = log λ.
	excess := func(x float64) (float64, Choice, error) {
		v, err := misfit(math.Exp(x))
		if err == nil && !(v >= 0) {
			err = bad("the misfit of lambda = %v is %v", math.Exp(x), v)
		}
		evals++
		return math.Log(max(v, 1e-300) / target), Choice{math.Exp(x), v, evals}, err
	}
	a, b := math.Log(lo), math.Log(hi)
	fa, low, err := excess(a)
	if err != nil {
		return Choice{}, err
	}
	if fa < 0 {
		return low, fmt.Errorf("%w: even lambda = %v leaves a misfit of %v, below sigma² = %v; is sigma right?", ErrNoLambda, lo, low.Value, target)
	}
	fb, high, err := excess(b)
	if err != nil {
		return Choice{}, err
	}
	if fb > 0 {
		return high, fmt.Errorf("restore: %w: even lambda = %v leaves a misfit of %v, above sigma² = %v; is sigma right?", ErrNoLambda, hi, high.Value, target)
	}
	// Regula falsi; an end that stays counts half (the Illinois rule).
	const tolerance = 0.01
	for side := 0; ; {
		x := (a*fb - b*fa) / (fb - fa)
		if !(x > a && x < b) {
			x = (a + b) / 2
		}
		fx, c, err := excess(x)
		if err != nil {
			return Choice{}, err
		}
		if math.Abs(fx) <= tolerance || !(b-a > 1e-12) {
			return c, nil
		}
		if fx > 0 {
			if a, fa = x, fx; side > 0 {
				fb /= 2
			}
			side = 1
		} else {
			if b, fb = x, fx; side < 0 {
				fa /= 2
			}
			side = -1
		}
	}
}

func checkInterval(lo, hi float64) {
	if !(lo > 0 && lo < hi) || math.IsInf(hi, 1) {
		panic(fmt.Sprintf("restore: an interval of weights from %v to %v", lo, hi))
	}
}
