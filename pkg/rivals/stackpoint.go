package rivals

import (
	"fmt"
	"math"
)

// mustHave panics unless p has a value for each unknown parameter of a Stack that NewStack made.
func (s *Stack) mustHave(p []float64) {
	n := len(s.Free)
	if n < 1 || len(s.chains) == 0 || len(p) != n || len(s.Truth) != len(s.values) || len(s.Lo) != n || len(s.Hi) != n {
		panic(fmt.Sprintf("rivals: Stack: %d parameters, want those of a Stack of NewStack, which has %d", len(p), n))
	}
}

// Error is what a method that sees values only minimizes: the root of the mean robust square of the distance of the
// stylized image from the one that is known,
//
//	(1/m) Σ d²/(1 + d²/c²),   c = 0.1,
//
// so that replaced samples count for no more than others.
func (s *Stack) Error(p []float64) float64 {
	s.mustHave(p)
	for j, i := range s.Free {
		s.values[i] = p[j]
	}
	sum, n := 0.0, 0
	for k, pair := range s.Pairs {
		out := s.chains[k].Forward(pair.Src, s.values)
		for i, y := range pair.Target {
			d := min(1, max(0, out[i])) - y
			sum += d * d / (1 + d*d/0.01)
		}
		n += len(out)
	}
	return math.Sqrt(sum / float64(n))
}

// At returns the parameters at a point of the unit cube, on which those who see values only work: logarithms
// between the ends of the ranges.
func (s *Stack) At(u []float64) []float64 {
	s.mustHave(u)
	p := make([]float64, len(u))
	for i, v := range u {
		p[i] = s.Lo[i] * math.Pow(s.Hi[i]/s.Lo[i], min(1, max(0, v)))
	}
	return p
}

// Cube is the way back: the point of the unit cube with these parameters.
func (s *Stack) Cube(p []float64) []float64 {
	s.mustHave(p)
	u := make([]float64, len(p))
	for i, v := range p {
		u[i] = math.Log(v/s.Lo[i]) / math.Log(s.Hi[i]/s.Lo[i])
	}
	return u
}

// Found says whether every unknown parameter of the filters is within 2 % of the truth, and each b within 0.05.
func (s *Stack) Found(p []float64) bool {
	s.mustHave(p)
	for j, i := range s.Free {
		near := 0.02 * s.Truth[i]
		if s.isB(i) {
			near = 0.05
		}
		if !(math.Abs(p[j]-s.Truth[i]) <= near) {
			return false
		}
	}
	return true
}

func (s *Stack) isB(i int) bool {
	for _, l := range s.Style {
		if i < len(l.Set) {
			return l.Kind.Name == "quantize"
		}
		i -= len(l.Set)
	}
	return false
}

// of returns the unknown ones of all parameters.
func (s *Stack) of(all []float64) (p []float64) {
	for _, i := range s.Free {
		p = append(p, all[i])
	}
	return p
}
