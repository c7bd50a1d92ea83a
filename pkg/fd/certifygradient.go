package fd

import (
	"errors"
	"fmt"
	"runtime"

	"github.com/gradstep/gradstep/pkg/internal/parallel"
)

// CertifyGradient returns the derivatives of f at x along each coordinate with bounds of their errors, as
// [Certify] does, from values of f alone.
//
//	|estimates[i].Value - ∂f/∂x_i| <= estimates[i].Err
//
// The coordinates are shared out among all cores, so f must be safe for concurrent calls; where it is not, call
// Certify for one coordinate after the other. The result has the same bits at any number of cores, and the
// evaluations of f are the sum of the Evals. The error joins those of the coordinates, each with its name: it wraps
// ErrKink, ErrJump, ErrUnbounded or ErrNotFinite, and the estimates of the other coordinates hold all the same. It
// panics with f's own panic, and where f writes into its argument. x is not modified.
func CertifyGradient(f func([]float64) float64, x []float64) ([]Estimate, error) {
	if f == nil {
		panic("fd: CertifyGradient: the function is nil")
	}
	estimates, failures := make([]Estimate, len(x)), make([]error, len(x))
	points := make([][]float64, max(1, min(runtime.GOMAXPROCS(0), len(x))))
	for k := range points {
		points[k] = append([]float64(nil), x...)
	}
	origin := append([]float64(nil), x...)
	parallel.Workers(len(points), len(x), func(k, i int) {
		point := points[k]
		along := func(t float64) float64 {
			point[i] = t
			v := f(point)
			mustBeLeft(i, point[i], t)
			point[i] = origin[i]
			return v
		}
		e, err := Certify(along, origin[i])
		if estimates[i] = e; err != nil {
			failures[i] = fmt.Errorf("along x[%d]: %w", i, err)
		}
		mustBeUntouched(point, origin)
	})
	return estimates, errors.Join(failures...)
}
