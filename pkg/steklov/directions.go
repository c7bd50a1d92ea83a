package steklov

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/internal/enum"
)

// Kind is the distribution of the directions. All have E[y yᵀ] = I/n.
type Kind int

// The kinds. The constants are the variance of the estimate of one direction on a linear function, in units
// of ‖∇‖² (see Variance).
const (
	Sphere     Kind = iota // uniform on the unit sphere: n - 1
	Gaussian               // normal, variance 1/n in each coordinate: n + 1
	Rademacher             // ±1/√n in each coordinate: n - 1
	Orthogonal             // blocks of up to n directions that are uniform on the sphere and orthogonal: n - 1; a block of K has n/K - 1
	Coordinate             // axes, each once in a block of n: the same
)

// String is the name of the kind.
func (k Kind) String() string {
	return enum.Name([]string{"Sphere", "Gaussian", "Rademacher", "Orthogonal", "Coordinate"}, k)
}

// Variance is the summed variance of the estimate's coordinates on a linear function in n dimensions from K
// directions, in units of ‖∇‖².
//
//	Sphere, Rademacher: (n-1)/K    Gaussian: (n+1)/K    Orthogonal, Coordinate: n/K - 1 for K <= n
//
// The last is 0 at K = n: the estimate is then exact. More directions than n come in ⌈K/n⌉ blocks of nearly
// equal size, whose variances add up to (1/B²) Σ (n/K_b - 1).
func (k Kind) Variance(n, directions int) float64 {
	if n < 1 || directions < 1 {
		panic(fmt.Sprintf("steklov: %d directions in %d dimensions", directions, n))
	}
	switch {
	case k == Gaussian:
		return (float64(n) + 1) / float64(directions)
	case !k.blocked():
		return float64(n-1) / float64(directions)
	}
	// The directions are shared out evenly: each block has size of them, and the first few one more.
	count := blockCount(n, directions)
	size, more := directions/count, directions%count
	sum := float64(count-more)*(float64(n)/float64(size)-1) + float64(more)*(float64(n)/float64(size+1)-1)
	return sum / float64(count) / float64(count)
}

// blocked reports whether directions depend on each other within a block.
func (k Kind) blocked() bool { return k == Orthogonal || k == Coordinate }

// blockCount is the number of blocks for K directions.
func blockCount(n, k int) int { return (k-1)/n + 1 }

// drawing is a set of K directions, one row each.
type drawing struct {
	kind Kind
	n, k int
	rows []float64
	axes []int
}

func (d *drawing) holds(kind Kind, n, k int) bool {
	return len(d.rows) > 0 && d.kind == kind && d.n == n && d.k == k
}

func (d *drawing) direction(i int) []float64 { return d.rows[i*d.n : (i+1)*d.n] }

// fill draws new directions.
func (d *drawing) fill(kind Kind, n, k int, rng *rand.Rand) {
	if rng == nil && (kind != Coordinate || k%n != 0) {
		panic("steklov: an Estimator needs a Rand, for a result that can be repeated")
	}
	d.kind, d.n, d.k = kind, n, k
	if cap(d.rows) < n*k {
		d.rows = make([]float64, n*k)
	}
	d.rows = d.rows[:n*k]
	switch kind {
	case Sphere:
		for i := range k {
			onSphere(d.direction(i), rng)
		}
	case Gaussian:
		scale := 1 / math.Sqrt(float64(n))
		for i := range d.rows {
			d.rows[i] = scale * rng.NormFloat64()
		}
	case Rademacher:
		d.signs(rng)
	case Orthogonal:
		count := blockCount(n, k)
		for b := range count {
			d.orthonormal(b*k/count, (b+1)*k/count, rng)
		}
	case Coordinate:
		d.coordinates(rng)
	default:
		panic(fmt.Sprintf("steklov: %v", kind))
	}
}

// onSphere draws a direction that is uniform on the unit sphere: a normal vector has no preferred one.
func onSphere(y []float64, rng *rand.Rand) {
	for {
		sum := 0.0
		for j := range y {
			y[j] = rng.NormFloat64()
			sum += y[j] * y[j]
		}
		if sum > 0 {
			scale := 1 / math.Sqrt(sum)
			for j := range y {
				y[j] *= scale
			}
			return
		}
	}
}

// signs draws ±1/√n, 64 of them from one random number.
func (d *drawing) signs(rng *rand.Rand) {
	scale := 1 / math.Sqrt(float64(d.n))
	var bits uint64
	for i := range d.rows {
		if i%64 == 0 {
			bits = rng.Uint64()
		}
		d.rows[i] = scale
		if bits&1 == 1 {
			d.rows[i] = -scale
		}
		bits >>= 1
	}
}

// orthonormal makes the rows from, …, to-1 orthonormal and uniform: Gram–Schmidt on normal vectors, twice,
// since once loses orthogonality when a vector is nearly in the span of those before.
func (d *drawing) orthonormal(from, to int, rng *rand.Rand) {
	for i := from; i < to; i++ {
		y := d.direction(i)
		for {
			onSphere(y, rng)
			for range 2 {
				for j := from; j < i; j++ {
					q := d.direction(j)
					dot := 0.0
					for l := range y {
						dot += y[l] * q[l]
					}
					for l := range y {
						y[l] -= dot * q[l]
					}
				}
			}
			if norm := math.Sqrt(square(y)); norm > 1e-8 {
				for l := range y {
					y[l] /= norm
				}
				break
			}
		}
	}
}

// coordinates draws axes without replacement within each block, in random order; all n of them keep their
// order.
func (d *drawing) coordinates(rng *rand.Rand) {
	clear(d.rows)
	if cap(d.axes) < d.n {
		d.axes = make([]int, d.n)
	}
	d.axes = d.axes[:d.n]
	count := blockCount(d.n, d.k)
	for b := range count {
		from, to := b*d.k/count, (b+1)*d.k/count
		for j := range d.axes {
			d.axes[j] = j
		}
		for i := from; i < to; i++ {
			at := i - from
			if to-from < d.n {
				swap := at + rng.IntN(d.n-at)
				d.axes[at], d.axes[swap] = d.axes[swap], d.axes[at]
			}
			d.direction(i)[d.axes[at]] = 1
		}
	}
}
