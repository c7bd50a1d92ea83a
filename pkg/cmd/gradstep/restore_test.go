package main

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/restore"
)

// noisyPhoto returns a part of a photograph and saves it with noise of 20 levels.
func noisyPhoto(t *testing.T, photograph, name string) (clean *picture.Image, file string) {
	t.Helper()
	clean = photo(t, photograph).Crop(150, 60, 128, 96)
	return clean, save(t, picture.AddGaussian(nil, clean, 20.0/255, rand.New(rand.NewPCG(1, 2))), name)
}

func load(t *testing.T, name string) *picture.Image {
	t.Helper()
	im, err := picture.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return im
}

// Both methods take noise away, with a λ of the user, one for a given noise and
// one for the noise that they find.
func TestRestorePhotographs(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"astronaut.png", "camera.png"} {
		clean, in := noisyPhoto(t, name, "noisy.png")
		before := load(t, in).PSNR(clean)
		for args, gain := range map[string]float64{
			"-method tv -lambda 15": 4, "-method tikhonov -lambda 2": 2.5,
			"-method tv": 3, "-method tikhonov": 1.5,
			"-method tv -sigma 20": 3, "-method tikhonov -sigma 20": 1.5,
		} {
			line := append([]string{"restore", in, "out.png"}, strings.Fields(args)...)
			status, stdout, stderr := gradstep(line...)
			if status != 0 || stderr != "" {
				t.Fatalf("%s: exit %d, %s", args, status, stderr)
			}
			after := load(t, "out.png").PSNR(clean)
			t.Logf("%s, %s: %.2f → %.2f dB\n%s", name, args, before, after, stdout)
			if after < before+gain {
				t.Errorf("%s, %s: %.2f dB, before %.2f\n%s", name, args, after, before, stdout)
			}
		}
	}
}

// What is written is what the package makes of each channel, and what is said
// holds.
func TestRestoreIsThePackage(t *testing.T) {
	t.Chdir(t.TempDir())
	_, in := noisyPhoto(t, "astronaut.png", "noisy.png")
	status, stdout, _ := gradstep("restore", "-lambda", "12", in, "tv.png")
	status2, stdout2, _ := gradstep("restore", "-lambda", "0.7", "-method", "tikhonov", in, "tikhonov.png")
	if status != 0 || status2 != 0 {
		t.Fatal(status, status2)
	}
	golden(t, "restore", stdout+stdout2)
	tv, tikhonov := load(t, "tv.png"), load(t, "tikhonov.png")
	for c, f := range load(t, in).Planes {
		smooth := restore.Tikhonov(nil, f, 128, 96, 0.7)
		best, err := restore.TV(f, 128, 96, 12, 1e-5, 0)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for i := range f {
			if picture.ToByte(smooth[i]) != picture.ToByte(tikhonov.Planes[c][i]) {
				t.Fatalf("channel %d, sample %d: %v and %v", c, i, smooth[i], tikhonov.Planes[c][i])
			}
			if v := best.U[i]; v > 0 && v < 1 {
				d := 255 * (tv.Planes[c][i] - v)
				sum += d * d
			}
		}
		// A quarter of a level was proved, and rounding to bytes adds 1/√12.
		if rms := math.Sqrt(sum / float64(len(f))); rms > 0.25+0.29 {
			t.Errorf("channel %d is %.2f levels from the minimizer", c, rms)
		}
	}
}

// The λ that is taken without a wish is the package's, and leaves little to be gained by one who has the clean image.
func TestRestoreAuto(t *testing.T) {
	t.Chdir(t.TempDir())
	clean, in := noisyPhoto(t, "camera.png", "noisy.png")
	f := load(t, in).Planes[0]
	for _, method := range []string{"tv", "tikhonov"} {
		for _, sigma := range []string{"0", "20"} {
			status, stdout, stderr := gradstep("restore", "-method", method, "-sigma", sigma, in, "out.png")
			m := regexp.MustCompile(`noise (?:of|estimated as) ([0-9.]+) levels, λ = ([0-9.]+),`).FindStringSubmatch(stdout)
			if status != success || m == nil || sigma != "0" && m[1] != sigma {
				t.Fatalf("%s%s", stdout, stderr)
			}
			level := restore.NoiseLevel(f, 128, 96)
			if sigma != "0" {
				level, _ = strconv.ParseFloat(sigma, 64)
				level /= 255
			}
			var want restore.Choice
			var err error
			if method == "tv" {
				_, want, err = restore.AutoTV(f, 128, 96, level, 0.25/255, 10_000, rand.New(rand.NewPCG(1, 1)))
			} else {
				_, want, err = restore.AutoTikhonov(nil, f, 128, 96, level)
			}
			if got, _ := strconv.ParseFloat(m[2], 64); err != nil || math.Abs(got/want.Lambda-1) > 1e-3 {
				t.Errorf("%s: λ = %s, the package has %v (%v)", method, m[2], want.Lambda, err)
			}
			got := load(t, "out.png").PSNR(clean)
			best, err := restore.BestLambda(func(lambda float64) (float64, error) {
				status, _, stderr := gradstep("restore", "-method", method, "-lambda", fmt.Sprint(lambda), in, "best.png")
				if status != success {
					return 0, errors.New(stderr)
				}
				return load(t, "best.png").PSNR(clean), nil
			}, want.Lambda/3, want.Lambda*3)
			t.Logf("%s: %.2f dB at λ = %s, %.2f dB at best", method, got, m[2], best.Value)
			if err != nil || got < best.Value-0.15 {
				t.Errorf("%s: %.2f dB, at the best λ %.2f dB (%v)", method, got, best.Value, err)
			}
		}
	}
}

// An image that may be nothing but noise becomes as smooth as it gets; one
// without any asks for a wish.
func TestRestoreNoiseAndNoNoise(t *testing.T) {
	t.Chdir(t.TempDir())
	grey := flat(40, 40, 1, 0.5)
	in := save(t, picture.AddGaussian(nil, grey, 0.1, rand.New(rand.NewPCG(3, 4))), "noise.png")
	if status, _, stderr := gradstep("restore", "-sigma", "40", in, "out.png"); status != 0 {
		t.Errorf("exit %d, %s", status, stderr)
	}
	if psnr := load(t, "out.png").PSNR(grey); psnr < 35 {
		t.Errorf("%.1f dB", psnr)
	}
	save(t, grey, "grey.png")
	status, stdout, stderr := gradstep("restore", "grey.png", "never.png")
	if want := "gradstep restore: grey.png: the grey channel: no noise is seen; set -sigma or -lambda\n"; status != 1 || stdout != "" || stderr != want {
		t.Errorf("exit %d, %q, %s", status, stdout, stderr)
	}
	if _, err := os.Stat("never.png"); err == nil {
		t.Error("a file was written")
	}
}

func TestRestoreInPlace(t *testing.T) {
	t.Chdir(t.TempDir())
	clean, in := noisyPhoto(t, "camera.png", "noisy.png")
	if status, _, stderr := gradstep("restore", "-lambda", "15", in, in); status != 0 {
		t.Fatalf("exit %d, %s", status, stderr)
	}
	if psnr := load(t, in).PSNR(clean); psnr < 26 {
		t.Errorf("%.1f dB", psnr)
	}
}

// Each refusal is one sentence, and leaves the file that is there as it is.
func TestRestoreRefusesFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	save(t, flat(4, 3, 1, 0.5), "grey.png")
	whole, err := os.ReadFile(filepath.Join(photos, "camera.png"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"text.png": []byte("hello"), "cut.png": whole[:5000], "out.png": []byte("before")} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for args, want := range map[string]string{
		"absent.png out.png":                            "open absent.png: no such file or directory",
		"text.png out.png":                              `unsupported image format: text.png: neither a PNG nor a JPEG file (it starts with "hello")`,
		"cut.png out.png":                               "damaged image: cut.png: the PNG data end too early; the file is truncated, get it again",
		"-max-pixels 11 grey.png out.png":               "image too large: grey.png: 4×3 is 12 pixels, the limit is 11; crop or shrink it, or raise the limit of pixels (by -max-pixels)",
		"-lambda 1 grey.png absent/out.png":             "no such file or directory",
		"-lambda 1 -method tikhonov grey.png o/out.png": "no such file or directory",
	} {
		status, stdout, stderr := gradstep(append([]string{"restore"}, strings.Fields(args)...)...)
		if status != 1 || stdout != "" || !strings.HasPrefix(stderr, "gradstep restore: ") || !strings.Contains(stderr, want) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%s: exit %d, %q, %s", args, status, stdout, stderr)
		}
	}
	if data, _ := os.ReadFile("out.png"); !bytes.Equal(data, []byte("before")) {
		t.Error("out.png has changed")
	}
}

func TestRestoreMisuse(t *testing.T) {
	for args, want := range map[string]string{
		"":                          "want two files, IN and OUT, and got 0",
		"a.png":                     "want two files, IN and OUT, and got 1",
		"-method best a.png b.png":  `-method "best" is none of tv, tikhonov, network`,
		"-lambda 0 a.png b.png":     `-lambda "0" is neither a positive number nor auto`,
		"-lambda NaN a.png b.png":   `-lambda "NaN" is neither a positive number nor auto`,
		"-lambda Inf a.png b.png":   `-lambda "Inf" is neither a positive number nor auto`,
		"-lambda much a.png b.png":  `-lambda "much" is neither a positive number nor auto`,
		"-sigma -1 a.png b.png":     "-sigma -1 is not from 0 to 255 grey levels",
		"-sigma NaN a.png b.png":    "-sigma NaN is not from 0 to 255 grey levels",
		"-accuracy 0 a.png b.png":   "-accuracy 0 is not above 0 and up to 255 grey levels",
		"-accuracy NaN a.png b.png": "-accuracy NaN is not above 0 and up to 255 grey levels",
		"-steps 0 a.png b.png":      "-steps 0 is not positive",
		"-max-pixels 0 a.png b.png": "-max-pixels 0 is not positive",
		"-quality 0 a.png b.jpg":    "-quality 0 is not from 1 to 100",
		"-quality 80 a.png b.png":   `-quality is of JPEG files, and "b.png" is none`,

		"-method tikhonov -steps 9 a.png b.png":   "-steps is of the method tv, and the method is tikhonov",
		"-method network -accuracy 1 a.png b.png": "-accuracy is of the method tv, and the method is network",
		"-weights w.json a.png b.png":             "-weights is of the method network, and the method is tv",
		"-method network -lambda 1 a.png b.png":   "-lambda is of the methods tv and tikhonov; the network has no λ",
		"-lambda 1 -sigma 2 a.png b.png":          "-sigma is to find λ, which -lambda gives; take one of the two",
		"a.png b.gif":                             "unsupported image format: b.gif: the name must end in .png, .jpg or .jpeg",
	} {
		status, stdout, stderr := gradstep(append([]string{"restore"}, strings.Fields(args)...)...)
		if want := "gradstep restore: " + want + "; see gradstep restore -h\n"; status != 2 || stdout != "" || stderr != want {
			t.Errorf("%s: exit %d, %q, error\n%swant\n%s", args, status, stdout, stderr, want)
		}
	}
}

// What the help says of memory, beyond what decoding and encoding take.
func TestRestoreMemory(t *testing.T) {
	t.Chdir(t.TempDir())
	im := photo(t, "astronaut.png")
	pixels := uint64(im.W * im.H)
	for i, m := range append(slices.Clone(methods), methods[:2]...) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		f, most := restoreFlags{lambda: 10, accuracy: 1, steps: 20}, uint64(40)
		if i >= len(methods) {
			f.lambda, most = 0, 100
		}
		if err := m.run(im.Clone(), f, new(bytes.Buffer)); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		// The channels follow each other, and leave their memory to the next one.
		got := after.TotalAlloc - before.TotalAlloc
		t.Logf("%s: %.1f bytes a pixel", m.name, float64(got)/float64(pixels))
		limit := pixels*(24+3*most) + 2<<20
		if m.name == "network" {
			limit += 3 * uint64(runtime.GOMAXPROCS(0)) * 5 << 20
		}
		if got > limit {
			t.Errorf("%s: %d bytes for %d pixels, want at most %d", m.name, got, pixels, limit)
		}
	}
}
