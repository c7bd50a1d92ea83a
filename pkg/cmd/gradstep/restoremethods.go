package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/denoise"
	"github.com/gradstep/gradstep/pkg/nn"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/restore"
	"github.com/gradstep/gradstep/pkg/stair"
)

// restoreNetwork has no λ, and is not told the noise: it was trained on a range of noise.
func restoreNetwork(im *picture.Image, f restoreFlags, out io.Writer) error {
	d := denoise.Trained()
	if f.weights != "" {
		d = denoise.Denoiser{}
		if err := nn.LoadJSON(f.weights, &d); err != nil {
			return err
		}
	}
	if im.W < 2 || im.H < 2 {
		return fmt.Errorf("an image with a side of 1, %d×%d, is not restored by the network; take -method tv", im.W, im.H)
	}
	var u []float64 // once for all channels
	for c, plane := range im.Planes {
		sigma, known := f.sigma/stair.MaxLevel, "noise of"
		if sigma == 0 {
			sigma, known = restore.NoiseLevel(plane, im.W, im.H), "noise estimated as"
		}
		var err error
		if u, err = d.Plane(u, plane, im.W, im.H); err != nil {
			return err
		}
		copy(plane, u)
		name, note := channelNames[im.Channels()][c], ""
		if !(d.Recipe.Least <= sigma && sigma <= d.Recipe.Most) {
			note = fmt.Sprintf("; the network was trained for %.3g to %.3g", stair.MaxLevel*d.Recipe.Least, stair.MaxLevel*d.Recipe.Most)
		}
		fmt.Fprintf(out, "  %-5s %s %.3g levels%s\n", name, known, stair.MaxLevel*sigma, note)
	}
	return nil
}

func restoreTikhonov(im *picture.Image, f restoreFlags, out io.Writer) error {
	plan := restore.NewPlan(im.W, im.H)
	u := make([]float64, im.W*im.H)
	return eachChannel(im, f, out, smoother{
		run: func(plane []float64, lambda float64) (string, error) {
			copy(plane, plan.Tikhonov(u, plane, lambda))
			return "exact", nil
		},
		auto: func(plane []float64, sigma float64) (float64, string, error) {
			_, c, err := restore.AutoTikhonov(plane, plane, im.W, im.H, sigma)
			return c.Lambda, "exact", err
		},
	})
}

func restoreTV(im *picture.Image, f restoreFlags, out io.Writer) error {
	distance := f.accuracy / stair.MaxLevel
	note := func(plane []float64, r restore.TVResult, lambda float64) string {
		copy(plane, r.U)
		proved := stair.MaxLevel * math.Sqrt(2*r.Gap/(lambda*float64(len(plane))))
		return fmt.Sprintf("at most %.2g levels from the minimizer after %d steps", proved, r.Steps)
	}
	return eachChannel(im, f, out, smoother{
		run: func(plane []float64, lambda float64) (string, error) {
			// ‖u - u*‖² ≤ 2·gap/λ
			gap := lambda / 2 * float64(len(plane)) * distance * distance
			r, err := restore.TV(plane, im.W, im.H, lambda, gap, f.steps)
			if err != nil {
				return "", err
			}
			return note(plane, r, lambda), nil
		},
		auto: func(plane []float64, sigma float64) (float64, string, error) {
			r, c, err := restore.AutoTV(plane, im.W, im.H, sigma, distance, f.steps, rand.New(rand.NewPCG(1, 1)))
			if err != nil {
				return 0, "", err
			}
			return c.Lambda, note(plane, r, c.Lambda), nil
		},
	})
}

// smoother is a method with a weight λ on one plane, which it restores in place.
type smoother struct {
	run  func(plane []float64, lambda float64) (note string, err error)
	auto func(plane []float64, sigma float64) (lambda float64, note string, err error) // for noise of sigma
}

// eachChannel restores the planes of im one by one, in place, and writes a line
// for each.
func eachChannel(im *picture.Image, f restoreFlags, out io.Writer, s smoother) error {
	for c, plane := range im.Planes {
		name, lambda, why, note := channelNames[im.Channels()][c], f.lambda, "", ""
		var err error
		if lambda > 0 {
			note, err = s.run(plane, lambda)
		} else {
			var sigma float64
			sigma, why, err = noiseOf(plane, im.W, im.H, f.sigma/stair.MaxLevel)
			if errors.Is(err, errNoNoise) && im.Channels() > 1 && uniform(plane) {
				fmt.Fprintf(out, "  %-5s of one value, left as it is\n", name)
				continue
			}
			if err == nil {
				lambda, note, err = s.auto(plane, sigma)
			}
		}
		if err != nil {
			return fmt.Errorf("the %s channel: %w", name, err)
		}
		fmt.Fprintf(out, "  %-5s %sλ = %.4g, %s\n", name, why, lambda, note)
	}
	return nil
}

// noiseOf returns sigma, or an estimate when it is 0, and says which.
func noiseOf(plane []float64, w, h int, sigma float64) (float64, string, error) {
	known := "noise of"
	if sigma == 0 {
		sigma, known = restore.NoiseLevel(plane, w, h), "noise estimated as"
	}
	switch {
	case math.IsNaN(sigma):
		return 0, "", fmt.Errorf("the noise of an image with a side of 1, %d×%d, is not estimated; set -sigma or -lambda", w, h)
	case !(sigma > 0) && !uniform(plane):
		return 0, "", fmt.Errorf("more than half of it is flat, so that the noise of the rest is not estimated: %w", errNoNoise)
	case !(sigma > 0):
		return 0, "", errNoNoise
	}
	return sigma, fmt.Sprintf("%s %.3g levels, ", known, stair.MaxLevel*sigma), nil
}

var errNoNoise = errors.New("no noise is seen; set -sigma or -lambda")

// uniform reports whether all samples are one value.
func uniform(plane []float64) bool {
	for _, v := range plane {
		if v != plane[0] {
			return false
		}
	}
	return true
}
