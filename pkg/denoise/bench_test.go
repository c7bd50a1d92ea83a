package denoise

import (
	"math/rand/v2"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/restore"
)

// BenchmarkRestore is what an image of 512×512 costs: the network beside the two energies, whose λ
// is given.
func BenchmarkRestore(b *testing.B) {
	clean, d := photos(b).Held, Trained()
	f := picture.AddGaussian(nil, clean, 0.1, rand.New(rand.NewPCG(10, 1)))
	for name, run := range map[string]func() error{
		"network":  func() error { _, err := d.Image(f); return err },
		"tikhonov": func() error { restore.Tikhonov(nil, f.Planes[0], f.W, f.H, 0.9); return nil },
		"tv":       func() error { _, err := restore.TV(f.Planes[0], f.W, f.H, 12.5, 20, 500); return err },
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
