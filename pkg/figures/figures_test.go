package figures_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/figures"
)

// Every figure draws wherever its sliders can stand, and the same again.
func TestEveryFigureDraws(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range figures.All() {
		if seen[f.Name] {
			t.Errorf("two figures are called %q", f.Name)
		}
		seen[f.Name] = true
		var ends [][]float64
		low, high, beyond := []float64{}, []float64{}, []float64{}
		for _, s := range f.Sliders {
			low, high, beyond = append(low, s.Min), append(high, s.Max), append(beyond, 1e300)
		}
		ends = append(ends, low, high, beyond, append([]float64{math.NaN()}, low[1:]...))
		for i, v := range ends {
			page, err := f.Paint(v)
			if err != nil || !strings.Contains(page, "<img ") {
				t.Errorf("%s at %v: %v", f.Name, v, err)
			}
			if i > 0 {
				continue // once is enough to see it
			}
			if again, _ := f.Paint(v); again != page {
				t.Errorf("%s at %v differs when it is drawn again", f.Name, v)
			}
		}
		if still, err := f.Still(); err != nil || len(still) > 400_000 {
			t.Errorf("the saved form of %s has %d bytes, %v", f.Name, len(still), err)
		}
	}
	if _, err := figures.Named("no such"); err == nil {
		t.Error("a figure that does not exist is found")
	}
}

func Example() {
	figures.Misfit().Show()
	// Output: [figure] Which b made the poster?: Three rows. In each the poster, the photograph with another number of steps, and a jagged curve of their difference against b with a dot on it. At b = 8.5 the two pictures are equal and the dot is at the bottom.
}

func ExampleNamed() {
	f, err := figures.Named("momentum")
	fmt.Println(f.Title, err)
	// Output: Momentum in the ravine, 60 steps <nil>
}

func BenchmarkPaint(b *testing.B) {
	for _, f := range figures.All() {
		b.Run(f.Name, func(b *testing.B) {
			var v []float64
			for _, s := range f.Sliders {
				v = append(v, s.Value)
			}
			for b.Loop() {
				if _, err := f.Paint(v); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
