package filter

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// counts returns the levels of a photograph-like mixture of all x behind f.
func counts(f Filter) (c [256]int64) {
	for k := range 256 {
		c[uint8(f.Store(f.Value(float64(k)/255, 255), 255))] += int64(100 + k)
	}
	return c
}

// From all levels of a filter its number comes back, and its interval holds b.
func TestFromLevels(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 1))
	for range 60 {
		b := 3 + 40*rng.Float64()
		a, err := FromLevels(counts(Filter{Family: staircase, N: b}), Settings{})
		if err != nil {
			t.Fatal(err)
		}
		held := a.Lo <= b && b <= a.Hi
		for _, o := range a.Others {
			held = held || o.Lo <= b && b <= o.Hi
		}
		if a.Name != "staircase" || !held || a.Unused != 0 {
			t.Errorf("b = %v: %+v", b, a)
		}
	}
	for _, family := range []*Family{round, floor, stretch, bits} {
		for _, cut := range []bool{false, true} {
			for _, n := range []float64{4, 8, 16} {
				f := Filter{Family: family, N: n, Cut: cut && !family.Stored}
				a, err := FromLevels(counts(f), Settings{})
				if err != nil {
					t.Fatal(err)
				}
				held := a.Name != None && a.levels() == f.levels()
				for _, o := range a.Others {
					held = held || o.levels() == f.levels()
				}
				if !held {
					t.Errorf("%v: %v, %q, others %v", f, a.Filter, a.Notes, a.Others)
				}
			}
		}
	}
}

// Five neighbouring levels of a JPEG fit several filters, and none is named; with more of them it is the right one.
func TestFromFewLevelsOfJPEG(t *testing.T) {
	blurred := func(b float64, first, last int) (c [256]int64) {
		for j := first; j <= last; j++ {
			level := int(255*(float64(j)+0.5)/b + 0.5)
			for d, n := range []int64{400, 240, 60} {
				c[level-d] += n
				c[level+d] += n
			}
		}
		return c
	}
	a, err := FromJPEG(blurred(29.35, 18, 22), Settings{})
	if err != nil || a.Name != None || len(a.Notes) != 1 || !strings.Contains(a.Notes[0], "as well as") {
		t.Errorf("%+v, %v", a, err)
	}
	a, err = FromJPEG(blurred(25.3, 1, 20), Settings{})
	if err != nil || a.Name != "staircase" || !(a.Lo <= 25.3 && 25.3 <= a.Hi) {
		t.Errorf("%+v, %v", a, err)
	}
}

// Levels of no formula are none, and so are those of a photograph.
func TestFromOtherLevels(t *testing.T) {
	var own, all [256]int64
	for _, k := range []int{3, 17, 20, 90, 95, 96, 200, 251} {
		own[k] = 100
	}
	for k := range all {
		all[k] = 10
	}
	for _, c := range [][256]int64{own, all} {
		if a, err := FromLevels(c, Settings{}); err != nil || a.Name != None || len(a.Notes) == 0 {
			t.Errorf("%+v, %v", a, err)
		}
	}
	if a, err := FromJPEG(all, Settings{}); err != nil || a.Name != None {
		t.Errorf("%+v, %v", a, err)
	}
	for _, find := range []func([256]int64, Settings) (Alone, error){FromLevels, FromJPEG} {
		if _, err := find([256]int64{}, Settings{}); err == nil {
			t.Error("no error for no samples")
		}
	}
}
