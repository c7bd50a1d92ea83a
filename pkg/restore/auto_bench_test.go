package restore

import (
	"math/rand/v2"
	"testing"
)

// The ratio of auto to given is what λ costs when nobody gives it.
func BenchmarkLambda(b *testing.B) {
	const w, h, sigma, distance = 256, 256, 25. / 255, 0.25 / 255
	clean, _ := noisy(b, w, h)
	f, plan, u := addNoise(clean, sigma, false, 1), NewPlan(w, h), make([]float64, w*h)
	for name, run := range map[string]func() error{
		"TV/given": func() error {
			_, err := TV(f, w, h, 13, gapOf(distance, 13, len(f)), 0)
			return err
		},
		"TV/auto": func() error {
			_, _, err := AutoTV(f, w, h, sigma, distance, 0, rand.New(rand.NewPCG(1, 1)))
			return err
		},
		"Tikhonov/given": func() error {
			Tikhonov(u, f, w, h, 1.4)
			return nil
		},
		"Tikhonov/given, with a plan": func() error {
			plan.Tikhonov(u, f, 1.4)
			return nil
		},
		"Tikhonov/auto": func() error {
			_, _, err := AutoTikhonov(u, f, w, h, sigma)
			return err
		},
		"noise": func() error {
			NoiseLevel(f, w, h)
			return nil
		},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := run(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
