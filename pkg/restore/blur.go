package restore

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// Kernel is the image of a point: W·H weights, row by row, W and H odd, the
// point in the middle.
type Kernel struct {
	W, H int
	V    []float64
}

// GaussianKernel returns the weights exp(-(x² + y²)/2σ²) up to the distance
// ⌈3σ⌉ in each direction, divided by their sum. It panics when sigma is not
// positive and finite.
func GaussianKernel(sigma float64) Kernel {
	if !(sigma > 0) || math.IsInf(sigma, 1) {
		panic("restore: a Gaussian kernel of no width")
	}
	r := int(math.Ceil(3 * sigma))
	n := 2*r + 1
	k := Kernel{n, n, make([]float64, n*n)}
	wide := max(2*sigma*sigma, math.SmallestNonzeroFloat64) // a point has a middle too
	for i := range k.V {
		x, y := float64(i%n-r), float64(i/n-r)
		k.V[i] = math.Exp(-(x*x + y*y) / wide)
	}
	floats.Scale(1/floats.Sum(k.V), k.V)
	return k
}

// MotionKernel returns n equal weights in a row, which sum to 1: a camera that
// moves while it exposes. It panics when n is not odd and positive.
func MotionKernel(n int) Kernel {
	if n <= 0 || n%2 == 0 {
		panic("restore: the length of a motion kernel is not odd")
	}
	v := make([]float64, n)
	fill(v, 1/float64(n))
	return Kernel{n, 1, v}
}

// Blur is the convolution with a kernel,
//
//	(Au)(x, y) = Σ k(i, j)·u(x-i, y-j),
//
// where what lies outside of the image is its mirror image, the edge pixel
// repeated: …b a | a b…. A kernel that is a product of a column and a row takes
// W + H operations a pixel, any other one W·H.
//
// It keeps two planes of memory and serves one goroutine at a time.
type Blur struct {
	w, h, rx, ry int
	terms        []term
	cols, rows   []int // where the samples from -rx to w+rx-1 come from; rows alike
	wide, tmp    []float64
	norm         float64
}

// term is a part of a kernel that is a product of a column and a row; both are
// mirrored, so that out(x) = Σ row[i]·in(x+i-rx).
type term struct{ row, col []float64 }

// NewBlur returns the operator for images of w·h samples.
//
// A kernel with even or no sides, with weights that are not finite, or of zeros,
// is an error that wraps [ErrValue]. It panics when w or h is not positive, or the
// number of weights is not W·H.
func NewBlur(w, h int, k Kernel) (*Blur, error) {
	checkSize(w, h)
	if k.W <= 0 || k.H <= 0 || k.W%2 == 0 || k.H%2 == 0 {
		return nil, bad("a kernel of %d×%d weights has no middle; use odd sides", k.W, k.H)
	}
	checkLen("Kernel.V", len(k.V), k.W*k.H)
	for i, v := range k.V {
		if !finite(v) {
			return nil, bad("weight %d of the kernel is %v", i, v)
		}
	}
	if floats.Norm(k.V, 1) == 0 {
		return nil, bad("all weights of the kernel are 0")
	}
	b := newBlur(w, h, k)
	b.norm = b.bound(k)
	return b, nil
}

func newBlur(w, h int, k Kernel) *Blur {
	b := &Blur{w: w, h: h, rx: k.W / 2, ry: k.H / 2, terms: k.terms()}
	for x := -b.rx; x < w+b.rx; x++ {
		b.cols = append(b.cols, mirror(x, w))
	}
	for y := -b.ry; y < h+b.ry; y++ {
		b.rows = append(b.rows, mirror(y, h))
	}
	b.wide, b.tmp = make([]float64, len(b.cols)*h), make([]float64, w*h)
	return b
}

// mirror returns the sample of 0…n-1 that stands at i in the mirrored row.
func mirror(i, n int) int {
	i %= 2 * n
	if i < 0 {
		i += 2 * n
	}
	return min(i, 2*n-1-i)
}

// terms takes a kernel apart into products: one if it is one, else one a row.
func (k Kernel) terms() (ts []term) {
	v := make([]float64, len(k.V)) // turned by 180°
	most := 0
	for i := range v {
		v[i] = k.V[len(v)-1-i]
		if math.Abs(v[i]) > math.Abs(v[most]) {
			most = i
		}
	}
	peak, px, py := v[most], most%k.W, most/k.W
	row, col := v[py*k.W:][:k.W], make([]float64, k.H)
	product := peak != 0
	for j := range col {
		if peak != 0 {
			col[j] = v[j*k.W+px] / peak
		}
		for i, r := range row {
			product = product && math.Abs(v[j*k.W+i]-col[j]*r) <= 1e-15*math.Abs(peak)
		}
	}
	if product {
		return []term{{row, col}}
	}
	for j := range k.H {
		col := make([]float64, k.H)
		col[j] = 1
		ts = append(ts, term{v[j*k.W:][:k.W], col})
	}
	return ts
}

// bound returns √(‖A‖₁‖A‖∞) ≥ ‖A‖ of the operator with the weights' absolute
// values; for a kernel that is symmetric, not negative and of sum 1 that is 1.
func (b *Blur) bound(k Kernel) float64 {
	abs := Kernel{k.W, k.H, make([]float64, len(k.V))}
	for i, v := range k.V {
		abs.V[i] = math.Abs(v)
	}
	ones, columns := make([]float64, b.w*b.h), make([]float64, b.w*b.h)
	fill(ones, 1)
	newBlur(b.w, b.h, abs).Adjoint(columns, ones)
	return math.Sqrt(floats.Max(columns) * floats.Sum(abs.V))
}

// Size returns the sides of the image, and w·h data: the blurred image has the same.
func (b *Blur) Size() (w, h, data int) { return b.w, b.h, b.w * b.h }

// Norm returns √(‖A‖₁‖A‖∞), which bounds ‖A‖.
func (b *Blur) Norm() float64 { return b.norm }

// Apply stores the blurred u in dst.
func (b *Blur) Apply(dst, u []float64) {
	checkMap(b, dst, u)
	wide := len(b.cols)
	for y := range b.h {
		from, to := u[y*b.w:][:b.w], b.wide[y*wide:][:wide]
		for x, c := range b.cols {
			to[x] = from[c]
		}
	}
	fill(dst, 0)
	for _, t := range b.terms {
		fill(b.tmp, 0)
		for y := range b.h {
			for i, k := range t.row {
				addScaled(b.tmp[y*b.w:][:b.w], k, b.wide[y*wide+i:][:b.w])
			}
		}
		for y := range b.h {
			for j, k := range t.col {
				addScaled(dst[y*b.w:][:b.w], k, b.tmp[b.rows[y+j]*b.w:][:b.w])
			}
		}
	}
}

// Adjoint stores in dst what the samples of r put on each pixel: Apply read
// backwards.
func (b *Blur) Adjoint(dst, r []float64) {
	checkMap(b, r, dst)
	wide := len(b.cols)
	fill(b.wide, 0)
	for _, t := range b.terms {
		fill(b.tmp, 0)
		for y := range b.h {
			for j, k := range t.col {
				addScaled(b.tmp[b.rows[y+j]*b.w:][:b.w], k, r[y*b.w:][:b.w])
			}
		}
		for y := range b.h {
			for i, k := range t.row {
				addScaled(b.wide[y*wide+i:][:b.w], k, b.tmp[y*b.w:][:b.w])
			}
		}
	}
	fill(dst, 0)
	for y := range b.h {
		from, to := b.wide[y*wide:][:wide], dst[y*b.w:][:b.w]
		for x, c := range b.cols {
			to[c] += from[x]
		}
	}
}

func addScaled(dst []float64, k float64, v []float64) {
	if k != 0 {
		floats.AddScaled(dst, k, v)
	}
}
