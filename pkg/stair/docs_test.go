package stair

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/pagetest"
)

// page is the text that states and proves what this package computes.
var page = pagetest.Open("../../docs/staircase.md")

func TestPageCornerCases(t *testing.T) {
	for _, c := range []struct{ x, lo, hi float64 }{
		{0, 5, 30},
		{1.0 / 30, 5, 30},
		{0.5, 5, 30},
		{0.2, 5, 30},
		{1, 5, 30},
		{0.199999999, 5, 30},
		{0.5, 5, 6},
		{0.5, 5, 5.5},
		{0.5, 5, 5},
	} {
		m, err := Minimize(c.x, c.lo, c.hi)
		if err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprint(c.x)
		if c.x == 1.0/30 {
			name = "1/30"
		}
		b := fmt.Sprintf("%.9g", text(c.x, c.lo, c.hi))
		if v := verdict(c.x, c.lo, c.hi); v != "right" {
			b += ", " + v
		}
		attained := "no"
		if m.Attained {
			attained = "yes"
		}
		page.Says(t, fmt.Sprintf("| x = %s in [%v, %v] | %s | %.9g | %.6f | %s |", name, c.lo, c.hi, b, m.B, m.Value, attained))
	}
}

func TestPageFigures(t *testing.T) {
	// The jumps of all 8-bit x in [5, 30].
	all, differ := 0, map[[2]int]bool{}
	for k := 1; k <= 255; k++ {
		for n := 1; n <= 255; n++ {
			if 255*n > 5*k && 255*n <= 30*k {
				all++
				g := int(new(big.Int).GCD(nil, nil, big.NewInt(int64(n)), big.NewInt(int64(k))).Int64())
				differ[[2]int{n / g, k / g}] = true
			}
		}
	}
	page.Says(t, fmt.Sprintf("number %d, and only %d of them differ", all, len(differ)))
	// Clipped levels at b = 12.34.
	first := 0
	for Quantize(levels[first], 12.34) <= 1 {
		first++
	}
	page.Says(t, fmt.Sprintf("$12.5/12.34 = %.3f$, and the levels %d to 255", Quantize(1, 12.34), first))
	page.Says(t, fmt.Sprintf("$255/(511\\cdot509) = %.5f$", 255.0/(511*509)))
	if ratio := 255.0 / (511 * 509) / maxHi / sameEnd; ratio < 16 || ratio > 17 {
		t.Errorf("the least distance is %v times the threshold", ratio)
	}
	// Many b's of a constant image: see TestLeastSquaresOfConstantImageIsAmbiguous.
	page.Says(t, "$b = 5, 7, \\dots, 29$, thirteen values")
}

// The computed ends of 8-bit intervals err by less than 2⁻⁴⁹ of their size.
func TestEndsOfLevelsAreAccurate(t *testing.T) {
	worst := 0.0
	for j := range 256 {
		for n := range 31 {
			for _, sign := range []int64{-1, 1} {
				q := 2*int64(j) + sign
				if q <= 0 {
					continue
				}
				got := (float64(n) + 0.5) / (levels[j] + float64(sign)*HalfLevel)
				exact := big.NewRat(255*(2*int64(n)+1), q)
				diff := new(big.Rat).SetFloat64(got)
				diff.Sub(diff, exact).Quo(diff, exact)
				rel, _ := diff.Float64()
				worst = max(worst, math.Abs(rel))
			}
		}
	}
	if worst >= 0x1p-49 || worst == 0 {
		t.Errorf("worst relative error %v", worst)
	}
}
