package stair

import (
	"math/rand/v2"
	"testing"
)

// side of the benchmark's images.
const side = 512

// storedPair returns an 8-bit image and its image quantized at b = 12.34, with a
// share of its pixels replaced at random, as levels.
func storedPair(outliers float64) (x, y []uint8) {
	r := rand.New(rand.NewPCG(9, 1))
	x, y = make([]uint8, side*side), make([]uint8, side*side)
	for i := range x {
		x[i] = uint8(r.IntN(256))
		y[i] = stored(Quantize(levels[x[i]], 12.34))
		if r.Float64() < outliers {
			y[i] = uint8(r.IntN(256))
		}
	}
	return x, y
}

func floats(k []uint8) []float64 {
	v := make([]float64, len(k))
	for i := range k {
		v[i] = levels[k[i]]
	}
	return v
}

func BenchmarkQuantizeTo(b *testing.B) {
	x, _ := storedPair(0)
	v := floats(x)
	dst := make([]float64, len(v))
	for b.Loop() {
		QuantizeTo(dst, v, 12.34)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(v)), "ns/pixel")
}

func BenchmarkMinimize(b *testing.B) {
	for b.Loop() {
		if _, err := Minimize(0.7, 5, 30); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHistogramAdd(b *testing.B) {
	x, y := storedPair(0.35)
	var h Histogram
	for b.Loop() {
		h.Add(x, y)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(x)), "ns/pixel")
}

// BenchmarkFitLeastSquares fits a 512×512 pair from its floats on: counting the
// pairs is part of it.
func BenchmarkFitLeastSquares(b *testing.B) {
	r := rand.New(rand.NewPCG(9, 2))
	exact, _ := storedPair(0)
	any := make([]float64, side*side)
	for i := range any {
		any[i] = r.Float64()
	}
	for _, c := range []struct {
		name   string
		x, y   []float64
		lo, hi float64
	}{
		{name: "8-bit/5-30", lo: 5, hi: 30},
		{name: "8-bit/1-300", lo: 1, hi: 300},
		{name: "8-bit-replaced/5-30", lo: 5, hi: 30},
		{name: "8-bit-x/5-30", x: floats(exact), y: QuantizeTo(nil, floats(exact), 12.34), lo: 5, hi: 30},
		{name: "floats/5-30", x: any, y: QuantizeTo(nil, any, 12.34), lo: 5, hi: 30},
	} {
		if c.x == nil {
			share := 0.0
			if c.name == "8-bit-replaced/5-30" {
				share = 0.35
			}
			x, y := storedPair(share)
			c.x, c.y = floats(x), floats(y)
		}
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := FitLeastSquares(c.x, c.y, c.lo, c.hi); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkConsensus starts from the histogram, where the number of pixels no
// longer matters.
func BenchmarkConsensus(b *testing.B) {
	for _, c := range []struct {
		name   string
		share  float64
		lo, hi float64
	}{
		{"5-30", 0, 5, 30},
		{"replaced/5-30", 0.35, 5, 30},
		{"replaced/1-300", 0.35, 1, 300},
	} {
		x, y := storedPair(c.share)
		var h Histogram
		h.Add(x, y)
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				p, err := h.Pairs()
				if err != nil {
					b.Fatal(err)
				}
				if _, err := p.Consensus(Settings{Lo: c.lo, Hi: c.hi, Clipped: true}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkLoss(b *testing.B) {
	p, c := noisyCurve(b, 2, 60)
	b.Run("Pairs.Loss", func(b *testing.B) {
		for b.Loop() {
			p.Loss(12.3)
		}
	})
	b.Run("Curve.Loss", func(b *testing.B) {
		for b.Loop() {
			c.Loss(12.3)
		}
	})
	b.Run("Curve.Mean", func(b *testing.B) {
		for b.Loop() {
			c.Mean(12.3, 1)
		}
	})
}
