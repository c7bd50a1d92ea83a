package main

import (
	"errors"
	"fmt"
	"io"
	"math"

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
	for c, plane := range im.Planes {
		sigma, known := f.sigma/stair.MaxLevel, "noise of"
		if sigma == 0 {
			sigma, known = restore.NoiseLevel(plane, im.W, im.H), "noise estimated as"
		}
		u, err := d.Plane(nil, plane, im.W, im.H)
		if err != nil {
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
		misfit: func(plane []float64, lambda, _ float64) (float64, error) {
			return picture.MSE(plan.Tikhonov(u, plane, lambda), plane), nil
		},
		// From an image without detail to one that differs by less than is stored.
		interval: func(float64) (lo, hi float64) { return 1e-4, 1e4 },
	})
}

func restoreTV(im *picture.Image, f restoreFlags, out io.Writer) error {
	run := func(plane []float64, lambda float64) (string, error) {
		r, err := restore.TV(plane, im.W, im.H, lambda, gapFor(f.accuracy/stair.MaxLevel, lambda, len(plane)), f.steps)
		if err != nil {
			return "", err
		}
		copy(plane, r.U)
		proved := stair.MaxLevel * math.Sqrt(2*r.Gap/(lambda*float64(len(plane))))
		return fmt.Sprintf("at most %.2g levels from the minimizer after %d steps", proved, r.Steps), nil
	}
	misfit := func(plane []float64, lambda, sigma float64) (float64, error) {
		// A tenth of the noise is close enough to compare with the noise.
		r, err := restore.TV(plane, im.W, im.H, lambda, gapFor(sigma/10, lambda, len(plane)), f.steps)
		if err != nil {
			return 0, err
		}
		return picture.MSE(r.U, plane), nil
	}
	// No sample of the minimizer is further from its place than 4/λ, so that the
	// misfit at the upper end is below σ²; at the lower end little is left of a
	// photograph, and the method gets slow.
	interval := func(sigma float64) (lo, hi float64) { return 0.1 / sigma, 4 / sigma }
	return eachChannel(im, f, out, smoother{run, misfit, interval})
}

// gapFor returns the duality gap that proves a root mean square distance from
// the minimizer: ‖u - u*‖² ≤ 2·gap/λ.
func gapFor(distance, lambda float64, n int) float64 {
	return lambda / 2 * float64(n) * distance * distance
}

// smoother is a method with a weight λ on one plane.
type smoother struct {
	// run restores a plane in place.
	run func(plane []float64, lambda float64) (note string, err error)
	// misfit returns the mean squared difference that λ makes to a plane with noise
	// of sigma.
	misfit func(plane []float64, lambda, sigma float64) (float64, error)
	// interval returns the λ that are tried.
	interval func(sigma float64) (lo, hi float64)
}

// eachChannel restores the planes of im one by one, in place, and writes a line
// for each.
func eachChannel(im *picture.Image, f restoreFlags, out io.Writer, s smoother) error {
	for c, plane := range im.Planes {
		name, lambda, why := channelNames[im.Channels()][c], f.lambda, ""
		if lambda == 0 {
			var err error
			lambda, why, err = s.choose(plane, im.W, im.H, f.sigma/stair.MaxLevel)
			if errors.Is(err, errNoNoise) && im.Channels() > 1 && uniform(plane) {
				fmt.Fprintf(out, "  %-5s of one value, left as it is\n", name)
				continue
			}
			if err != nil {
				return fmt.Errorf("the %s channel: %w", name, err)
			}
		}
		note, err := s.run(plane, lambda)
		if err != nil {
			return fmt.Errorf("the %s channel: %w", name, err)
		}
		fmt.Fprintf(out, "  %-5s %sλ = %.4g, %s\n", name, why, lambda, note)
	}
	return nil
}

// choose returns the λ of the discrepancy principle, for noise of sigma, or of the
// estimate when it is 0, and says for how much noise it is.
func (s smoother) choose(plane []float64, w, h int, sigma float64) (lambda float64, why string, err error) {
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
	target := sigma // an estimate is one of what is seen
	if known == "noise of" {
		target = restore.ClippedNoise(plane, w, h, sigma)
	}
	lo, hi := s.interval(sigma)
	choice, err := restore.Discrepancy(func(lambda float64) (float64, error) {
		return s.misfit(plane, lambda, sigma)
	}, target, lo, hi)
	why = fmt.Sprintf("%s %.3g levels, ", known, stair.MaxLevel*sigma)
	if target < 0.95*sigma {
		why = fmt.Sprintf("%s %.3g levels (%.3g after black and white cut it off), ", known, stair.MaxLevel*sigma, stair.MaxLevel*target)
	}
	if errors.Is(err, restore.ErrNoLambda) && choice.Lambda < math.Sqrt(lo*hi) {
		// All that the image shows may be noise: the smoothest result it is.
		return choice.Lambda, why, nil
	}
	return choice.Lambda, why, err
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
