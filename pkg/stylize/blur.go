package stylize

import (
	"cmp"
	"fmt"
	"math"
)

// Blur is convolution with a normal distribution of the width σ, first along the
// rows, then along the columns:
//
//	w_j = e^(-j²/2σ²) / Σ_i e^(-i²/2σ²),   |j| <= reach,   ∂w_j/∂σ = w_j (j² - Σ_i w_i i²)/σ³.
//
// The reach is fixed, so that the result is a smooth function of σ. Beyond its edge
// the image is continued by reflection, edge pixels included.
type Blur struct {
	size      Size
	reach     int
	w, dw     []float64 // by j + reach: the weights and their derivatives in σ
	rows      []float64 // the image after the rows
	gradRows  []float64
	line, out []float64 // a row or column with its continuation, and its gradient
}

// DefaultReach is enough for widths up to about 2.
const DefaultReach = 6

// NewBlur returns the stage for images of that size. reach 0 is DefaultReach. It
// panics if the reach is negative, or greater than a side.
func NewBlur(size Size, reach int) *Blur {
	size.check("NewBlur")
	reach = cmp.Or(reach, DefaultReach)
	if reach < 0 || reach > min(size.W, size.H) {
		panic(fmt.Sprintf("stylize: NewBlur: reach %d for images of %d×%d", reach, size.W, size.H))
	}
	if size.W > 1<<40/size.H {
		panic(fmt.Sprintf("stylize: NewBlur: images of %d×%d", size.W, size.H))
	}
	long := max(size.W, size.H) + 2*reach
	return &Blur{
		size: size, reach: reach, w: make([]float64, 2*reach+1), dw: make([]float64, 2*reach+1),
		rows: make([]float64, size.Len()), gradRows: make([]float64, size.Len()),
		line: make([]float64, long), out: make([]float64, long),
	}
}

// Params implements Stage: σ, in pixels.
func (b *Blur) Params() []Param {
	return []Param{{"width", 0.3, float64(b.reach) / 3, 0.3}}
}

// weigh fills the weights for a width.
func (b *Blur) weigh(sigma float64) {
	sum, square := 0.0, 0.0
	for i := range b.w {
		j := float64(i - b.reach)
		b.w[i] = math.Exp(-j * j / (2 * sigma * sigma))
		sum += b.w[i]
		square += b.w[i] * j * j
	}
	square /= sum
	for i := range b.w {
		j := float64(i - b.reach)
		b.w[i] /= sum
		b.dw[i] = b.w[i] * (j*j - square) / (sigma * sigma * sigma)
	}
}

// Forward implements Stage.
func (b *Blur) Forward(dst, src, p []float64) {
	checkStage("Blur", 1, p, src, nil, dst, b.rows)
	b.weigh(p[0])
	for k := range b.count(along) {
		b.convolve(b.rows, src, b.span(along, k))
	}
	for k := range b.count(down) {
		b.convolve(dst, b.rows, b.span(down, k))
	}
}

// Backward implements Stage. It reads what Forward left after the rows.
func (b *Blur) Backward(gradSrc, gradP, gradDst, _, src, p []float64) {
	checkStage("Blur", 1, p, src, gradSrc, gradDst, b.rows)
	checkStage("Blur", 1, gradP, src, nil)
	b.weigh(p[0])
	sum := 0.0
	for k := range b.count(down) {
		sum += b.transpose(b.gradRows, gradDst, b.rows, b.span(down, k))
	}
	for k := range b.count(along) {
		sum += b.transpose(gradSrc, b.gradRows, src, b.span(along, k))
	}
	gradP[0] = sum
}

// direction is that of a row or of a column.
type direction int

const (
	along direction = iota
	down
)

// span is one row or column of a plane: n samples, stride apart.
type span struct{ start, stride, n int }

func (b *Blur) count(d direction) int {
	if d == along {
		return b.size.Channels * b.size.H
	}
	return b.size.Channels * b.size.W
}

func (b *Blur) span(d direction, k int) span {
	if d == along {
		return span{k * b.size.W, 1, b.size.W}
	}
	plane, column := k/b.size.W, k%b.size.W
	return span{plane*b.size.Plane() + column, b.size.W, b.size.H}
}

// load copies a span of src into line, continued by reflection.
func (b *Blur) load(src []float64, s span) []float64 {
	line, r := b.line[:s.n+2*b.reach], b.reach
	for i := range s.n {
		line[r+i] = src[s.start+i*s.stride]
	}
	for i := range r {
		line[r-1-i] = line[r+i]
		line[r+s.n+i] = line[r+s.n-1-i]
	}
	return line
}

// convolve writes a span of src, blurred, to the same span of dst.
func (b *Blur) convolve(dst, src []float64, s span) {
	line := b.load(src, s)
	for i := range s.n {
		sum := 0.0
		window := line[i : i+len(b.w)]
		for j, w := range b.w {
			sum += w * window[j]
		}
		dst[s.start+i*s.stride] = sum
	}
}

// transpose carries the gradient of a blurred span back: it writes it to the span of
// gradSrc, unless that is nil, and returns the part of the gradient in σ.
func (b *Blur) transpose(gradSrc, grad, src []float64, s span) (bySigma float64) {
	line, r := b.load(src, s), b.reach
	out := b.out[:len(line)]
	clear(out)
	for i := range s.n {
		g, change := grad[s.start+i*s.stride], 0.0
		window, to := line[i:i+len(b.w)], out[i:i+len(b.w)]
		for j, w := range b.w {
			change += b.dw[j] * window[j]
			to[j] += w * g
		}
		bySigma += g * change
	}
	if gradSrc == nil {
		return bySigma
	}
	for i := range r { // what was reflected belongs to the samples inside
		out[r+i] += out[r-1-i]
		out[r+s.n-1-i] += out[r+s.n+i]
	}
	for i := range s.n {
		gradSrc[s.start+i*s.stride] = out[r+i]
	}
	return bySigma
}
