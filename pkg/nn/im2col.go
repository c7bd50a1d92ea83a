package nn

import "github.com/gradstep/gradstep/pkg/internal/enum"

// Edge says what a convolution reads outside the image.
type Edge int

const (
	// Zero: zeros. PyTorch's padding_mode "zeros".
	Zero Edge = iota
	// Reflect: the image mirrored at the middle of its outermost pixels, so that -1 is 1.
	// PyTorch's "reflect". A side must have 2 pixels or more.
	Reflect
)

var edgeNames = []string{"zero", "reflect"}

// String returns "zero" or "reflect".
func (e Edge) String() string { return enum.Name(edgeNames, e) }

// MarshalText writes the name, so that saved networks are readable.
func (e Edge) MarshalText() ([]byte, error) {
	if e < 0 || int(e) >= len(edgeNames) {
		return nil, bad("%v is no edge", e)
	}
	return []byte(edgeNames[e]), nil
}

// UnmarshalText reads what MarshalText wrote.
func (e *Edge) UnmarshalText(text []byte) error {
	for i, name := range edgeNames {
		if name == string(text) {
			*e = Edge(i)
			return nil
		}
	}
	return bad("%q is no edge; use zero or reflect", text)
}

// source returns the row or column that stands at i of a side of n; -1 for none.
func (e Edge) source(i, n int) int {
	switch {
	case i >= 0 && i < n:
		return i
	case e == Zero:
		return -1
	case i < 0:
		return -i
	}
	return 2*(n-1) - i
}

// windows visits what a 3×3 kernel reads around the pixels lo to hi of a sample, in pieces
// of rows: row is the row of the matrix, 9·c + 3·ky + kx, at the first column, w the number of
// columns, and they read channel c, row y from column x on. x may begin one before the row and end
// one behind it; y is -1 for a row of zeros.
func windows(s Shape, e Edge, lo, hi int, visit func(row, at, w, c, x, y int)) {
	firstX, firstY := lo%s.W, lo/s.W
	for row := range 9 * s.C {
		dx, dy := row%3-1, row/3%3-1
		for p, x, y := lo, firstX, firstY; p < hi; x, y = 0, y+1 {
			w := min(s.W-x, hi-p)
			visit(row, p-lo, w, row/9, x+dx, e.source(y+dy, s.H))
			p += w
		}
	}
}

// im2col lays out the pixels lo to hi of a sample so that a 3×3 convolution becomes a
// matrix product: column p holds the 9·C values under the kernel at that pixel. cols has
// 9·C rows, stride apart. Source [4].
//
// A row of the matrix is a plane moved by a number of pixels, copied in one piece, and then
// mended where the kernel reads outside the image.
func im2col(cols []float64, stride int, x []float64, s Shape, e Edge, lo, hi int) {
	firstY, lastY, size := lo/s.W, (hi-1)/s.W, s.plane()
	for row := range 9 * s.C {
		dx, dy := row%3-1, row/3%3-1
		dst, plane := cols[row*stride:][:hi-lo], x[row/9*size:][:size]
		shift := dy*s.W + dx
		from, to := max(lo, -shift), min(hi, size-shift)
		if from < to {
			copy(dst[from-lo:], plane[from+shift:to+shift])
		}
		for y := firstY; y <= lastY; y++ {
			begin, end := max(lo, y*s.W), min(hi, (y+1)*s.W)
			switch read := y + dy; {
			case read < 0 || read == s.H:
				gather(dst[begin-lo:end-lo], plane, s.W, e, begin-y*s.W+dx, e.source(read, s.H))
			case dx < 0 && begin == y*s.W:
				dst[begin-lo] = at(plane[read*s.W:][:s.W], e.source(-1, s.W))
			case dx > 0 && end == (y+1)*s.W:
				dst[end-1-lo] = at(plane[read*s.W:][:s.W], e.source(s.W, s.W))
			}
		}
	}
}

// col2im is the adjoint of im2col: it adds each value to the pixel that im2col took it from.
func col2im(dx []float64, s Shape, e Edge, cols []float64, stride, lo, hi int) {
	windows(s, e, lo, hi, func(row, at, w, c, px, py int) {
		scatter(dx[c*s.plane():], s.W, e, px, py, cols[row*stride+at:][:w])
	})
}

// gather copies the pixels x, x+1, … of row y of a plane that is width wide.
func gather(dst, plane []float64, width int, e Edge, x, y int) {
	if y < 0 {
		clear(dst)
		return
	}
	row := plane[y*width : (y+1)*width]
	if x < 0 {
		dst[0] = at(row, e.source(x, width))
		dst, x = dst[1:], 0
	}
	if n := copy(dst, row[x:]); n < len(dst) {
		dst[n] = at(row, e.source(width, width))
	}
}

func at(row []float64, x int) float64 {
	if x < 0 {
		return 0
	}
	return row[x]
}

// scatter is the adjoint of gather.
func scatter(plane []float64, width int, e Edge, x, y int, src []float64) {
	if y < 0 {
		return
	}
	row := plane[y*width : (y+1)*width]
	if x < 0 {
		if i := e.source(x, width); i >= 0 {
			row[i] += src[0]
		}
		src, x = src[1:], 0
	}
	n := min(len(src), width-x)
	for i, v := range src[:n] {
		row[x+i] += v
	}
	if n < len(src) {
		if i := e.source(width, width); i >= 0 {
			row[i] += src[n]
		}
	}
}
