package figures

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/lesson"
)

// The samples that a page has are those that lesson 09 takes from the photograph.
func TestPixelsAreThePhotographs(t *testing.T) {
	photo := lesson.Photo("astronaut")
	grey, w := photo.Grey().Planes[0], photo.W
	mean, square, n := 0.0, 0.0, float64(len(grey))
	for _, v := range grey {
		mean, square = mean+v/n, square+v*v/n
	}
	spread := math.Sqrt(square - mean*mean)
	rows := pixels().rows
	if len(rows) != 1024 {
		t.Fatalf("%d samples, want 1024", len(rows))
	}
	for i, row := range rows {
		at := (8+16*(i/32))*w + 8 + 16*(i%32)
		for k, j := range []int{at - 8, at - 8*w, at} {
			if want := (grey[j] - mean) / spread; math.Abs(row[k]-want) > 6e-4 {
				t.Fatalf("sample %d, column %d: %g, want %.4f", i, k, row[k], want)
			}
		}
	}
}

// The race ends a run that explodes, and at a rate that is safe for the whole set alone the
// whole set arrives.
func TestBatchesDiverge(t *testing.T) {
	p := pixels()
	if run := p.descend(1024, 1, 40*1024, 1); run.diverged || run.excess[len(run.excess)-1] > 1e-6 {
		t.Errorf("batch at η = 1: diverged %v, %g left", run.diverged, run.excess[len(run.excess)-1])
	}
	for _, c := range []struct {
		b    int
		rate float64
	}{{1, 0.997}, {1, 1.25}, {1024, 1.25}} {
		if run := p.descend(c.b, c.rate, 400*1024, 1); !run.diverged {
			t.Errorf("b = %d at η = %g does not diverge", c.b, c.rate)
		}
	}
}
