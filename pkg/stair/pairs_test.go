package stair

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// counts returns how often each pair occurs.
func counts(x, y []float64) map[[2]float64]int64 {
	m := map[[2]float64]int64{}
	for i := range x {
		m[[2]float64{x[i], y[i]}]++
	}
	return m
}

// Every way to collect pairs gives the distinct pairs, sorted, with counts.
func TestPairsCount(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 1))
	const n = 20000
	draws := map[string]func() (x, y float64){
		"levels":    func() (x, y float64) { return levels[r.IntN(256)], levels[r.IntN(256)] },
		"few pairs": func() (x, y float64) { x = levels[r.IntN(256)]; return x, Quantize(x, 12.34) },
		"few x": func() (x, y float64) {
			return float64(r.IntN(2)) / 3, float64(r.IntN(3000)) / 3000
		},
		"level x":      func() (x, y float64) { return levels[r.IntN(256)], r.Float64() },
		"all distinct": func() (x, y float64) { return r.Float64(), r.NormFloat64() },
	}
	for name, draw := range draws {
		for _, size := range []int{1, 50, n} {
			x, y := make([]float64, size), make([]float64, size)
			for i := range x {
				x[i], y[i] = draw()
			}
			keepX, keepY := slices.Clone(x), slices.Clone(y)
			p, err := NewPairs(x, y)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(x, keepX) || !slices.Equal(y, keepY) {
				t.Fatalf("%s: NewPairs changed its input", name)
			}
			want := counts(x, y)
			lastX, lastY, total := -1.0, 0.0, int64(0)
			p.Each(func(x, y float64, n int64) {
				if x < lastX || x == lastX && y <= lastY {
					t.Fatalf("%s: (%v, %v) after (%v, %v)", name, x, y, lastX, lastY)
				}
				if want[[2]float64{x, y}] != n {
					t.Fatalf("%s: (%v, %v) counted %d times, want %d", name, x, y, n, want[[2]float64{x, y}])
				}
				lastX, lastY, total = x, y, total+n
			})
			if _, d := p.Distinct(); d != len(want) || int(total) != size || p.Total() != size {
				t.Errorf("%s: %d distinct of %d, want %d of %d", name, d, p.Total(), len(want), size)
			}
			if got, want := p.Loss(9.9), meanSquare(x, y, 9.9); math.Abs(got-want) > 1e-13*want {
				t.Errorf("%s: Loss = %v, want %v", name, got, want)
			}
			if got, want := p.Agree(9.9, 0.02), bruteVote(x, y, 0.02, 9.9); got != want {
				t.Errorf("%s: Agree = %v, want %v", name, got, want)
			}
		}
	}
}

func TestHistogramIsNewPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 2))
	const n = 3 * 2000
	x8, y8 := make([]uint8, n), make([]uint8, n)
	x, y := make([]float64, n), make([]float64, n)
	for i := range x {
		x8[i], y8[i] = uint8(r.IntN(256)), uint8(r.IntN(256))
		x[i], y[i] = float64(x8[i])/255, float64(y8[i])/255
	}
	var whole, parts Histogram
	whole.Add(x8[:100], y8[:100])
	whole.Add(x8[100:], y8[100:])
	for c := range 3 {
		var one Histogram
		one.AddEvery(x8, y8, c, 3)
		parts.Merge(&one)
	}
	if whole != parts {
		t.Error("three channels merged differ from all at once")
	}
	if got := counts(x, y)[[2]float64{x[7], y[7]}]; whole.Count(x8[7], y8[7]) != got {
		t.Errorf("Count = %d, want %d", whole.Count(x8[7], y8[7]), got)
	}
	p, err := whole.Pairs()
	if err != nil {
		t.Fatal(err)
	}
	q, err := NewPairs(x, y)
	if err != nil {
		t.Fatal(err)
	}
	a, errA := p.LeastSquares(Settings{})
	b, errB := q.LeastSquares(Settings{})
	if a != b || errA != nil || errB != nil {
		t.Errorf("%+v, %v; %+v, %v", a, errA, b, errB)
	}
	if _, err := new(Histogram).Pairs(); !errors.Is(err, ErrEmpty) {
		t.Errorf("empty histogram: %v", err)
	}
	mustPanic(t, "Add of different lengths", func() { whole.Add(x8, y8[1:]) })
	mustPanic(t, "AddEvery of step 0", func() { whole.AddEvery(x8, y8, 0, 0) })
}

func TestChannels(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 3))
	bs := []float64{7.1, 12.34, 21.9}
	plane := func(b float64) (x, y []float64) {
		x = make([]float64, 5000)
		for i := range x {
			x[i] = levels[r.IntN(256)]
		}
		return x, QuantizeTo(nil, x, b)
	}
	var x, y [][]float64
	for _, b := range bs {
		u, v := plane(b)
		x, y = append(x, u), append(y, v)
	}
	c, err := NewChannels(x, y)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range c {
		f, err := p.LeastSquares(Settings{})
		if err != nil || math.Abs(f.B-bs[i]) > 1e-13 {
			t.Errorf("channel %d: %+v, %v, want %v", i, f, err, bs[i])
		}
	}
	// A common b is fitted to all values together.
	whole, err := NewPairs(slices.Concat(x...), slices.Concat(y...))
	if err != nil {
		t.Fatal(err)
	}
	a, errA := c.Common().LeastSquares(Settings{})
	b, errB := whole.LeastSquares(Settings{})
	if a != b || errA != nil || errB != nil {
		t.Errorf("common: %+v, %v; want %+v, %v", a, errA, b, errB)
	}
	short := [][]float64{x[0], x[1], x[2][1:]}
	shortY := [][]float64{y[0], y[1], y[2][1:]}
	for _, bad := range []struct {
		x, y [][]float64
		want error
		says string
	}{
		{x[:1], y, ErrShape, "1 channels against 3"},
		{nil, nil, ErrEmpty, "no channels"},
		{short, y, ErrShape, "channel 2 has 4999 values"},
		{x, shortY, ErrShape, "channel 2: stair: shapes differ: 5000 values of x against 4999"},
		{[][]float64{{}}, [][]float64{{}}, ErrEmpty, "channel 0"},
		{[][]float64{{0.5}, {math.NaN()}}, [][]float64{{0.5}, {0.5}}, ErrValue, "channel 1: stair: value out of range: x[0] = NaN"},
	} {
		c, err := NewChannels(bad.x, bad.y)
		if c != nil || !errors.Is(err, bad.want) || !strings.Contains(err.Error(), bad.says) {
			t.Errorf("want %q, got %v", bad.says, err)
		}
	}
	mustPanic(t, "Common of none", func() { Channels{}.Common() })
}

// Sums in dd agree with exact rational arithmetic to 2⁻¹⁰⁰.
func TestDoubleDouble(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 4))
	var s dd
	exact := new(big.Rat)
	rat := func(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }
	for range 5000 {
		a, b := r.NormFloat64(), r.NormFloat64()*1e5
		s = s.add(twoProd(a, b).mul(b))
		exact.Add(exact, new(big.Rat).Mul(rat(a), new(big.Rat).Mul(rat(b), rat(b))))
	}
	diff := new(big.Rat).Sub(exact, new(big.Rat).Add(rat(s.hi), rat(s.lo)))
	rel, _ := diff.Quo(diff, exact).Float64()
	if math.Abs(rel) > 0x1p-90 {
		t.Errorf("relative error %v", rel)
	}
	d := dd{3, 0x1p-60}
	want, _ := new(big.Rat).Quo(exact, new(big.Rat).Add(rat(d.hi), rat(d.lo))).Float64()
	if got := s.div(d); !near(got, want, 1) {
		t.Errorf("div = %v, want %v", got, want)
	}
}
