package dataset

import (
	"errors"
	"fmt"
	"math"
)

// ErrValue is wrapped by the errors about values that can't be used.
var ErrValue = errors.New("dataset: value out of range")

func bad(format string, values ...any) error {
	return fmt.Errorf("%w: %s", ErrValue, fmt.Sprintf(format, values...))
}

// Data is a set of samples in rows: sample i has the inputs X[i] and the outputs Y[i].
type Data struct {
	X, Y [][]float64
}

// New checks that every sample has as many inputs, and as many outputs, as the first, that
// all values are finite, and returns the set. The rows are used, not copied. The
// error wraps ErrValue and names the first offender.
func New(x, y [][]float64) (Data, error) {
	if len(x) == 0 || len(x) != len(y) {
		return Data{}, bad("%d rows of inputs, %d of outputs: give as many of both", len(x), len(y))
	}
	for i := range x {
		if len(x[i]) != len(x[0]) || len(y[i]) != len(y[0]) {
			return Data{}, bad("sample %d has %d inputs and %d outputs, the first has %d and %d",
				i, len(x[i]), len(y[i]), len(x[0]), len(y[0]))
		}
		for _, row := range [][]float64{x[i], y[i]} {
			for j, v := range row {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					return Data{}, bad("sample %d has the value %v at %d", i, v, j)
				}
			}
		}
	}
	return Data{X: x, Y: y}, nil
}

// Len returns the number of samples.
func (d Data) Len() int { return len(d.X) }

// Subset returns the samples with these indices, in this order. The rows are shared.
// An index outside the set panics.
func (d Data) Subset(index []int) Data {
	s := Data{X: make([][]float64, len(index)), Y: make([][]float64, len(index))}
	for k, i := range index {
		if i < 0 || i >= d.Len() {
			panic(fmt.Sprintf("dataset: Subset: index %d of %d samples", i, d.Len()))
		}
		s.X[k], s.Y[k] = d.X[i], d.Y[i]
	}
	return s
}
