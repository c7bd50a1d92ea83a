package filter

import (
	"math"

	"github.com/gradstep/gradstep/pkg/stair"
)

// combFit is what the mean samples of the levels say of ν.
type combFit struct {
	nu, err float64   // with its standard error
	z, y    []float64 // of the levels that were seen: where they are in distances from black, and their mean samples, 0 to 1
}

// fitComb fits ν to them.
func fitComb(counts [256]int64, nu, shift float64) combFit {
	f := combFit{nu: nu}
	for range 5 {
		var sum, weight [300]float64
		for k, n := range counts {
			j := math.Round(float64(k)/stair.MaxLevel*f.nu - shift)
			if n == 0 || j < 0 || k == stair.MaxLevel {
				continue // white is clipped
			}
			if math.Abs(float64(k)/stair.MaxLevel*f.nu-shift-j) < 0.35 {
				sum[int(j)] += float64(n) * float64(k)
				weight[int(j)] += float64(n)
			}
		}
		var most float64
		for _, w := range weight {
			most = max(most, w)
		}
		f.z, f.y = f.z[:0], f.y[:0]
		for j, w := range weight {
			if w > 0 && w >= 0.003*most {
				f.z, f.y = append(f.z, float64(j)+shift), append(f.y, sum[j]/w/stair.MaxLevel)
			}
		}
		slope, zz, rest := line(f.z, f.y) // 1/ν
		if zz == 0 || len(f.y) < 2 {
			f.err = 0.2 * f.nu
			return f
		}
		const rounding = 0.29 / stair.MaxLevel // of a stored sample, root mean square
		residual := max(rest/float64(len(f.y)-1), rounding*rounding)
		f.nu = 1 / slope
		f.err = math.Sqrt(residual/zz) * f.nu * f.nu
	}
	return f
}

// line is the least squares fit y = slope·z.
func line(z, y []float64) (slope, zz, rest float64) {
	var zy, yy float64
	for i, v := range z {
		zz, zy, yy = zz+v*v, zy+v*y[i], yy+y[i]*y[i]
	}
	if zz == 0 {
		return 0, 0, 0
	}
	return zy / zz, zz, max(0, yy-zy*zy/zz)
}

// lever is by how much ν is moved if all levels are moved by one.
func (f combFit) lever() float64 {
	var sum, zz float64
	for _, z := range f.z {
		sum, zz = sum+z, zz+z*z
	}
	return sum / zz * f.nu * f.nu / stair.MaxLevel
}

// interval is where ν may be, if the fit errs by half: from ν - half to ν + half, and beyond as far as there are ν
// whose own levels, stored rounded, would be fitted by one in between. Where 255/ν is nearly whole, rounding moves all
// levels to one side.
func (f combFit) interval(half float64) (lo, hi float64) {
	lo, hi = f.nu-half, f.nu+half
	y := make([]float64, len(f.z))
	const steps = 1000
	reach := half + 0.6*f.lever()
	for k := -steps; k <= steps; k++ {
		nu := f.nu + reach*float64(k)/steps
		if nu <= 0 {
			continue
		}
		for i, z := range f.z {
			y[i] = math.Floor(z/nu*stair.MaxLevel+0.5) / stair.MaxLevel
		}
		if slope, _, _ := line(f.z, y); math.Abs(1/slope-f.nu) <= half {
			lo, hi = min(lo, nu), max(hi, nu)
		}
	}
	return lo, hi
}

// alike returns another comb that has no more levels between the first and the last that are seen, and puts them where
// they are seen as well, to within half a sample, root mean square: that much their rounding leaves.
func alike(counts [256]int64, best comb, all []comb) (rival comb, ok bool) {
	seen := fitComb(counts, best.nu, best.shift)
	least := 0.5
	for _, c := range all {
		if c.same(best) {
			continue
		}
		sum, last := 0.0, math.Inf(-1)
		for i, y := range seen.y {
			j := math.Round(y*c.nu - c.shift)
			level := math.Floor((j+c.shift)/c.nu*stair.MaxLevel+0.5) / stair.MaxLevel
			if i > 0 && j-last > seen.z[i]-seen.z[i-1]+0.5 || j <= last {
				sum = math.Inf(1)
			}
			sum, last = sum+(y-level)*(y-level), j
		}
		if far := stair.MaxLevel * math.Sqrt(sum/float64(len(seen.y))); far < least {
			least, rival, ok = far, c, true
		}
	}
	return rival, ok
}
