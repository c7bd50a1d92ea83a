package main

import (
	"fmt"
	"html"
	"math"
	"strings"

	"github.com/gradstep/gradstep/pkg/filter"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stair"
)

// Size of the drawings, and their margins.
const (
	drawW, drawH   = 1000.0, 320.0
	marginL, margB = 60.0, 40.0
)

// votesSVG draws how many samples agree with each number of the best family.
func (a answer) votesSVG(b *strings.Builder, d *filter.Data, r *report) {
	f := a.found.Best
	var numbers []float64
	name := "b"
	lo, hi := r.Domain[0], r.Domain[1]
	if f.Family.Whole {
		name = "N"
		for n := 2.0; n <= 256; n++ {
			if f.Family.Check(n) == nil {
				numbers = append(numbers, n)
			}
		}
		lo, hi = 2, 256
	} else {
		for i := range 1200 {
			numbers = append(numbers, lo*math.Pow(hi/lo, float64(i)/1199))
		}
		numbers = append(numbers, f.B)
	}
	votes := d.Votes(f.Filter, numbers, r.Tol)
	place := func(n float64) float64 {
		if hi == lo {
			return marginL
		}
		return marginL + (drawW-marginL-20)*math.Log(n/lo)/math.Log(hi/lo)
	}
	height := func(v int) float64 { return (drawH - margB - 30) * float64(v) / float64(a.Total) }
	base := drawH - margB
	fmt.Fprintf(b, "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"votes\">\n", drawW, drawH)
	for i, n := range numbers {
		fmt.Fprintf(b, "<path d=\"M%.1f %.1fV%.1f\" class=\"bar\" stroke-width=\"1.2\"/>\n", place(n), base, base-height(votes[i]))
	}
	mark := func(n float64, v int, words, class string) {
		fmt.Fprintf(b, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" class=\"%s\"/><text x=\"%.1f\" y=\"%.1f\">%s %.6g</text>\n",
			place(n), base-height(v), class, min(place(n)+7, drawW-130), max(14, base-height(v)-7), words, n)
	}
	if a.RunnerUp != nil {
		mark(a.RunnerUp.B, a.RunnerUp.Agree, "runner-up", "next")
	}
	mark(f.B, d.Votes(f.Filter, []float64{f.B}, r.Tol)[0], f.Family.Name+", "+name+" =", "best")
	fmt.Fprintf(b, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n", (marginL+drawW-20)/2, base+36, name)
	for _, n := range []float64{2, 4, 8, 16, 32, 64, 128, 256} {
		if n >= lo && n <= hi {
			fmt.Fprintf(b, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%.0f</text>\n", place(n), base+18, n)
		}
	}
	for _, share := range []int{0, 50, 100} {
		v := base - (drawH-margB-30)*float64(share)/100
		fmt.Fprintf(b, "<text x=\"%.0f\" y=\"%.1f\" text-anchor=\"end\">%d %%</text><path d=\"M%.0f %.1fH%.0f\" class=\"grid\"/>\n", marginL-6, v+4, share, marginL, v, drawW-20)
	}
	fmt.Fprintf(b, "</svg>\n<p>Samples that agree with %s, for each %s. The axis is logarithmic.</p>\n", html.EscapeString(f.Family.Name+", y = "+f.Family.Formula+a.around()), name)
}

// stepsSVG draws the pairs of levels, the darker the more of them, and what the answer allows; of 16 bits a sample
// those that are nearest to one of 256 levels together.
func stepsSVG(b *strings.Builder, d *filter.Data, allowed func(x float64) (lo, hi float64), drawn string) {
	const side = 560.0
	const top = stair.MaxLevel
	at := func(k float64) float64 { return marginL + (side-marginL-20)*k/top }
	fmt.Fprintf(b, "<svg viewBox=\"0 0 %.0f %.0f\" style=\"max-width:640px\" role=\"img\" aria-label=\"y against x\">\n", side, side)
	for _, k := range []float64{0, 64, 128, 192, top} {
		fmt.Fprintf(b, "<path d=\"M%.1f %.1fV%.1fM%.1f %.1fH%.1f\" class=\"grid\"/>\n", at(k), side-at(0), side-at(top), at(0), side-at(k), at(top))
	}
	var bands [256][256]bool
	var counts [256][256]int64
	most, last := 0.0, math.NaN()
	d.Pairs().Each(func(x, y float64, n int64) {
		k, v := picture.ToByte(x), picture.ToByte(y)
		counts[k][v] += n
		most = max(most, math.Log1p(float64(counts[k][v])))
		if x == last {
			return
		}
		last = x
		lo, hi := allowed(x)
		const rounding = 1e-9
		first, end := math.Ceil(stair.MaxLevel*lo-rounding), math.Floor(stair.MaxLevel*hi+rounding)
		if first > end { // a window of 16 bits may lie between two levels
			first = float64(picture.ToByte((lo + hi) / 2))
			end = first
		}
		for v := max(0, first); v <= min(stair.MaxLevel, end); v++ {
			bands[k][int(v)] = true
		}
	})
	cells(func(k, v int) {
		if bands[k][v] {
			fmt.Fprintf(b, "<path d=\"M%.1f %.1fh2\" class=\"allowed\" stroke-width=\"7\"/>\n", at(float64(k))-1, side-at(float64(v)))
		}
	})
	cells(func(k, v int) {
		if n := counts[k][v]; n > 0 {
			fmt.Fprintf(b, "<rect x=\"%.1f\" y=\"%.1f\" width=\"2.2\" height=\"2.2\" class=\"dot\" fill-opacity=\"%.2f\"/>\n",
				at(float64(k))-1.1, side-at(float64(v))-1.1, 0.15+0.85*math.Log1p(float64(n))/most)
		}
	})
	for _, k := range []float64{0, 64, 128, 192, top} {
		fmt.Fprintf(b, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%.0f</text><text x=\"%.0f\" y=\"%.1f\" text-anchor=\"end\">%.0f</text>\n",
			at(k), side-marginL+20, k, marginL-8, side-at(k)+4, k)
	}
	fmt.Fprintf(b, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">x, level of the original</text><text transform=\"translate(14 %.1f) rotate(-90)\" text-anchor=\"middle\">y, level of the quantized file</text>\n",
		at(127.5), side-marginL+42, side-at(127.5))
	fmt.Fprintf(b, "</svg>\n<p>Each dot is a pair of levels that occurs, the fainter the fewer samples have it. Orange bands are what %s allows: dots outside of them disagree.</p>\n", html.EscapeString(drawn))
}

// cells calls f for each pair of 8-bit levels.
func cells(f func(k, v int)) {
	for k := range 256 {
		for v := range 256 {
			f(k, v)
		}
	}
}
