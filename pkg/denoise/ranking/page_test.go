package ranking

import (
	"fmt"
	"math"
	"slices"

	"github.com/gradstep/gradstep/pkg/study"
)

// Page returns the tables of docs/restoration.md as Markdown, by name, from those of the study and, for the methods of
// others, of testdata/peers.
func Page(lambda, methods, deeper, others study.Table) map[string]string {
	all := study.Table{Name: methods.Name, Columns: methods.Columns, Rows: slices.Concat(methods.Rows, deeper.Rows, others.Rows)}
	return map[string]string{"lambdas": lambdas(lambda), "rank": rank(all), "signs": signs(all)}
}

// lambdas says what is lost by not knowing the clean image.
func lambdas(t study.Table) string {
	m := study.Table{Columns: []string{"method", "σ", "data", "lost, σ told", "lost, nothing told", "σ found", "steps"}}
	for _, method := range []string{"tv", "tikhonov"} {
		for stored, data := range []string{"exact", "8 bits"} {
			for _, sigma := range Sigmas {
				of := t.Where("method", method).Where("stored", stored).Where("sigma", sigma)
				best, estimate := of.Floats("best"), of.Floats("estimate")
				steps := "–"
				if method == "tv" {
					ratios := quotients(of.Floats("told_steps"), of.Floats("steps"))
					steps = fmt.Sprintf("%.1f, at most %.1f", study.Summarize(ratios).Median, slices.Max(ratios))
				}
				m.Add(map[string]string{"tv": "TV", "tikhonov": "Tikhonov"}[method], sigma, data,
					lost(best, of.Floats("told")), lost(best, of.Floats("found")),
					fmt.Sprintf("%.1f–%.1f", slices.Min(estimate), slices.Max(estimate)), steps)
			}
		}
	}
	return m.Markdown()
}

// lost is the mean of what is lost of the best, and the most.
func lost(best, reached []float64) string {
	mean, most := 0.0, math.Inf(-1)
	for i, b := range best {
		mean += (b - reached[i]) / float64(len(best))
		most = max(most, b-reached[i])
	}
	return fmt.Sprintf("%.2f, at most %.2f dB", positive(mean), positive(most))
}

// positive takes the sign off what rounds to 0.
func positive(v float64) float64 {
	if math.Abs(v) < 0.005 {
		return 0
	}
	return v
}

func quotients(a, b []float64) []float64 {
	q := make([]float64, len(a))
	for i := range a {
		q[i] = a[i] / b[i]
	}
	return q
}

// rank has the mean of each method over the photographs, the best first, and its distance from total variation at its
// best λ with the interval of a bootstrap over them.
func rank(all study.Table) string {
	head := []string{"method"}
	for _, sigma := range Sigmas {
		head = append(head, fmt.Sprintf("σ = %d", sigma), "against TV, best λ")
	}
	m := study.Table{Columns: head}
	names := all.Distinct("method")
	score := map[string]float64{}
	for _, name := range names {
		score[name] = mean(all.Where("method", name).Floats("psnr"))
	}
	slices.SortStableFunc(names, func(a, b string) int {
		if score[a] > score[b] {
			return -1
		}
		return 1
	})
	for _, name := range names {
		cells := []any{name}
		for _, sigma := range Sigmas {
			v := psnrs(all, name, sigma)
			cells = append(cells, fmt.Sprintf("%.2f dB", mean(v)))
			if name == yardstick {
				cells = append(cells, "")
				continue
			}
			cells = append(cells, difference(v, psnrs(all, yardstick, sigma)).String())
		}
		m.Add(cells...)
	}
	return m.Markdown()
}

// yardstick is the method with which the others are compared.
const yardstick = "TV, best λ"

// gap is a mean of differences over photographs, with its 95 % interval.
type gap struct {
	Mean, Lo, Hi float64
	Better       int // photographs on which the first is better
}

// difference returns how many decibels a is above b, photograph by photograph. It panics when they are not
// equally many.
func difference(a, b []float64) gap {
	if len(a) != len(b) {
		panic(fmt.Sprintf("difference: %d and %d photographs", len(a), len(b)))
	}
	d, g := make([]float64, len(a)), gap{}
	for i := range a {
		d[i] = a[i] - b[i]
		if d[i] > 0 {
			g.Better++
		}
	}
	g.Mean = mean(d)
	g.Lo, g.Hi = study.Bootstrap("ranking", len(d), func(draw func(i int) int) float64 {
		sum := 0.0
		for i := range d {
			sum += d[draw(i)]
		}
		return sum / float64(len(d))
	})
	return g
}

// String is the mean with the interval.
func (g gap) String() string { return fmt.Sprintf("%+.2f (%+.2f to %+.2f)", g.Mean, g.Lo, g.Hi) }

// signs has the difference between the networks and total variation at its best λ, photograph by photograph.
func signs(all study.Table) string {
	head := []string{"photograph"}
	pairs := [][2]string{{"network of 5", yardstick}, {"network of 17", "network of 5"}}
	for _, p := range pairs {
		for _, sigma := range Sigmas {
			head = append(head, fmt.Sprintf("%s − %s, σ = %d", p[0], p[1], sigma))
		}
	}
	m := study.Table{Columns: head}
	for _, photo := range all.Distinct("photograph") {
		cells := []any{photo}
		for _, p := range pairs {
			for _, sigma := range Sigmas {
				of := all.Where("photograph", photo)
				cells = append(cells, fmt.Sprintf("%+.2f", psnrs(of, p[0], sigma)[0]-psnrs(of, p[1], sigma)[0]))
			}
		}
		m.Add(cells...)
	}
	return m.Markdown()
}

// psnrs are those of a method for one noise, in the order of the photographs.
func psnrs(t study.Table, method string, sigma int) []float64 {
	return t.Where("method", method).Where("sigma", sigma).Floats("psnr")
}

func mean(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	return sum / float64(len(v))
}
