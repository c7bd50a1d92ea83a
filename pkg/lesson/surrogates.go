package lesson

import (
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/surrogate"
)

// Surrogates1 checks the sine applied n times, half a step back, and its slope, in
// lesson 02.
func Surrogates1(applied func(u float64, n int) (value, slope float64)) Verdict {
	return guarded(func() Verdict {
		v0, _ := applied(2.6, 0)
		v1, s1 := applied(2.6, 1)
		_, s2 := applied(2.6, 2)
		f := func(w float64) float64 { return w - math.Sin(2*math.Pi*w)/(2*math.Pi) }
		slope := func(w float64) float64 { return 1 - math.Cos(2*math.Pi*w) }
		switch {
		case near(v0, 2.6) || near(v1, f(2.6)):
			return wrong("It rounds: for u = 2.6 it begins at 2.6. Floor is half a step away; begin at u - 0.5. (1/2 between whole numbers is 0.)")
		case near(v1, 2.1-math.Sin(2.1)/(2*math.Pi)) || near(v1, 2.1-math.Sin(2*math.Pi*2.1)):
			return wrong("For u = 2.6, n = 1 the value is %.4g: it is w - sin(2πw)/(2π), with 2π inside the sine and below it.", v1)
		case near(v1, f(2.1)) && near(s1, slope(f(2.1))):
			return wrong("For u = 2.6, n = 1 the slope is %.4g: it was taken at the w after the application. Take it before w changes.", s1)
		case near(s1, slope(2.1)) && near(s2, slope(f(2.1))):
			return wrong("For u = 2.6, n = 2 the slope is %.4g, that of the last application alone. The chain rule multiplies them.", s2)
		case near(s1, slope(2.1)) && near(s2, slope(2.1)+slope(f(2.1))):
			return wrong("For u = 2.6, n = 2 the slope is %.4g, a sum. The chain rule multiplies the slopes.", s2)
		}
		var probes []probe
		for _, c := range []struct {
			u float64
			n int
		}{{2.6, 0}, {2.6, 1}, {2.6, 2}, {7, 3}, {0.35, 4}, {11.93, 3}} {
			v, s := surrogate.Sine{}.At(c.u, math.Pow(2, -float64(c.n)))
			gotV, gotS := applied(c.u, c.n)
			name := label("u = %g, n = %d", c.u, c.n)
			probes = append(probes, probe{name + ", value", gotV, v, 1e-9}, probe{name + ", slope", gotS, s, 1e-9 * (1 + s)})
		}
		return judge("Each application multiplies the slope by 1 - cos 2πw, at the w that it is given.", probes...)
	}).hinted("Surrogates1", "Keep two numbers, value and slope, and change both in a loop: for range n { … }.",
		"Begin with value = u - 0.5, slope = 1. In the loop first slope *= 1 - cos(2π·value), then value -= sin(2π·value)/(2π).")
}

// Surrogates2 checks the slope of floor under triangular noise in the appendix of lesson 02: the
// density of the noise at the distance of the jump, (1 - |n - u|/t)/t.
func Surrogates2(slope func(u, t float64) float64) Verdict {
	return guarded(func() Verdict {
		var probes []probe
		for _, c := range []struct{ u, t float64 }{
			{3, 0.5}, {3.1, 0.4}, {2.9, 0.4}, {7.25, 0.5}, {7.25, 0.2}, {0.5, 0.5}, {11.98, 0.05}, {4.45, 0.1},
		} {
			far := math.Abs(c.u - math.Round(c.u))
			want := max(0, 1-far/c.t) / c.t
			probes = append(probes, probe{label("u = %g, t = %g", c.u, c.t), slope(c.u, c.t), want, 1e-9})
		}
		return judge("Only a jump within reach counts, with the noise's density there: the slope of a noisy floor is the noise, seen from the jump.", probes...)
	})
}

// Surrogates3 checks the straight-through gradient of the loss in lesson 02, with
// floor kept forward: (2/m) Σ (y(x_i; b) - y_i)({x_i b} - ½)/b².
func Surrogates3(gradient func(x, y []float64, b float64) float64) Verdict {
	return guarded(func() Verdict {
		one := gradient([]float64{0.5}, []float64{0.4}, 5) // (0.5 - 0.4)·2·(0.5 - 0.5)/25 = 0
		two := gradient([]float64{0.3, 0.3}, []float64{0.4, 0.4}, 6)
		want := 2 * (1.5/6 - 0.4) * (0.8 - 0.5) / 36
		switch {
		case near(two, 2*(1.5/6-0.4)*-0.5/36):
			return wrong("Its slope is −1/(2b²), that of replacing floor everywhere. Keep floor forward: ({xb} − ½)/b².")
		case near(two, 2*(0.3+0.5/6-0.4)*-0.5/36) || near(two, 2*(0.3+0.5/6-0.4)*0.3/36):
			return wrong("Its value is x + 1/(2b): floor was replaced forward as well. Take stair.Quantize(x, b) for y.")
		case near(two, 2*want):
			return wrong("With two equal pixels it gives twice what one gives: divide by their number, float64(len(x)).")
		case near(two, want/2):
			return wrong("It gives half: the derivative of a square brings a factor 2.")
		case near(two, -want):
			return wrong("The sign is turned: the residual is y(x; b) minus the y that is given.")
		case near(two, 2*(1.5/6-0.4)*0.8/36):
			return wrong("It has {xb} without − ½. (Did you write 1/2? Between whole numbers that is 0.)")
		case near(two, 2*(1.5/6-0.4)*0.3/6):
			return wrong("It divides by b once; the slope has b², b*b.")
		case near(two, 2*(1.5/6-0.4)*-1.5/36):
			return wrong("Its slope is −(⌊xb⌋ + ½)/b², floor's own, with s = 0. Straight-through has s = 1: ({xb} − ½)/b².")
		}
		probes := []probe{{"one pixel 0.5 with y = 0.4, b = 5", one, 0, 1e-12}}
		rng := rand.New(rand.NewPCG(2, 9))
		for _, c := range []struct {
			pixels    int
			target, b float64
		}{{1, 12.34, 9}, {2, 12.34, 20.5}, {50, 9.7, 9.9}, {200, 17.3, 6.1}, {50, 12.34, 12.34}} {
			x := make([]float64, c.pixels)
			for i := range x {
				x[i] = rng.Float64()
			}
			y := stair.QuantizeTo(nil, x, c.target)
			_, want := surrogate.Loss(surrogate.StraightThrough{}, x, y, c.b, 0)
			name := label("%d pixels made with %g, b = %g", c.pixels, c.target, c.b)
			probes = append(probes, probe{name, gradient(x, y, c.b), want, 1e-12})
		}
		return judge("At b = b* it vanishes, and it vanishes at other places as well: a stop proves nothing.", probes...)
	}).hinted("Surrogates3", "A loop over the pixels: residual times slope, added up; then times 2 and divided by their number.",
		"In the loop: u := x[i]*b; sum += (stair.Quantize(x[i], b) - y[i]) * (u - math.Floor(u) - 0.5) / (b*b).")
}

// Surrogates4 checks the ratchet of lesson 02: from lo against 6b³·0.1·g in steps of at most 0.1, back
// to the b of the least loss. Its pairs are stored in 8 bits, so that most runs pass the target and
// only the least loss remembers it.
func Surrogates4(sweep func(g, loss func(b float64) float64, lo float64, steps int) float64) Verdict {
	return guarded(func() Verdict {
		var first []float64 // b's that were asked for, on a gradient that pushes left
		up := func(b float64) float64 { first = append(first, b); return 1 }
		flat := func(b float64) float64 { return 0 }
		if v := sweep(up, flat, 10, 3); math.IsNaN(v) {
			return unanswered()
		}
		switch {
		case len(first) == 0:
			return wrong("It never asks for the gradient g(b).")
		case math.Abs(first[0]-10) > 1e-12:
			return wrong("Its first gradient is asked at b = %.4g, and not at lo = 10.", first[0])
		case len(first) > 1 && first[1] > 10:
			return wrong("Where the gradient is positive it goes to the right: a step goes against the gradient.")
		case len(first) > 1 && math.Abs(first[1]-9.9) > 1e-9:
			return wrong("A huge positive gradient takes it from 10 to %.4g: a step is at most 0.1 long, in either direction.", first[1])
		}
		var probes []probe
		for seed, target := range []float64{12.34, 7.3, 21.6, 26.45, 9.87} {
			rng := rand.New(rand.NewPCG(2, 40+uint64(seed)))
			x, y := make([]float64, 512), make([]float64, 512)
			for i := range x {
				x[i] = rng.Float64()
				y[i] = min(1, math.Round(stair.MaxLevel*stair.Quantize(x[i], target))/stair.MaxLevel)
			}
			g := func(b float64) float64 { _, g := surrogate.Loss(surrogate.StraightThrough{}, x, y, b, 0); return g }
			loss := func(b float64) float64 { l, _ := surrogate.Loss(surrogate.Exact{}, x, y, b, 0); return l }
			probes = append(probes, probe{label("512 pixels in 8 bits, made with %g", target), sweep(g, loss, 5, 500), target, 0.05})
		}
		return judge("It sweeps the domain, and remembers where it was best.", probes...)
	}).hinted("Surrogates4", "Three lines a step: ask for the loss and keep the best b; compute the step; cut it off at ±0.1.",
		"step := min(0.1, max(-0.1, 6*b*b*b*0.1*g(b))); b -= step. If loss(b) is below the least so far, remember both.")
}
