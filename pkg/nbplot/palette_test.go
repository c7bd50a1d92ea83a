package nbplot

import (
	"image/color"
	"math"
	"slices"
	"testing"
)

func linear(v uint8) float64 {
	c := float64(v) / 255
	if c <= 0.04045 {
		return c / 12.92
	}
	return math.Pow((c+0.055)/1.055, 2.4)
}

func linearRGB(c color.NRGBA) [3]float64 { return [3]float64{linear(c.R), linear(c.G), linear(c.B)} }

// lab is CIE L*a*b* for D65 of linear sRGB.
func lab(c [3]float64) [3]float64 {
	x := (0.4124564*c[0] + 0.3575761*c[1] + 0.1804375*c[2]) / 0.95047
	y := 0.2126729*c[0] + 0.7151522*c[1] + 0.0721750*c[2]
	z := (0.0193339*c[0] + 0.1191920*c[1] + 0.9503041*c[2]) / 1.08883
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	return [3]float64{116*f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))}
}

// visions are normal sight and the full deficiencies of Machado, Oliveira and
// Fernandes (2009), matrices on linear RGB.
var visions = map[string][9]float64{
	"normal":       {1, 0, 0, 0, 1, 0, 0, 0, 1},
	"protanopia":   {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
	"deuteranopia": {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
}

func seen(c color.NRGBA, m [9]float64) [3]float64 {
	l := linearRGB(c)
	var out [3]float64
	for i := range out {
		out[i] = math.Max(0, math.Min(1, m[3*i]*l[0]+m[3*i+1]*l[1]+m[3*i+2]*l[2]))
	}
	return out
}

func deltaE(a, b [3]float64) float64 {
	return math.Hypot(math.Hypot(a[0]-b[0], a[1]-b[1]), a[2]-b[2])
}

// worstPair is the smallest difference of two of the colours, over all visions.
func worstPair(colors []color.NRGBA) (worst float64, vision string, a, b int) {
	worst = math.Inf(1)
	for name, m := range visions {
		for i := range colors {
			for j := range i {
				if d := deltaE(lab(seen(colors[i], m)), lab(seen(colors[j], m))); d < worst {
					worst, vision, a, b = d, name, j, i
				}
			}
		}
	}
	return worst, vision, a, b
}

// What is just visible is about 2.3.
const minDeltaE = 30

func TestPaletteForColourBlindReaders(t *testing.T) {
	d, vision, a, b := worstPair(curveColors)
	t.Logf("smallest difference: %.1f, colours %d and %d under %s", d, a, b, vision)
	if d < minDeltaE {
		t.Errorf("colours %d and %d differ by %.1f under %s, want %v", a, b, d, vision, minDeltaE)
	}
	// The first four carry most figures: they differ more.
	if d, vision, a, b := worstPair(curveColors[:4]); d < 35 {
		t.Errorf("of the first four, %d and %d differ by %.1f under %s", a, b, d, vision)
	}
	// The test itself tells a bad palette: red and green of one lightness.
	if d, _, _, _ := worstPair([]color.NRGBA{{0xd6, 0x27, 0x28, 255}, {0x6b, 0x6b, 0x00, 255}}); d > minDeltaE {
		t.Errorf("a palette of red and olive passes with %.1f", d)
	}
}

func luminance(c color.NRGBA) float64 {
	l := linearRGB(c)
	return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2]
}

func TestContrastOnTheCard(t *testing.T) {
	contrast := func(c color.NRGBA) float64 { return (luminance(background) + 0.05) / (luminance(c) + 0.05) }
	for i, c := range append(slices.Clone(curveColors), curveColor(-1)) {
		if k := contrast(c); k < 3 {
			t.Errorf("colour %d has contrast %.2f, lines need 3", i, k)
		}
	}
	for _, c := range []color.NRGBA{ink, inkSoft} {
		if k := contrast(c); k < 4.5 {
			t.Errorf("text colour %v has contrast %.2f, want 4.5", c, k)
		}
	}
}

func TestCurvesDifferWithoutColour(t *testing.T) {
	seen := make(map[string]bool)
	for i := range 7 {
		var key string
		for _, d := range curveDash(i) {
			key += tenth(d) + " "
		}
		if seen[key] {
			t.Errorf("slot %d has the dashes of another", i)
		}
		seen[key] = true
	}
	for i := range 49 {
		for j := range i {
			if curveColor(i) == curveColor(j) && slices.Equal(curveDash(i), curveDash(j)) {
				t.Errorf("slots %d and %d look alike", j, i)
			}
		}
	}
}

func TestViridisGrowsInLightness(t *testing.T) {
	last := -1.0
	for k := range colorLevels {
		l := lab(linearRGB(shade(viridis, float64(k)/(colorLevels-1))))[0]
		if l <= last {
			t.Fatalf("level %d has lightness %.2f after %.2f", k, l, last)
		}
		last = l
	}
}
