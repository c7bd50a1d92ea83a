package filter

import (
	"math"

	"github.com/gradstep/gradstep/pkg/stair"
)

const (
	mostBlocks = 2048 // looked at, evenly spread

	// encoderError is by how much encoders differ from the exact transform, in levels.
	encoderError = 0.15
	// least bounds the likelihood of a block from below: it may be painted over.
	least = -60.0
)

// block is one block of a coded pair.
type block struct {
	luma  [64]uint8
	x     [3][64]uint8
	coded [64]float64 // whole numbers of steps
}

// simulation makes of a filter what the file would store, block by block.
type simulation struct {
	blocks   []block
	channels int
	steps    [64]float64
}

// newSimulation takes blocks evenly from a coded pair. The file's whole numbers come
// back from the decoded samples by transforming them again; blocks that were clipped
// are left out, since theirs do not.
func newSimulation(c Coded) (*simulation, error) {
	s := &simulation{channels: len(c.X), steps: c.Steps}
	w, h := c.W/8, c.H/8
	skip := max(1, w*h/mostBlocks)
	for i := 0; i < w*h; i += skip {
		bx, by := i%w, i/w
		var b block
		var v [64]float64
		clipped := false
		for k := range v {
			x, y := 8*bx+k%8, 8*by+k/8
			l := c.Luma[y*c.Stride+x]
			b.luma[k] = l
			clipped = clipped || l == 0 || l == stair.MaxLevel
			v[k] = float64(l) - 128
			for p, plane := range c.X {
				b.x[p][k] = plane[y*c.W+x]
			}
		}
		if clipped {
			continue
		}
		dct(&v)
		for k := range v {
			b.coded[k] = math.Floor(v[k]/s.steps[k] + 0.5)
		}
		s.blocks = append(s.blocks, b)
	}
	if len(s.blocks) == 0 {
		return nil, ErrCoded
	}
	return s, nil
}

// likelihood returns the logarithm of the likelihood that the encoder made the file's
// numbers of the samples that a table of the filter makes, over every skip-th block, and how
// many of them it explains. The encoder rounds r, a frequency in steps, to c if
// |r - c| < ½, up to a normal error of its arithmetic.
func (s *simulation) likelihood(table *[256]uint8, skip int) (sum float64, explained int) {
	var v [64]float64
	for i := 0; i < len(s.blocks); i += skip {
		b := &s.blocks[i]
		for k := range v {
			v[k] = float64(s.brightness(b, k, table)) - 128
		}
		dct(&v)
		log, whole := 0.0, true
		for k := range v {
			step := s.steps[k]
			margin := (0.5 - math.Abs(v[k]/step-b.coded[k])) * step // in levels
			whole = whole && margin > -1
			if margin < 4*encoderError {
				log += logNormal(margin / encoderError)
			}
		}
		if whole {
			explained++
		}
		sum += max(log, least)
	}
	return sum, explained
}

// brightness is that of pixel k of a block, by BT.601 in 16 bits, as encoders have it.
func (s *simulation) brightness(b *block, k int, table *[256]uint8) int {
	if s.channels == 1 {
		return int(table[b.x[0][k]])
	}
	return (19595*int(table[b.x[0][k]]) + 38470*int(table[b.x[1][k]]) + 7471*int(table[b.x[2][k]]) + 1<<15) >> 16
}

// logNormal is the logarithm of the normal distribution function, continued by a gentle
// fall below -4.
func logNormal(z float64) float64 {
	if z < -4 {
		return -10.36 - min(8, math.Log1p(-4-z))
	}
	return math.Log(0.5 * math.Erfc(-z/math.Sqrt2))
}

// table returns what f stores of each level.
func (f Filter) table() (t [256]uint8) {
	for k := range t {
		t[k] = uint8(f.Store(f.Value(float64(k)/stair.MaxLevel, stair.MaxLevel), stair.MaxLevel))
	}
	return t
}
