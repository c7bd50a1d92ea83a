package nbplot

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func labels(ticks []tick) string {
	var s []string
	for _, t := range ticks {
		s = append(s, t.label)
	}
	return strings.Join(s, " ")
}

func TestTickLabels(t *testing.T) {
	for _, c := range []struct {
		axis   Axis
		lo, hi float64
		want   string
	}{
		{Axis{}, 0, 1, "0.0 0.2 0.4 0.6 0.8 1.0"},
		{Axis{}, 0, 5, "0 1 2 3 4 5"},
		{Axis{}, -3, 3, "−3 −2 −1 0 1 2 3"},
		{Axis{}, 0, 1000, "0 200 400 600 800 1000"},
		{Axis{}, 0, 3e7, "0 0.5·10⁷ 1.0·10⁷ 1.5·10⁷ 2.0·10⁷ 2.5·10⁷ 3.0·10⁷"},
		{Axis{}, 0, 5e-5, "0 1·10⁻⁵ 2·10⁻⁵ 3·10⁻⁵ 4·10⁻⁵ 5·10⁻⁵"},
		{Axis{}, 1000.1, 1000.4, "1000.10 1000.15 1000.20 1000.25 1000.30 1000.35 1000.40"},
		{Axis{Log: true}, 1, 1000, "1 10 100 1000"},
		{Axis{Log: true}, 1e-5, 1, "10⁻⁵ 10⁻⁴ 10⁻³ 10⁻² 10⁻¹ 10⁰"},
		{Axis{Log: true}, 1e-16, 1, "10⁻¹⁶ 10⁻¹⁴ 10⁻¹² 10⁻¹⁰ 10⁻⁸ 10⁻⁶ 10⁻⁴ 10⁻² 10⁰"},
		{Axis{Log: true}, 1.5, 30, "2 5 10 20"},
		{Axis{Log: true}, 3, 7, "3.0 3.5 4.0 4.5 5.0 5.5 6.0 6.5 7.0"},
		{Axis{Log: true}, 1e-300, 1e300, "10⁻³⁰⁰ 10⁻²⁰⁰ 10⁻¹⁰⁰ 10⁰ 10¹⁰⁰ 10²⁰⁰ 10³⁰⁰"},
		{Axis{Ticks: []float64{1, 2.5}}, 0, 3, "1.0 2.5"},
		{Axis{Names: []string{"a", "b"}}, 0, 1, "a b"},
	} {
		s := scale{lo: c.lo, hi: c.hi, from: 60, to: 480, log: c.axis.Log}
		got := labels(c.axis.ticks(s, func(t []tick) bool { return apartX(s, t) }))
		if got != c.want {
			t.Errorf("ticks of %v to %v, %+v: %s, want %s", c.lo, c.hi, c.axis, got, c.want)
		}
	}
}

// On every axis the ticks ascend, lie within it, are labelled apart, and there
// are at least two.
func TestTicksProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log := rapid.Bool().Draw(t, "log")
		var lo, hi float64
		if log {
			lo = math.Pow(10, rapid.Float64Range(-30, 30).Draw(t, "lo"))
			hi = lo * math.Pow(10, rapid.Float64Range(0.05, 40).Draw(t, "decades"))
		} else {
			lo = rapid.Float64Range(-1e9, 1e9).Draw(t, "lo")
			hi = lo + math.Max(1e-6*math.Abs(lo), math.Pow(10, rapid.Float64Range(-6, 10).Draw(t, "span")))
		}
		checkTicks(t, lo, hi, rapid.Float64Range(120, 900).Draw(t, "pixels"), log)
	})
}

// A short axis far from 0, and one of less than two decades: wide labels, of which two
// fit nevertheless.
func TestTwoTicksFit(t *testing.T) {
	checkTicks(t, -1.6777216875e7, -1.6777216875e7+1.6777216875e1, 300.5, false)
	lo := math.Pow(10, -16.875)
	checkTicks(t, lo, lo*math.Pow(10, 1.75), 300.5, true)
}

func checkTicks(t rapid.TB, lo, hi, pixels float64, log bool) {
	t.Helper()
	s := scale{lo: lo, hi: hi, from: 0, to: pixels, log: log}
	ticks := Axis{Log: log}.ticks(s, func(t []tick) bool { return apartX(s, t) })
	if len(ticks) == 0 || (s.to > 300 && len(ticks) < 2) {
		t.Fatalf("%d ticks on %v pixels", len(ticks), s.to)
	}
	if !apartX(s, ticks) && len(ticks) > 1 {
		t.Fatalf("labels %q touch", labels(ticks))
	}
	slack := 1e-6 * (s.to - s.from)
	for i, k := range ticks {
		if at := s.at(k.value); at < s.from-slack || at > s.to+slack {
			t.Fatalf("tick %v outside of %v to %v", k.value, lo, hi)
		}
		if i > 0 && (k.value <= ticks[i-1].value || k.label == ticks[i-1].label) {
			t.Fatalf("ticks %q", labels(ticks))
		}
	}
}

// Labels of which no two fit, while the next step has no mark in the axis: one stays.
func TestOneTickIsLeft(t *testing.T) {
	lo := math.Pow(10, -16.453125)
	s := scale{lo: lo, hi: lo * math.Pow(10, 0.05), to: 120, log: true}
	ticks := Axis{Log: true}.ticks(s, func(t []tick) bool { return apartX(s, t) })
	if len(ticks) != 1 || ticks[0].value < s.lo || ticks[0].value > s.hi {
		t.Errorf("ticks %v", ticks)
	}
}

func TestMinorTicks(t *testing.T) {
	s := scale{lo: 1, hi: 100, to: 400, log: true}
	got := minorTicks(s, labelled([]float64{1, 10, 100}, true))
	if len(got) != 16 || got[0] != 2 || got[15] != 90 {
		t.Errorf("minor ticks %v", got)
	}
	if minorTicks(scale{lo: 1, hi: 2}, nil) != nil {
		t.Error("minor ticks on a linear axis")
	}
}

func TestScale(t *testing.T) {
	for _, s := range []scale{
		{lo: -2, hi: 6, from: 100, to: 500},
		{lo: 1e-8, hi: 100, from: 300, to: 20, log: true},
	} {
		for _, u := range []float64{0, 0.25, 0.5, 1} {
			if got := s.at(s.value(u)); math.Abs(got-(s.from+u*(s.to-s.from))) > 1e-9 {
				t.Errorf("%+v: fraction %v is at %v", s, u, got)
			}
		}
		if at := s.at(1e300); math.Abs(at) > 51*500 {
			t.Errorf("%+v: a far value is at %v", s, at)
		}
	}
}

func TestRangeOfConstantData(t *testing.T) {
	for _, v := range []float64{0, 5, -1e-9, 1e12} {
		s, err := Axis{}.makeScale("x", extent{v, v, true}, false)
		if err != nil || !(s.lo < v && v < s.hi) {
			t.Errorf("constant %v: range %v to %v, %v", v, s.lo, s.hi, err)
		}
	}
	if s, err := (Axis{Log: true}).makeScale("x", extent{3, 3, true}, false); err != nil || s.lo != 1.5 || s.hi != 6 {
		t.Errorf("constant 3 on a logarithmic axis: %v to %v, %v", s.lo, s.hi, err)
	}
}

func TestPower(t *testing.T) {
	for v, want := range map[float64]string{1: "10⁰", 1000: "10³", 2e-5: "2·10⁻⁵", -1e4: "−10⁴", -3.5e10: "−3.5·10¹⁰", 0: "0", 1.23456e7: "1.23·10⁷"} {
		if got := Power(v); got != want {
			t.Errorf("Power(%v) = %s, want %s", v, got, want)
		}
	}
}
