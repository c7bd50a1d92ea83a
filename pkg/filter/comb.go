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
// at ν = b or ν = N-1. Multiples of the right ν have nearly the same, so each level costs 0.03.
// The greatest is meant, if it is 0.5 above the same with e uniform, and 0.02 above that of any
// other filter or of a ν that differs by more than 2 %: few levels fit several. From there
// b is fitted to the means of the levels by least squares, and its interval is
// 5 + 10/(n-1) standard errors, with the n levels as independent observations: the errors of
// one level are one error. Both were chosen on crops of the photographs of testdata/photos.
// The error wraps [stair.ErrEmpty] if nothing is counted.
func FromJPEG(counts [256]int64, s Settings) (Alone, error) {
	lo, hi := s.Lo, s.Hi
	if lo == 0 && hi == 0 {
		lo, hi = DefaultLo, 64 // beyond, levels are nearer to each other than compression's errors
	}
	if !(lo > 0 && lo <= hi && hi <= math.MaxUint8) {
		return Alone{}, fmt.Errorf("%w: the domain [%v, %v], want 0 < Lo <= Hi <= 255", stair.ErrValue, lo, hi)
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
	best, second := twoCombs(counts, lo, hi)
	if best.gain < 0.5 {
		return Alone{Name: None, Notes: []string{"the samples of flat places stand at no equal distances"}}, nil
	}
	shift := best.shift
	nu, err, used := fitComb(counts, best.nu, shift)
	if used < fewLevels {
		return Alone{Name: None, Used: used, Notes: []string{fmt.Sprintf("%d levels are seen in the flat places, too few to tell how far apart they are meant to be", used)}}, nil
	}
	if best.l-second.l < apart {
		return Alone{Name: None, Used: used, Notes: []string{fmt.Sprintf("the %d levels that are seen in the flat places may be %s as well as %s", used, best, second)}}, nil
	}
	a := Alone{Used: used, Notes: []string{"from the samples of flat places of a JPEG: an estimate"}}
	if shift > 0 {
		a.Name, a.Filter = staircase.Name, Filter{Family: staircase, N: nu}
		wide := 5 + 10/float64(max(1, used-1)) // few levels tell little of their own errors
		a.Lo, a.Hi = nu-wide*err, nu+wide*err
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

// twoCombs returns the likeliest one, and the likeliest that is not the same.
func twoCombs(counts [256]int64, lo, hi float64) (best, second comb) {
	var all []comb
	best.l, second.l = math.Inf(-1), math.Inf(-1)
	for nu := lo; nu <= hi; nu *= 1.001 {
		for _, shift := range []float64{0.5, 0} {
			c := comb{nu: nu, shift: shift}
			c.l, c.gain = levelLikelihood(counts, nu, shift)
			if all = append(all, c); c.l > best.l {
				best = c
			}
		}
	}
	const same = 0.02
	for _, c := range all {
		if (c.shift != best.shift || math.Abs(c.nu/best.nu-1) > same) && c.l > second.l {
			second = c
		}
	}
	return best, second
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

// fitComb fits ν to the mean samples of the levels, and returns it with its
// standard error and the number of levels.
func fitComb(counts [256]int64, nu, shift float64) (fitted, err float64, used int) {
	for range 5 {
		var sum, weight [300]float64
		for k, n := range counts {
			j := math.Round(float64(k)/stair.MaxLevel*nu - shift)
			if n == 0 || j < 0 || k == stair.MaxLevel {
				continue // white is clipped
			}
			if math.Abs(float64(k)/stair.MaxLevel*nu-shift-j) < 0.35 {
				sum[int(j)] += float64(n) * float64(k)
				weight[int(j)] += float64(n)
			}
		}
		var most float64
		for _, w := range weight {
			most = max(most, w)
		}
		var zz, zy, yy float64
		used = 0
		for j, w := range weight {
			if w < 0.003*most {
				continue
			}
			y, z := sum[j]/w/stair.MaxLevel, float64(j)+shift
			zz, zy, yy = zz+z*z, zy+z*y, yy+y*y
			used++
		}
		if zz == 0 || used < 2 {
			return nu, nu * 0.2, used
		}
		slope := zy / zz // 1/ν
		residual := max(0, yy-zy*zy/zz) / float64(used-1)
		const rounding = 0.29 / stair.MaxLevel // of a stored sample, root mean square
		residual = max(residual, rounding*rounding)
		nu = 1 / slope
		err = math.Sqrt(residual/zz) * nu * nu
	}
	return nu, err, used
}
