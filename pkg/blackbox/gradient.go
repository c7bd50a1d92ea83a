package blackbox

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/steklov"
)

// Source is a way to get a gradient from values.
type Source struct {
	Name       string    // one of Sources
	Steps      []float64 // differences: h for each variable, in units of the box
	Radius     float64   // the others: how far from x, in units of the box
	Directions int       // the others: directions a gradient
	Falls      bool      // the radius falls with the rate, down to a hundredth
	About      string
}

// Sources are the names of the gradient sources: differences along each variable (central, forward),
// and along random directions, which smooth the function over a ball (sphere, orthogonal) or a cube's
// corners (spsa).
var Sources = []string{"central", "forward", "sphere", "orthogonal", "spsa"}

// cost is the number of evaluations that a gradient takes in n variables, the value at x aside.
func (s *Source) cost(n int) int {
	switch s.Name {
	case "central":
		return 2 * n
	case "forward":
		return n
	}
	return 2 * s.Directions
}

// DefaultStep is h, and the radius, where no diagnosis was made: in units of the box.
const DefaultStep = 0.01

// mostVariables is more than a program has that is worth a descent.
const mostVariables = 1 << 20

// NewSource returns the source of that name with a step or a radius for n variables; 0: [DefaultStep].
// Directions 0 are min(n, 4), and n for orthogonal ones. The error wraps [ErrValue].
func NewSource(name string, n int, step float64, directions int) (*Source, error) {
	step = cmp.Or(step, DefaultStep)
	if !(step > 0) || math.IsInf(step, 0) || directions < 0 {
		return nil, fmt.Errorf("%w: a step of %v and %d directions; want positive ones", ErrValue, step, directions)
	}
	if n < 0 || n > mostVariables || directions > mostVariables {
		return nil, fmt.Errorf("%w: %d variables and %d directions; want at most %d", ErrValue, n, directions, mostVariables)
	}
	s := &Source{Name: name, Radius: step, Directions: directions}
	for range n {
		s.Steps = append(s.Steps, step)
	}
	switch name {
	case "central", "forward":
		s.About = fmt.Sprintf("%s differences with the step %.3g", name, step)
		return s, nil
	case "sphere", "orthogonal", "spsa":
		if directions == 0 {
			s.Directions = min(n, 4)
			if name == "orthogonal" {
				s.Directions = n
			}
		}
		s.About = fmt.Sprintf("%d directions a step (%s) with the radius %.3g", s.Directions, name, step)
		return s, nil
	}
	return nil, fmt.Errorf("%w: there is no gradient source %q; there are %s, and diagnosed", ErrValue, name, strings.Join(Sources, ", "))
}

// Advised is the source that suits the diagnoses: central differences with the step that is advised
// for each variable, unless one of them is at a kink or a jump, or so noisy that no step helps: then
// directions on a sphere, with the widest radius, which falls unless there is noise. Where nothing is
// advised the step is [DefaultStep].
func Advised(ds []fd.Diagnosis) *Source {
	n := len(ds)
	s, _ := NewSource("central", n, 0, 0) // these arguments are good
	var kinds []string
	smoothing, noisy := false, false
	for i, d := range ds {
		kinds = append(kinds, fmt.Sprintf("x%d %v", i, d.Kind))
		if d.Advice.Step > 0 {
			s.Steps[i] = d.Advice.Step
		}
		smoothing = smoothing || d.Advice.Method == fd.Smoothing
		noisy = noisy || d.Kind == fd.Noisy
	}
	s.About = fmt.Sprintf("central differences with the steps %s", numbers(s.Steps, "%.3g"))
	if smoothing {
		s.Name, s.Radius, s.Directions = "orthogonal", 0, n
		for _, h := range s.Steps {
			s.Radius = max(s.Radius, h)
		}
		s.About = fmt.Sprintf("%d orthogonal directions a step with the radius %.3g", n, s.Radius)
		if s.Falls = !noisy; s.Falls { // a small radius would make noise large
			s.About = fmt.Sprintf("%d orthogonal directions a step with a radius that falls from %.3g to %.3g", n, s.Radius, s.Radius*leastRadius)
		}
	}
	s.About += ", as advised (" + strings.Join(kinds, ", ") + ")"
	return s
}

func numbers(v []float64, format string) string {
	var parts []string
	for _, x := range v {
		parts = append(parts, fmt.Sprintf(format, x))
	}
	return strings.Join(parts, " ")
}

// leastRadius is what is left of a radius that falls.
const leastRadius = 0.01

// gradient writes the gradient at u to dst; share is that of the first rate which the present one is.
// It goes through the estimator twice with the same random numbers: the first pass only notes where it
// evaluates, so that all points are evaluated at once.
func (s *Source) gradient(ctx context.Context, e *Evaluator, box *Box, dst, u []float64, seed, step uint64, share float64) error {
	if !s.Falls {
		share = 1
	}
	radius := s.Radius * max(share, leastRadius)
	var points [][]float64
	s.estimate(box, dst, u, seed, step, radius, func(v []float64) float64 {
		points = append(points, box.X(v))
		return 0
	})
	values, err := e.Values(ctx, points)
	if err != nil {
		return err
	}
	k := 0
	s.estimate(box, dst, u, seed, step, radius, func([]float64) float64 {
		k++
		return values[k-1]
	})
	return nil
}

// estimate is one pass.
func (s *Source) estimate(box *Box, dst, u []float64, seed, step uint64, radius float64, f func([]float64) float64) {
	switch s.Name {
	case "central", "forward":
		stencil := fd.Central
		if s.Name == "forward" {
			stencil = fd.Forward
		}
		v := append([]float64(nil), u...)
		for i := range u {
			lo, hi := box.interval(i)
			dst[i] = fd.DerivativeIn(func(t float64) float64 {
				v[i] = t
				return f(v)
			}, u[i], lo, hi, stencil, s.Steps[i])
			v[i] = u[i]
		}
	default:
		kind := map[string]steklov.Kind{"sphere": steklov.Sphere, "orthogonal": steklov.Orthogonal, "spsa": steklov.Rademacher}[s.Name]
		est := steklov.Estimator{Radius: radius, Directions: s.Directions, Kind: kind, Scheme: steklov.Central, Rand: rand.New(rand.NewPCG(seed, step))}
		est.Gradient(dst, f, u)
	}
}
