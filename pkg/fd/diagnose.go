package fd

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/internal/enum"
)

// Kind is what a function is like at a point, as far as its values show.
type Kind int

// The kinds. What "at a point" means is a matter of scale: see Diagnose.
const (
	Unknown Kind = iota // the values do not decide
	Smooth              // a straight line, the closer one looks
	Kink                // continuous, with another slope on each side
	Jump                // other limits from the left and from the right, or another value at the point
	Plateau             // constant around the point: a step of a staircase, a rounded result, a constant
	Noisy               // errors far above the rounding of float64, the same at all distances
)

var kindNames = []string{"unknown", "smooth", "kink", "jump", "plateau", "noisy"}

// String is the kind's name in lower case.
func (k Kind) String() string { return enum.Name(kindNames, k) }

// Diagnosis is what Diagnose finds. What does not apply to a Kind is NaN, as are the slopes of noise.
type Diagnosis struct {
	Kind       Kind
	Confidence float64 // a lower bound, at 95 %, of the share of right answers among those of this Kind (see Diagnose); 0 for Unknown
	Reason     string  // the evidence in a sentence

	Scales int     // distances, each 8 times the one before, at which the values show this Kind
	Reach  float64 // the greatest of these distances

	At, Within  float64 // Kink, Jump: where it is, give or take Within
	Left, Right float64 // Smooth, Kink: the slope on each side
	Height      float64 // Jump: from left to right; Plateau: of the first step that was met, 0 of a constant
	Tread       float64 // Plateau: f is constant at least so far from x on both sides

	Noise  float64 // standard deviation of the errors of values, from the finest distances that show one
	Random bool    // two evaluations at x differed

	Advice   Advice
	Evidence []Evidence // by distance, the finest first
	Evals    int
}

// Evidence is what the nine values at x + j·Distance/4, j = -4…4, say.
type Evidence struct {
	Distance float64
	Spread   float64 // greatest value minus least
	Rough    float64 // root of the mean square that a cubic leaves; all that follows is about this rest
	Kink     float64 // change of slope of the kink that explains the most of it
	ByKink   float64 // the share of its squares that this kink explains, 0…1
	KinkAt   float64
	Jump     float64 // height of the jump that explains the most
	ByJump   float64
	JumpAt   float64
}

// Diagnose says from values of f alone what it is like at x, and which estimator of its gradient suits
// it.
//
// It evaluates f at x and at nine points in a row on each of a ladder of distances, from 0.18·max(1,
// |x|) down to |x|·2⁻³⁸·1.4, eight times as close each time, and fits a cubic on each rung. What the
// cubic leaves tells the kinds apart by how it scales: it falls as the fourth power of the distance
// where f is smooth, as the first at a kink, not at all at a jump or where there is noise; a jump
// looks the same on each rung, noise does not; on a plateau nothing is left, and nothing changes. A
// kink or a jump beside x counts where it explains three rungs in a row and more: it is then at most
// 1/64 as far away as it can be seen. It is confirmed by looking closer at where it is, so that a
// steep but smooth passage is not taken for one. For |x| < 1 the ladder is judged twice, in units of 1
// and of |x|; where both are sure and differ, as for a kink at 0 seen from 10⁻⁹, the Kind is Unknown.
//
// A constant is a Plateau: its derivative, 0, says as little about where to go as that of a staircase.
// A function rounded to fewer digits than float64 has is one too. Noise is Noisy from some 600 units
// of rounding on; up to 100 units it is taken for rounding, and between them the Kind is Unknown.
//
// It takes 106 evaluations where |x| >= 1/2 or x = 0, eight more for each power of 8 between |x| and
// 1, and some dozens more where it looks closer. Confidence is measured, not deduced:
// docs/diagnosis.md has the functions, and the answers on those that the method had not seen. Special
// cases are:
//
//	x or f(x) is NaN or infinite: ErrNotFinite, Unknown
//	f is not finite farther away: the ladder ends below
//	f is not finite at all distances: Unknown, and Reason says on which side
//	f grows without bound toward x: Unknown
//	f is random: Noisy, if by more than its rounding; Random says that two values at x differed
func Diagnose(f func(float64) float64, x float64) (Diagnosis, error) {
	if f == nil {
		panic("fd: Diagnose: the function is nil")
	}
	return DiagnoseBatch(func(y, points []float64) {
		for i, t := range points {
			y[i] = f(t)
		}
	}, x)
}

// DiagnoseBatch is Diagnose for a function that can be evaluated at many points at once: f writes its
// values at the points to y, in any order and at any number of goroutines. All but the points of the
// closer looks come in one batch.
func DiagnoseBatch(f func(y, points []float64), x float64) (Diagnosis, error) {
	if f == nil {
		panic("fd: DiagnoseBatch: the function is nil")
	}
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return unknown("x is %g", x), fmt.Errorf("%w: a diagnosis was asked for at x = %g", ErrNotFinite, x)
	}
	p := &ladder{f: f, x: x, wide: powerOfTwo(max(1, math.Abs(x)))}
	p.small = p.wide
	if math.Abs(x) >= nothing {
		p.small = powerOfTwo(math.Abs(x))
	}
	fx, again := p.climb()
	if math.IsNaN(fx) || math.IsInf(fx, 0) {
		d := unknown("f(x) is %g", fx)
		d.Evals = p.evals
		return d, fmt.Errorf("%w: f(%v) = %g, where a diagnosis was asked for", ErrNotFinite, x, fx)
	}
	d := p.diagnose()
	d.Random = again != fx
	if off := math.Abs(again - fx); d.Kind == Plateau && d.Random || d.Kind == Smooth && !(off <= roundingTo*p.unit(p.finite())) {
		// Too little to show in the table of values, yet no function.
		d.unknown("two evaluations at x differ, by %.2g", off)
	}
	d.Confidence = confidence[d.Kind]
	d.Evidence = p.evidence()
	d.Evals = p.evals
	d.advise(p)
	return d, nil
}

// confidence is by Kind the lower end of the one-sided 95 % interval (Clopper and Pearson) for the
// share of right answers on the functions that the method had not seen when it was set; a test holds
// it to that.
var confidence = [...]float64{Unknown: 0, Smooth: 0.989, Kink: 0.981, Jump: 0.975, Plateau: 0.977, Noisy: 0.970}

func unknown(format string, a ...any) Diagnosis {
	nan := math.NaN()
	d := Diagnosis{At: nan, Within: nan, Left: nan, Right: nan, Height: nan, Tread: nan, Noise: nan}
	d.unknown(format, a...)
	return d
}

// unknown takes a verdict back; what was measured stays.
func (d *Diagnosis) unknown(format string, a ...any) {
	d.Kind, d.Scales, d.Reach = Unknown, 0, 0
	d.Reason = fmt.Sprintf(format, a...)
}
