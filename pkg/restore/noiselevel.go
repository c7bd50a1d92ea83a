package restore

import (
	"math"
	"slices"
)

// NoiseLevel estimates the standard deviation of normal noise that is independent from pixel to
// pixel, from the image alone, before black and white cut it off.
//
// In blocks of 8×8 pixels each of the 63 cosine coefficients but the mean has this noise, and more
// where there is a picture. A first estimate is a low one of their 63 medians over the blocks. Then the
// blocks that are rougher than 99 of 100 with noise of this level alone would be are left out, the
// coefficients' root mean squares over the rest are put in order, and the mean of as many of the lowest
// as are spread evenly about it, as chance would, is the next estimate, until it stays. Where f lies
// between 0 and 1 and reaches an end, each block is divided by what clipping leaves of the noise at its
// brightness.
//
// An image that is texture all over makes the estimate too high, noise that was smoothed makes it too
// low. Blocks of one value are left out, as long as they are not the most: then the result is 0. An image
// smaller than 32×32 has too few blocks, and the median over squares of 2×2 pixels takes their place,
// |a - b - c + d|/2; with a side of 1 it has none, and gives NaN, as does a sample NaN.
//
// Source: X. Liu, M. Tanaka and M. Okutomi, Single-image noise level estimation for blind denoising,
// IEEE Trans. Image Process. 22 (2013), for the choice of blocks; G. Chen, F. Zhu and P. Heng, An efficient
// statistical method for image noise level estimation, ICCV 2015, for that of the lowest; D. Donoho and
// I. Johnstone, Ideal spatial adaptation by wavelet shrinkage, Biometrika 81 (1994), for medians.
func NoiseLevel(f []float64, w, h int) float64 {
	checkSize(w, h)
	checkLen("f", len(f), w*h)
	for _, v := range f {
		if math.IsNaN(v) {
			return math.NaN()
		}
	}
	if w < 32 || h < 32 {
		return squareLevel(f, w, h)
	}
	b := cutBlocks(f, w, h)
	if b.flat > len(b.rough) {
		return 0
	}
	sigma := b.first()
	for range 8 { // four or five are usual
		if b.clipped {
			b.unclip(sigma)
		}
		next := b.next(sigma)
		if next == 0 || math.Abs(next-sigma) < 1e-3*sigma {
			break
		}
		sigma = next
	}
	return sigma
}

// quartile is the median of |z| for a normal z.
const quartile = 0.674489750196082

const (
	blockSide  = 8
	blockCount = blockSide*blockSide - 1 // coefficients but the mean
	mostBlocks = 1 << 12
)

// blocks are those of an image, a row of coefficients each.
type blocks struct {
	clipped bool
	flat    int       // blocks of one value, which are left out
	mean    []float64 // brightness of each block
	coef    []float64 // 63 of each block
	rough   []float64 // sum of the coefficients' squares
	scale   []float64 // what clipping leaves of the noise; 1 where nothing is clipped
}

// cutBlocks takes overlapping blocks, every fourth pixel, and fewer of a large image.
func cutBlocks(f []float64, w, h int) *blocks {
	step := blockSide / 2
	for ((w-blockSide)/step+1)*((h-blockSide)/step+1) > mostBlocks {
		step++
	}
	n := ((w-blockSide)/step + 1) * ((h-blockSide)/step + 1)
	b := &blocks{clipped: clippedData(f), mean: make([]float64, 0, n), rough: make([]float64, 0, n), coef: make([]float64, 0, blockCount*n)}
	var cosines [blockSide][blockSide]float64
	for k := range blockSide {
		for x := range blockSide {
			cosines[k][x] = math.Cos(math.Pi*float64(k)*(float64(x)+0.5)/blockSide) / 2
			if k == 0 {
				cosines[k][x] /= math.Sqrt2
			}
		}
	}
	for y := 0; y+blockSide <= h; y += step {
		for x := 0; x+blockSide <= w; x += step {
			var half, full [blockSide][blockSide]float64
			flat := true
			for j := range blockSide {
				row := f[(y+j)*w+x:][:blockSide]
				for k := range blockSide {
					for i, v := range row {
						half[k][j] += cosines[k][i] * v
						flat = flat && v == f[y*w+x]
					}
				}
			}
			if flat {
				b.flat++
				continue
			}
			rough := 0.0
			for k := range blockSide {
				for l := range blockSide {
					for j, v := range half[k] {
						full[k][l] += cosines[l][j] * v
					}
					if k+l > 0 {
						b.coef = append(b.coef, full[k][l])
						rough += full[k][l] * full[k][l]
					}
				}
			}
			b.mean = append(b.mean, full[0][0]/blockSide)
			b.rough = append(b.rough, rough)
		}
	}
	b.scale = make([]float64, len(b.rough))
	fill(b.scale, 1)
	return b
}

// unclip sets the scales for noise of sigma.
func (b *blocks) unclip(sigma float64) {
	curve := newClipping(sigma)
	for i, m := range b.mean {
		u := curve.clean(m)
		mean, square := clippedMoments(u, sigma)
		b.scale[i] = math.Sqrt(square-(mean-u)*(mean-u)) / sigma
	}
}

// first is the seventh of the medians, over a thousand blocks or so: it is a beginning.
func (b *blocks) first() float64 {
	every := 1 + len(b.rough)/1024
	levels, sizes := make([]float64, 0, blockCount), make([]float64, 0, 1024)
	for k := range blockCount {
		sizes = sizes[:0]
		for i := 0; i < len(b.rough); i += every {
			sizes = append(sizes, math.Abs(b.coef[blockCount*i+k]))
		}
		levels = append(levels, middle(sizes)/quartile)
	}
	slices.Sort(levels)
	return levels[blockCount/9]
}

// next is the estimate from the blocks that hold nothing but noise of sigma, as far as their roughness tells; 0 with
// fewer than 20.
func (b *blocks) next(sigma float64) float64 {
	const (
		most = 92.01  // the 0.99 quantile of χ² with 63 degrees of freedom
		cut  = 0.9945 // what leaving out the hundredth above it leaves of the mean square
	)
	count, squares := 0, make([]float64, blockCount)
	for i, r := range b.rough {
		weight := 1 / (b.scale[i] * b.scale[i])
		if r*weight > most*sigma*sigma {
			continue
		}
		count++
		for k, c := range b.coef[blockCount*i:][:blockCount] {
			squares[k] += c * c * weight
		}
	}
	if count < 20 {
		return 0
	}
	sum := 0.0
	for k, v := range squares {
		squares[k] = math.Sqrt(v / float64(count) / cut)
		sum += squares[k]
	}
	slices.Sort(squares)
	for n := blockCount; n > 2; n-- {
		if mean := sum / float64(n); (squares[(n-1)/2]+squares[n/2])/2 >= mean {
			return mean
		}
		sum -= squares[n-1]
	}
	return squares[0]
}

// squareLevel is the estimate from squares of 2×2 pixels side by side, the finest diagonal Haar coefficients.
func squareLevel(f []float64, w, h int) float64 {
	var d []float64
	for y := 0; y+1 < h; y += 2 {
		for x := 0; x+1 < w; x += 2 {
			i := y*w + x
			d = append(d, math.Abs(f[i]-f[i+1]-f[i+w]+f[i+w+1])/2)
		}
	}
	if len(d) == 0 {
		return math.NaN()
	}
	return middle(d) / quartile
}

// middle is the median of d, which it sorts.
func middle(d []float64) float64 {
	slices.Sort(d)
	return (d[(len(d)-1)/2] + d[len(d)/2]) / 2
}
