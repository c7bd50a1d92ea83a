package filter

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/stair"
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

// Five neighbouring levels of a JPEG fit several filters, and none is named; with more of them, or steps that are wider, it
// is the right one.
func TestFromFewLevelsOfJPEG(t *testing.T) {
	blurred := func(b float64, first, last int, shares ...int64) (c [256]int64) {
		for j := first; j <= last; j++ {
			level := int(255*(float64(j)+0.5)/b + 0.5)
			for d, n := range shares {
				c[level-d] += n
				c[level+d] += n
			}
		}
		return c
	}
	for _, b := range []float64{31.14, 32.71} {
		a, err := FromJPEG(blurred(b, 18, 22, 400, 240, 60), 0, Settings{})
		if err != nil || a.Name != None || len(a.Notes) != 1 || !strings.Contains(a.Notes[0], "as well as") {
			t.Errorf("%v: %v, %q, %v", b, a, a.Notes, err)
		}
	}
	for b, last := range map[float64]int{25.3: 20, 12.3: 8} {
		a, err := FromJPEG(blurred(b, 1, last, 400, 240, 60), 0, Settings{})
		if err != nil || a.Name != "staircase" || !(a.Lo <= b && b <= a.Hi) {
			t.Errorf("%v: %v in [%v, %v], %q, %v", b, a, a.Lo, a.Hi, a.Notes, err)
		}
	}
}

// Two levels that have nearly all samples fit any distance between them, if it need not be a whole number of levels; the
// few samples of the others then say which.
func TestFromTwoFrequentLevelsOfJPEG(t *testing.T) {
	for _, b := range []float64{16.0054, 18.4608} {
		var c [256]int64
		for j := range int(b) {
			level, n := int(255*(float64(j)+0.5)/b+0.5), int64(40)
			if 100 < level && level < 120 {
				n = 10000
			}
			for d, share := range []int64{6, 2, 1} {
				c[level-d] += n * share / 10
				c[level+d] += n * share / 10
			}
		}
		if a, err := FromJPEG(c, 0, Settings{}); err != nil || a.Name == "round" || a.Name == "staircase" && !(a.Lo <= b && b <= a.Hi) {
			t.Errorf("b = %v: %+v, %v", b, a, err)
		}
	}
}

// A few levels that have most samples and stand at no equal distances: whatever fits them nearly is not named.
func TestFromUnequalLevelsOfJPEG(t *testing.T) {
	var c [256]int64
	for _, level := range []int{14, 38, 65, 92, 116} {
		c[level-1], c[level], c[level+1] = 300, 1000, 300
	}
	if a, err := FromJPEG(c, 0, Settings{}); err != nil || a.Name != None {
		t.Errorf("%v in [%v, %v], %q, %v", a, a.Lo, a.Hi, a.Notes, err)
	}
	c = [256]int64{}
	for _, level := range []int{13, 39, 65, 91, 117} { // and these do
		c[level-1], c[level], c[level+1] = 300, 1000, 300
	}
	if a, err := FromJPEG(c, 0, Settings{}); err != nil || a.Name != "staircase" || !(a.Lo < 255.0/26 && 255.0/26 < a.Hi) {
		t.Errorf("%v in [%v, %v], %q, %v", a, a.Lo, a.Hi, a.Notes, err)
	}
}

// All levels a level too dark, as a colour's rounding moves those of one hue, and their own rounding to one side beside
// (255/b is nearly 11): the interval knows of the second, and is wider if it is told of the first.
func TestDriftOfColours(t *testing.T) {
	const b = 23.1871
	var c [256]int64
	for j := 3; j < 12; j++ {
		level := int(255*(float64(j)+0.5)/b+0.5) - 1
		c[level-1], c[level], c[level+1] = 200, 1000, 200
	}
	grey, err := FromJPEG(c, 0, Settings{})
	if err != nil || grey.Name != "staircase" || !(grey.Lo < b && b < grey.Hi) || grey.N-b < 0.3 {
		t.Errorf("without drift: %v in [%v, %v], %v", grey, grey.Lo, grey.Hi, err)
	}
	a, err := FromJPEG(c, 1, Settings{})
	if more := grey.Lo - a.Lo; err != nil || a.N != grey.N || more < 0.2 || more > 0.4 || math.Abs(a.Hi-grey.Hi-more) > 0.1 {
		t.Errorf("with drift: %v in [%v, %v], %v", a, a.Lo, a.Hi, err)
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
	if a, err := FromJPEG(all, 0, Settings{}); err != nil || a.Name != None {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := FromLevels([256]int64{}, Settings{}); !errors.Is(err, stair.ErrEmpty) {
		t.Errorf("no samples: %v", err)
	}
	if _, err := FromJPEG([256]int64{}, 0, Settings{}); !errors.Is(err, stair.ErrEmpty) {
		t.Errorf("no samples of a JPEG: %v", err)
	}
	for _, drift := range []float64{-1, 256, math.NaN()} {
		if _, err := FromJPEG(all, drift, Settings{}); !errors.Is(err, stair.ErrValue) {
			t.Errorf("a drift of %v: %v", drift, err)
		}
	}
}
