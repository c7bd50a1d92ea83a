package nbplot

import (
	"math"
	"strconv"
)

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

// linearTicks takes the finest step of 1, 2, 5 × 10ⁿ whose labels fit. Where that leaves
// one mark or none, it takes some of the step before, or one of them.
func linearTicks(s scale, fits func([]tick) bool) []tick {
	span := s.hi - s.lo
	power := math.Floor(math.Log10(span)) - 1
	var finer []tick
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
			t := labelled(values, false)
			if len(t) >= 2 && !fits(t) {
				finer = t
				continue
			}
			if len(t) < 2 && finer != nil {
				if some := thinned(finer, fits); some != nil {
					return some
				}
				if len(t) == 0 {
					return finer[len(finer)/2:][:1]
				}
			}
			return t
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
		t := labelled(values, true)
		if len(values) >= 2 && fits(t) {
			return t
		}
		if s.decades() < 1 {
			return linearTicks(scale{lo: s.lo, hi: s.hi, from: s.from, to: s.to, log: true}, fits)
		}
		if some := thinned(t, fits); some != nil {
			return some
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

// thinned takes every second mark, or every third, and so on, until the labels fit; nil
// when no two do.
func thinned(t []tick, fits func([]tick) bool) []tick {
	for stride := 2; stride < len(t); stride++ {
		var some []tick
		for i := 0; i < len(t); i += stride {
			some = append(some, t[i])
		}
		if fits(some) {
			return some
		}
	}
	return nil
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
