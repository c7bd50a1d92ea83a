package nbplot

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"
)

func drawPoints(t *rapid.T, n int) []vg.Point {
	var out []vg.Point
	for range rapid.IntRange(2, n).Draw(t, "n") {
		out = append(out, pt(rapid.Float64Range(-300, 900).Draw(t, "x"), rapid.Float64Range(-300, 900).Draw(t, "y")))
	}
	return out
}

var window = box{0, 0, 600, 400}

func TestClippedLinesAreInside(t *testing.T) {
	wide := box{-0.6, -0.6, 600.6, 400.6}
	rapid.Check(t, func(t *rapid.T) {
		p := drawPoints(t, 30)
		inside := 0
		for _, piece := range clipLine(p, window) {
			for _, q := range piece {
				if !wide.contains(q) {
					t.Fatalf("%v is outside", q)
				}
			}
			inside += len(piece)
		}
		for _, q := range p {
			if window.contains(q) && inside == 0 {
				t.Fatalf("the visible point %v is lost", q)
			}
		}
	})
}

func TestClippedPolygonsAreInside(t *testing.T) {
	wide := box{-1e-6, -1e-6, 600 + 1e-6, 400 + 1e-6}
	rapid.Check(t, func(t *rapid.T) {
		for _, q := range clipPolygon(drawPoints(t, 12), window) {
			if !wide.contains(q) {
				t.Fatalf("%v is outside", q)
			}
		}
	})
}

func TestClipPolygonArea(t *testing.T) {
	area := func(p []vg.Point) (a float64) {
		for i, q := range p {
			r := p[(i+1)%len(p)]
			a += float64(q.X*r.Y-r.X*q.Y) / 2
		}
		return math.Abs(a)
	}
	for _, c := range []struct {
		p    []vg.Point
		want float64
	}{
		{[]vg.Point{pt(-100, -100), pt(100, -100), pt(100, 100), pt(-100, 100)}, 100 * 100},
		{[]vg.Point{pt(-1e4, -1e4), pt(1e4, -1e4), pt(1e4, 1e4), pt(-1e4, 1e4)}, 600 * 400},
		{[]vg.Point{pt(700, 0), pt(800, 0), pt(800, 100)}, 0},
	} {
		if got := area(clipPolygon(c.p, window)); math.Abs(got-c.want) > 1e-6 {
			t.Errorf("area %v, want %v", got, c.want)
		}
	}
}

// What simplify leaves out lies within a fifth of a pixel of what it keeps.
func TestSimplifyIsFaithful(t *testing.T) {
	var p []vg.Point
	for i := range 2000 {
		x := float64(i) / 4
		p = append(p, pt(x, 200+150*math.Sin(x/30)+20*math.Sin(x/3)))
	}
	s := simplify(p)
	if len(s) >= len(p)/2 {
		t.Errorf("%d of %d points are left", len(s), len(p))
	}
	if s[0] != p[0] || s[len(s)-1] != p[len(p)-1] {
		t.Error("an end is lost")
	}
	for _, q := range p {
		near := math.Inf(1)
		for i := 1; i < len(s); i++ {
			near = math.Min(near, distance(q, s[i-1], s[i]))
		}
		if near > 0.2 {
			t.Fatalf("%v lies %.2f pixels off", q, near)
		}
	}
}

// A sawtooth keeps its extremes, however many teeth fall into a pixel.
func TestSimplifyKeepsExtremes(t *testing.T) {
	var p []vg.Point
	for i := range 100_000 {
		p = append(p, pt(float64(i)/200, float64(i%97)))
	}
	p[54_321].Y = -500
	lo := math.Inf(1)
	for _, q := range simplify(p) {
		lo = math.Min(lo, float64(q.Y))
	}
	if lo != -500 {
		t.Errorf("the spike is lost: %v", lo)
	}
}

func TestStepsHaveNoVerticalStroke(t *testing.T) {
	r := record(t, figureOf(Figure{}, Steps("s", []float64{0, 1, 2, 3}, []float64{1, 3, 2}).Ends()))
	pieces := 0
	for _, l := range r.lines {
		if len(l) != 6 {
			continue
		}
		for k := 0; k < 6; k += 2 {
			pieces++
			if l[k].Type != vg.MoveComp || l[k+1].Type != vg.LineComp || l[k].Pos.Y != l[k+1].Pos.Y {
				t.Errorf("piece %d runs from %v to %v", k/2, l[k].Pos, l[k+1].Pos)
			}
		}
		break
	}
	if pieces != 3 {
		t.Errorf("%d pieces, want 3", pieces)
	}
	if r.dotsN != 3+2*3 {
		t.Errorf("%d discs, want 3 filled and 3 open circles of two", r.dotsN)
	}
}

func TestSpread(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var notes []sideNote
		at := 0.0
		for range rapid.IntRange(1, 12).Draw(t, "n") {
			at += rapid.Float64Range(0, 40).Draw(t, "step")
			notes = append(notes, sideNote{at: at})
		}
		checkSpread(t, notes)
	})
}

// Two notes at one place by the edge: their block stays inside.
func TestSpreadAtTheEdge(t *testing.T) { checkSpread(t, []sideNote{{at: 1}, {at: 2}}) }

func checkSpread(t rapid.TB, notes []sideNote) {
	t.Helper()
	spread(notes, 15, 0, 500)
	for i, n := range notes {
		if n.place < -1e-9 || n.place > 500+1e-9 {
			t.Fatalf("note %d stands at %v", i, n.place)
		}
		if i > 0 && n.place-notes[i-1].place < 15-1e-9 {
			t.Fatalf("notes %d and %d touch: %v, %v", i-1, i, notes[i-1].place, n.place)
		}
	}
}
