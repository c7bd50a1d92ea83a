package filter

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/stair"
)

// FromJPEG estimates the filter of a quantized image that was stored as a JPEG, from the
// samples of its flat places, counts[k] times each. Compression moves them off their
// levels, by σ.
//
// Levels of the staircase are odd multiples of 1/(2b), those of the others multiples of
// 1/(N-1) or 1/N. Let π_j be the share of the samples whose nearest level is j, and p_σ(e)
// the density of their distance e from it in levels of 1/255: normal for nine tenths,
// uniform between two levels for the rest. The logarithm of the greatest likelihood, by
// sample, is
//
//	l(ν) = Σ π_j ln π_j + max over σ of mean ln p_σ(e)
//
// at ν = b or a whole ν = N-1. Multiples of the right ν have nearly the same, so each level costs 0.03.
// The greatest is meant, if it is 0.5 above the same with e uniform, and 0.02 above that of any
// other filter or of a ν that differs by more than 2 %: few levels fit several. Nor may another
// put the levels where they are seen to within half a sample, root mean square: l would decide
// by less than what their rounding moves them. From there b is fitted to the means of the
// levels by least squares, and its interval is 5 + 10/(n-1) standard errors, with the n levels
// as independent observations: the errors of one level are one error. Both were chosen on crops
// of the photographs of testdata/photos. Standard errors that allow more than 2 % of b are those
// of levels that stand elsewhere, and no b is named.
// What moves all levels of one hue together is no such error: the file stores the mean of a
// block's colours to within half a step, which moves a sample by drift levels at most, evenly,
//
//	drift = 1.772 q/16
//
// of blue, the worst, with the step q of the colours' means; 0 of a grey file. The interval is
// wider by two standard deviations of what that does to b, at each end, and by what the
// rounding of the levels does there, which is known. The error wraps
// [stair.ErrEmpty] if nothing is counted, and [stair.ErrValue] if an argument is out of range.
func FromJPEG(counts [256]int64, drift float64, s Settings) (Alone, error) {
	lo, hi := s.Lo, s.Hi
	if lo == 0 && hi == 0 {
		lo, hi = DefaultLo, 64 // beyond, levels are nearer to each other than compression's errors
	}
	if !(lo > 0 && lo <= hi && hi <= math.MaxUint8) {
		return Alone{}, fmt.Errorf("%w: the domain [%v, %v], want 0 < Lo <= Hi <= 255", stair.ErrValue, lo, hi)
	}
	if !(drift >= 0 && drift <= stair.MaxLevel) {
		return Alone{}, fmt.Errorf("%w: a drift of %v levels, want 0 to 255", stair.ErrValue, drift)
	}
	var total int64
	for level, n := range counts {
		if n < 0 || n > math.MaxInt64/256 {
			return Alone{}, fmt.Errorf("%w: the count %d of level %d", stair.ErrValue, n, level)
		}
		total += n
	}
	if total == 0 {
		return Alone{}, fmt.Errorf("%w: no samples", stair.ErrEmpty)
	}
	all := combs(counts, lo, hi)
	best, second := twoBest(all)
	if best.gain < 0.5 {
		return Alone{Name: None, Notes: []string{"the samples of flat places stand at no equal distances"}}, nil
	}
	shift := best.shift
	fit := fitComb(counts, best.nu, shift)
	nu, used := fit.nu, len(fit.z)
	if used < fewLevels {
		return Alone{Name: None, Used: used, Notes: []string{fmt.Sprintf("%d levels are seen in the flat places, too few to tell how far apart they are meant to be", used)}}, nil
	}
	if best.l-second.l < apart {
		return eitherComb(used, best, second), nil
	}
	if rival, ok := alike(counts, best, all); ok {
		return eitherComb(used, best, rival), nil
	}
	a := Alone{Used: used, Notes: []string{"from the samples of flat places of a JPEG: an estimate"}}
	if shift > 0 {
		a.Name, a.Filter = staircase.Name, Filter{Family: staircase, N: nu}
		wide := 5 + 10/float64(max(1, used-1)) // few levels tell little of their own errors
		if wide*fit.err > same*nu {
			return Alone{Name: None, Used: used, Notes: []string{fmt.Sprintf("the %d levels that are seen in the flat places are not where those of b = %.2f would be", used, nu)}}, nil
		}
		a.Lo, a.Hi = fit.interval(wide*fit.err + 2*drift/math.Sqrt(3)*fit.lever())
		return a, nil
	}
	n := math.Round(nu) + 1
	a.Name, a.Filter = round.Name, Filter{Family: round, N: n}
	a.Lo, a.Hi = n, n
	a.Notes = append(a.Notes, fmt.Sprintf("stretch has the same levels, and floor with %.0f nearly so", n-1))
	return a, nil
}

// fewLevels is the least number of levels of a JPEG that say anything: two are multiples of
// many distances.
const fewLevels = 5

// apart is by how much l must be above that of any other filter.
const apart = 0.02

// comb is levels at equal distances: ν, where the first is, l(ν), and by how much it exceeds that of distances without
// a peak.
type comb struct{ nu, shift, l, gain float64 }

func (c comb) String() string {
	if c.shift > 0 {
		return fmt.Sprintf("those of b = %.2f", c.nu)
	}
	return fmt.Sprintf("%.0f from black to white", math.Round(c.nu)+1)
}

// combs are those of the domain.
func combs(counts [256]int64, lo, hi float64) (all []comb) {
	add := func(nu, shift float64) {
		c := comb{nu: nu, shift: shift}
		c.l, c.gain = levelLikelihood(counts, nu, shift)
		all = append(all, c)
	}
	for nu := lo; nu <= hi; nu *= 1.001 {
		add(nu, 0.5)
	}
	for nu := math.Ceil(lo); nu <= hi; nu++ {
		add(nu, 0) // between whole numbers a ν would fit two levels, and be none of those that are named
	}
	return all
}

// twoBest returns the likeliest one, and the likeliest that is not the same.
func twoBest(all []comb) (best, second comb) {
	best.l, second.l = math.Inf(-1), math.Inf(-1)
	for _, c := range all {
		if c.l > best.l {
			best = c
		}
	}
	for _, c := range all {
		if !c.same(best) && c.l > second.l {
			second = c
		}
	}
	return best, second
}

// same is by which share the ν of two combs differ that are one, as far as that can be told.
const same = 0.02

func (c comb) same(as comb) bool { return c.shift == as.shift && math.Abs(c.nu/as.nu-1) <= same }

func eitherComb(used int, a, b comb) Alone {
	return Alone{Name: None, Used: used, Notes: []string{fmt.Sprintf("the %d levels that are seen in the flat places may be %s as well as %s", used, a, b)}}
}

// levelLikelihood returns l(ν) of [FromJPEG], less the cost of the levels, and by how much
// it exceeds that of distances without a peak.
func levelLikelihood(counts [256]int64, nu, shift float64) (l, gain float64) {
	var share [300]float64
	var e, n [256]float64
	total, used := 0.0, 0
	first, last := 300, 0
	for k, c := range counts {
		if c == 0 || k == stair.MaxLevel {
			continue // white is clipped
		}
		j := max(0, math.Round(float64(k)/stair.MaxLevel*nu-shift))
		e[used], n[used] = float64(k)-(j+shift)*stair.MaxLevel/nu, float64(c)
		used++
		share[int(j)] += float64(c)
		total += float64(c)
		first, last = min(first, int(j)), max(last, int(j))
	}
	if total == 0 {
		return math.Inf(-1), 0
	}
	width := stair.MaxLevel / nu
	peak := math.Inf(-1)
	for _, sigma := range []float64{0.6, 1, 1.6, 2.5} {
		if sigma > width/4 {
			continue
		}
		sum := 0.0
		for i := range used {
			z := e[i] / sigma
			sum += n[i] * math.Log(0.9*math.Exp(-z*z/2)/(sigma*math.Sqrt(2*math.Pi))+0.1/width)
		}
		peak = max(peak, sum/total)
	}
	l = peak - 0.03*float64(last-first+1)
	for _, s := range share {
		if s > 0 {
			l += s / total * math.Log(s/total)
		}
	}
	return l, peak + math.Log(width)
}
