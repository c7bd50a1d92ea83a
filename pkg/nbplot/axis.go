package nbplot

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// An Axis says what one direction of a figure shows.
type Axis struct {
	Label string // with its unit; Unicode signs are welcome: "η", "‖∇f‖²"
	Log   bool   // logarithmic: every value must be positive

	// Min and Max fix the range, when they differ; what lies outside is cut off.
	// Both zero: the data's range and a margin of 4 %.
	Min, Max float64

	// Names replace the numbers: Names[i] stands at i, as a Bars figure wants it.
	Names []string

	// Ticks fixes where the numbers stand; nil lets the figure choose.
	Ticks []float64
}

// A scale maps data values to pixels along one axis.
type scale struct {
	lo, hi   float64 // data range, lo < hi
	from, to float64 // pixels of lo and hi
	log      bool
}

// decades is the length of a logarithmic scale; hi/lo may overflow.
func (s scale) decades() float64 { return math.Log10(s.hi) - math.Log10(s.lo) }

func (s scale) unit(v float64) float64 {
	if s.log {
		return (math.Log10(v) - math.Log10(s.lo)) / s.decades()
	}
	return (v - s.lo) / (s.hi - s.lo)
}

// at is the pixel of v. Far outside it is held within a few screens, so that
// no canvas meets a huge coordinate.
func (s scale) at(v float64) float64 {
	u := s.unit(v)
	return s.from + math.Max(-50, math.Min(50, u))*(s.to-s.from)
}

// value is the data value at fraction u of the axis.
func (s scale) value(u float64) float64 {
	if s.log {
		return math.Pow(10, math.Log10(s.lo)+u*s.decades())
	}
	return s.lo + u*(s.hi-s.lo)
}

// extent gathers the range of data along one axis.
type extent struct {
	lo, hi float64
	some   bool
}

func (e *extent) add(v float64) {
	if !e.some {
		e.lo, e.hi, e.some = v, v, true
		return
	}
	e.lo, e.hi = math.Min(e.lo, v), math.Max(e.hi, v)
}

// makeScale decides the axis's range. tight leaves no margin, for fields.
func (a Axis) makeScale(name string, e extent, tight bool) (scale, error) {
	s := scale{log: a.Log}
	for _, v := range append([]float64{a.Min, a.Max}, a.Ticks...) {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return s, fmt.Errorf("nbplot: the %s axis has a limit or tick %v: give a finite one", name, v)
		}
	}
	switch {
	case a.Min != 0 || a.Max != 0:
		s.lo, s.hi = a.Min, a.Max
		if !(s.lo < s.hi) {
			return s, fmt.Errorf("nbplot: the %s axis runs from %v to %v: Min must be below Max", name, a.Min, a.Max)
		}
	case len(a.Names) > 0:
		s.lo, s.hi = -0.6, float64(len(a.Names))-0.4
	case !e.some:
		s.lo, s.hi = 0, 1
		if a.Log {
			s.lo = 0.1
		}
	default:
		s.lo, s.hi = e.lo, e.hi
		if a.Log && s.lo <= 0 {
			return s, fmt.Errorf("nbplot: the %s axis is logarithmic and a value is %v: only positive ones have a place on it", name, s.lo)
		}
		s.widen(tight)
	}
	if a.Log && s.lo <= 0 {
		return s, fmt.Errorf("nbplot: the %s axis is logarithmic from %v: Min must be positive", name, s.lo)
	}
	return s, nil
}

// widen adds the margin, and room around a range of no width.
func (s *scale) widen(tight bool) {
	const margin = 0.04
	if s.log {
		if s.hi/s.lo < 1+1e-12 {
			s.lo, s.hi = s.lo/2, s.hi*2
			return
		}
		if !tight {
			f := math.Pow(10, s.decades()*margin)
			s.lo, s.hi = math.Max(s.lo/f, math.SmallestNonzeroFloat64), math.Min(s.hi*f, math.MaxFloat64)
		}
		return
	}
	size := math.Max(math.Abs(s.lo), math.Abs(s.hi))
	if s.hi-s.lo <= 1e-12*size {
		d := size / 2
		if d == 0 {
			d = 1
		}
		s.lo, s.hi = s.lo-d, s.hi+d
		return
	}
	if !tight {
		d := margin * (s.hi - s.lo)
		s.lo, s.hi = s.lo-d, s.hi+d
	}
}

// A tick is one mark of an axis; a minor one has no label.
type tick struct {
	value float64
	label string
}

// ticks chooses the marks of a scale. fits tells whether labels at such
// places stand apart.
func (a Axis) ticks(s scale, fits func([]tick) bool) []tick {
	switch {
	case len(a.Names) > 0:
		var t []tick
		for i, n := range a.Names {
			t = append(t, tick{float64(i), n})
		}
		return t
	case len(a.Ticks) > 0:
		return labelled(a.Ticks, s.log)
	case s.log:
		return logTicks(s, fits)
	}
	return linearTicks(s, fits)
}

// linearTicks takes the finest step of 1, 2, 5 × 10ⁿ whose labels fit.
func linearTicks(s scale, fits func([]tick) bool) []tick {
	span := s.hi - s.lo
	power := math.Floor(math.Log10(span)) - 1
	for ; ; power++ {
		for _, m := range []float64{1, 2, 5} {
			step := m * math.Pow(10, power)
			if power < 0 {
				step = m / math.Pow(10, -power) // 0.1, not 0.1 times a rounded power
			}
			if span/step > 9.5 {
				continue
			}
			first, last := math.Ceil(s.lo/step-1e-9), math.Floor(s.hi/step+1e-9)
			var values []float64
			for k := first; k <= last; k++ {
				v := k * step
				if power < 0 {
					v = k * m / math.Pow(10, -power)
				}
				if k == 0 {
					v = 0
				}
				values = append(values, v)
			}
			if t := labelled(values, false); len(values) < 2 || fits(t) {
				return t
			}
		}
	}
}

// logTicks labels decades, every second or third where they are many, and 2
// and 5 between them where they are few.
func logTicks(s scale, fits func([]tick) bool) []tick {
	lo, hi := math.Log10(s.lo), math.Log10(s.hi)
	first, last := int(math.Ceil(lo-1e-9)), int(math.Floor(hi+1e-9))
	if last-first < 1 {
		var values []float64
		for d := first - 1; d <= last+1; d++ {
			for _, m := range []float64{1, 2, 5} {
				if v := pow10(d) * m; v >= s.lo*(1-1e-9) && v <= s.hi*(1+1e-9) {
					values = append(values, v)
				}
			}
		}
		if t := labelled(values, true); len(values) >= 2 && fits(t) {
			return t
		}
		if s.decades() < 1 {
			return linearTicks(scale{lo: s.lo, hi: s.hi, from: s.from, to: s.to, log: true}, fits)
		}
	}
	for _, stride := range []int{1, 2, 3, 4, 5, 10, 20, 30, 40, 50, 100, 200, 300, 400} {
		var values []float64
		for d := first; d <= last; d++ {
			if ((d%stride)+stride)%stride == 0 {
				values = append(values, pow10(d))
			}
		}
		if t := labelled(values, true); len(values) < 2 || fits(t) {
			return t
		}
	}
	return nil // a float64 has 632 decades: the last stride leaves one label or two
}

// pow10 is 10^d as a literal would give it.
func pow10(d int) float64 {
	v, _ := strconv.ParseFloat("1e"+strconv.Itoa(d), 64) // in range for every float64's decade
	return v
}

// minorTicks are the unlabelled marks of a logarithmic axis.
func minorTicks(s scale, major []tick) []float64 {
	if !s.log || s.decades() > 12 {
		return nil
	}
	taken := make(map[float64]bool)
	for _, t := range major {
		taken[t.value] = true
	}
	wide := s.decades() > 6
	var out []float64
	for d := int(math.Floor(math.Log10(s.lo))); d <= int(math.Ceil(math.Log10(s.hi))); d++ {
		for m := 1; m < 10; m++ {
			v := pow10(d) * float64(m)
			if (wide && m > 1) || taken[v] || v < s.lo || v > s.hi {
				continue
			}
			out = append(out, v)
		}
	}
	return out
}

// labelled writes the numbers of one axis alike: the same decimals, or powers
// of ten.
func labelled(values []float64, log bool) []tick {
	out := make([]tick, len(values))
	size, step := 0.0, math.Inf(1)
	for i, v := range values {
		size = math.Max(size, math.Abs(v))
		if i > 0 {
			step = math.Min(step, math.Abs(v-values[i-1]))
		}
		out[i].value = v
	}
	if log {
		plain := true
		for _, v := range values {
			plain = plain && v >= 0.00999 && v < 1001
		}
		for i, v := range values {
			if plain {
				out[i].label = number(strconv.FormatFloat(v, 'f', -1, 64))
			} else {
				out[i].label = Power(v)
			}
		}
		return out
	}
	if size == 0 {
		size = 1
	}
	if math.IsInf(step, 1) {
		step = size
	}
	if size >= 1e6 || size < 1e-3 {
		// One power of ten for the whole axis.
		exp := int(math.Floor(math.Log10(size)))
		decimals := max(0, exp-int(math.Floor(math.Log10(step)+1e-9)))
		for i, v := range values {
			if v == 0 {
				out[i].label = "0"
				continue
			}
			out[i].label = number(strconv.FormatFloat(v/pow10(exp), 'f', decimals, 64)) + "·10" + superscript(exp)
		}
		return out
	}
	// As many decimals as the step needs: 2.5 after 0.5, not 2.50.
	decimals := 0
	for ; decimals < 12; decimals++ {
		exact := true
		for _, v := range values {
			r, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'f', decimals, 64), 64)
			exact = exact && math.Abs(r-v) <= 1e-6*step
		}
		if exact {
			break
		}
	}
	for i, v := range values {
		out[i].label = number(strconv.FormatFloat(v, 'f', decimals, 64))
	}
	return out
}

// number writes a minus sign in place of the hyphen.
func number(s string) string { return strings.Replace(s, "-", "−", 1) }

// Power writes v as a power of ten: "10⁻³", "2·10⁵"; between 0.01 and 1000 plainly.
func Power(v float64) string {
	if v == 0 {
		return "0"
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', -1, 64), "e")
	if len(mantissa) > 5 {
		mantissa, exponent, _ = strings.Cut(strconv.FormatFloat(v, 'e', 2, 64), "e")
	}
	e, _ := strconv.Atoi(exponent)
	switch mantissa {
	case "1":
		return "10" + superscript(e)
	case "-1":
		return "−10" + superscript(e)
	}
	return number(mantissa) + "·10" + superscript(e)
}

func superscript(n int) string {
	const signs = "⁰¹²³⁴⁵⁶⁷⁸⁹"
	var b strings.Builder
	for _, r := range strconv.Itoa(n) {
		if r == '-' {
			b.WriteRune('⁻')
			continue
		}
		b.WriteRune([]rune(signs)[r-'0'])
	}
	return b.String()
}
