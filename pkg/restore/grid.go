package restore

import (
	"math"

	"github.com/gradstep/gradstep/pkg/internal/sized"
)

// Gradient stores the discrete gradient ∇ʰu in gx and gy, each w·h long:
//
//	gx = u(x+1, y) - u(x, y), 0 in the last column;  gy = u(x, y+1) - u(x, y), 0 in the last row.
//
// The zeros are the Neumann edges: nothing flows out of the image. The grid's
// step is one pixel. Source: [1], "Modelling images as matrices".
func Gradient(gx, gy, u []float64, w, h int) {
	checkSize(w, h)
	checkLen("u", len(u), w*h)
	checkLen("gx", len(gx), w*h)
	checkLen("gy", len(gy), w*h)
	for y := range h {
		row, below := rowAndNext(u, y, w, h)
		dx, dy := gx[y*w:][:w], gy[y*w:][:w]
		for x := range w - 1 {
			dx[x] = row[x+1] - row[x]
		}
		dx[w-1] = 0
		for x := range row {
			dy[x] = below[x] - row[x]
		}
	}
}

// Divergence stores in dst the divergence of the field (px, py), the negative
// adjoint of [Gradient]:
//
//	⟨∇ʰu, p⟩ = -⟨u, div p⟩ for every u and p.
//
// What px holds in the last column and py in the last row has no part in it. A
// nil dst is allocated; it must not be px or py.
func Divergence(dst, px, py []float64, w, h int) []float64 {
	checkSize(w, h)
	checkLen("px", len(px), w*h)
	checkLen("py", len(py), w*h)
	dst = sized.To("restore: Divergence", dst, w*h)
	for y := range h {
		d, p := dst[y*w:][:w], px[y*w:][:w]
		d[0] = 0
		for x := range w - 1 {
			d[x] += p[x]
			d[x+1] = -p[x]
		}
		if y < h-1 {
			for x, v := range py[y*w:][:w] {
				d[x] += v
			}
		}
		if y > 0 {
			for x, v := range py[(y-1)*w:][:w] {
				d[x] -= v
			}
		}
	}
	return dst
}

// Laplacian stores in dst the 5-point Laplacian of u, div ∇ʰu: for each of the
// up to four neighbours, what it has more than the pixel.
//
// A nil dst is allocated; it must not be u.
func Laplacian(dst, u []float64, w, h int) []float64 {
	checkSize(w, h)
	checkLen("u", len(u), w*h)
	dst = sized.To("restore: Laplacian", dst, w*h)
	fill(dst, 0)
	for y := range h {
		subtractLaplacianRow(dst, u, y, w, h)
	}
	for i, v := range dst {
		dst[i] = 0 - v // not -v, which makes a -0 of 0
	}
	return dst
}

// subtractLaplacianRow takes row y of the Laplacian of u off row y of dst.
func subtractLaplacianRow(dst, u []float64, y, w, h int) {
	row, below := rowAndNext(u, y, w, h)
	above, d := u[max(y-1, 0)*w:][:w], dst[y*w:][:w]
	for x, v := range row {
		d[x] -= (above[x] - v) + (below[x] - v)
	}
	for x := range w - 1 {
		flow := row[x+1] - row[x]
		d[x] -= flow
		d[x+1] += flow
	}
}

// rowAndNext returns row y of u and the one below it; for the last row itself.
func rowAndNext(u []float64, y, w, h int) (row, below []float64) {
	return u[y*w:][:w], u[min(y+1, h-1)*w:][:w]
}

// Eigenvalue returns an eigenvalue of -Laplacian on a grid of w·h samples, for
// 0 ≤ k < w and 0 ≤ l < h:
//
//	μ = 4·sin²(πk/2w) + 4·sin²(πl/2h),
//
// with the eigenvector cos(πk(x+½)/w)·cos(πl(y+½)/h). All are below 8. It panics
// when k or l lies outside its range.
func Eigenvalue(k, l, w, h int) float64 {
	if k < 0 || k >= w || l < 0 || l >= h {
		panic("restore: eigenvalue outside of the grid")
	}
	return eigenvalue1(k, w) + eigenvalue1(l, h)
}

func eigenvalue1(k, n int) float64 {
	s := math.Sin(math.Pi * float64(k) / float64(2*n))
	return 4 * s * s
}
