package denoise

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/pagetest"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/restore"
)

func photos(t testing.TB) Photos {
	t.Helper()
	p, err := LoadPhotos("../../testdata/photos")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The eight positions of a square are different, and each keeps all of its pixels.
func TestCutPositions(t *testing.T) {
	plane := make([]float64, 20)
	for i := range plane {
		plane[i] = float64(i)
	}
	seen := map[string]bool{}
	for position := range 8 {
		p := cut(plane, 5, 1, 1, 3, position)
		seen[string(fmtInts(p))] = true
		slices.Sort(p)
		if want := []float64{6, 7, 8, 11, 12, 13, 16, 17, 18}; !slices.Equal(p, want) {
			t.Errorf("position %d has the pixels %v, want %v", position, p, want)
		}
	}
	if len(seen) != 8 {
		t.Errorf("%d different positions, want 8", len(seen))
	}
	if p := cut(plane, 5, 1, 1, 3, 0); p[1] != 7 || p[3] != 11 {
		t.Errorf("position 0 is not as the image: %v", p)
	}
}

func fmtInts(v []float64) (b []byte) {
	for _, x := range v {
		b = append(b, byte(x))
	}
	return b
}

func TestPatches(t *testing.T) {
	im := picture.New(9, 7, 3)
	for c, p := range im.Planes {
		for i := range p {
			p[i] = float64(100*c + i)
		}
	}
	draw := func(seed uint64) [][]float64 {
		return Patches([]*picture.Image{im, im}, 4, 50, rand.New(rand.NewPCG(seed, 1)))
	}
	a, b := draw(1), draw(1)
	for i, p := range a {
		if len(p) != 16 || !slices.Equal(p, b[i]) {
			t.Fatalf("patch %d: %d pixels, or others with the same seed", i, len(p))
		}
		if c := math.Floor(p[0] / 100); slices.Max(p) >= 100*(c+1) || slices.Min(p) < 100*c {
			t.Errorf("patch %d mixes channels: %v", i, p)
		}
	}
	if slices.EqualFunc(a, draw(2), slices.Equal[[]float64]) {
		t.Error("another seed has the same patches")
	}
}

// Noise has the level that it was asked for, stays, and is new in each epoch.
func TestNoise(t *testing.T) {
	const side = 300
	clean := make([]float64, side*side)
	level := func(n Noise, number, epoch int) float64 {
		noisy := make([]float64, len(clean))
		n.Add(noisy, clean, number, epoch)
		return math.Sqrt(picture.MSE(noisy, clean))
	}
	// The deviation of an estimate from m samples is 1/√(2m) of it.
	if got := level(Noise{Least: 0.1, Most: 0.1, Seed: 1}, 3, 0); math.Abs(got-0.1) > 5*0.1/math.Sqrt(2*side*side) {
		t.Errorf("a level of %v, want 0.1", got)
	}
	n := Noise{Least: 0.05, Most: 0.2, Seed: 4}
	lo, hi := 1.0, 0.0
	for i := range 60 {
		l := level(n, i, 0)
		lo, hi = min(lo, l), max(hi, l)
	}
	if lo < 0.049 || lo > 0.07 || hi > 0.203 || hi < 0.18 {
		t.Errorf("levels from %v to %v, want 0.05 to 0.2", lo, hi)
	}
	if level(n, 1, 2) != level(n, 1, 2) || level(n, 1, 2) == level(n, 1, 3) || level(n, 1, 2) == level(n, 2, 2) {
		t.Error("noise does not depend on the number and the epoch alone")
	}
}

// The network is homogeneous: with an image and its noise its output grows.
func TestHomogeneous(t *testing.T) {
	d := Trained()
	rng := rand.New(rand.NewPCG(2, 2))
	f := make([]float64, 30*20)
	for i := range f {
		f[i] = rng.Float64()
	}
	u, err := d.Plane(nil, f, 30, 20)
	if err != nil {
		t.Fatal(err)
	}
	for i := range f {
		f[i] *= 4
	}
	four, err := d.Plane(nil, f, 30, 20)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range u {
		if four[i] != 4*v { // a power of 2 changes no rounding
			t.Fatalf("4·f gives %v at %d, 4 times u is %v", four[i], i, 4*v)
		}
	}
}

func TestDenoiserRefuses(t *testing.T) {
	d := Trained()
	if _, err := d.Plane(nil, []float64{0, 1, math.NaN(), 1}, 2, 2); !errors.Is(err, ErrValue) {
		t.Errorf("NaN: %v", err)
	}
	if _, err := d.Plane(nil, make([]float64, 9), 1, 9); !errors.Is(err, ErrValue) {
		t.Errorf("an image of one column: %v", err)
	}
	if _, err := (Denoiser{}).Plane(nil, make([]float64, 9), 3, 3); !errors.Is(err, ErrValue) {
		t.Errorf("no network: %v", err)
	}
	images := photos(t).Train
	for _, r := range []Recipe{{}, {Depth: 3, Channels: 1, Side: 8}, {Depth: 3, Channels: 1, Side: 8, Patches: 1}, {Depth: 3, Channels: 1, Side: 8000, Patches: 1, Least: 1, Most: 1}} {
		if _, _, err := r.Settings(images); !errors.Is(err, ErrValue) {
			t.Errorf("%+v: %v, want ErrValue", r, err)
		}
	}
}

// The weights are those of the published recipe, and small.
func TestPublishedWeights(t *testing.T) {
	d := Trained()
	if d.Recipe != Published || !slices.Equal(d.Photos, []string{"astronaut.png", "retina.jpg"}) {
		t.Errorf("the weights are of %+v, trained on %v", d.Recipe, d.Photos)
	}
	info, err := os.Stat("denoiser.json")
	if err != nil || info.Size() > 200_000 {
		t.Errorf("%v, %v", info, err)
	}
	net, err := Published.Network()
	if err != nil || d.Model.Net.Params() != net.Params() {
		t.Errorf("%d parameters, the recipe has %d, %v", d.Model.Net.Params(), net.Params(), err)
	}
}

// What docs/network.md says of the network, on the photograph that it was not trained on, beside
// the best that the two energies can do, their λ chosen by looking at the clean image.
func TestBeatsTheEnergies(t *testing.T) {
	if testing.Short() {
		t.Skip("looks for two best λ")
	}
	clean, d := photos(t).Held, Trained()
	f := picture.AddGaussian(nil, clean, 0.1, rand.New(rand.NewPCG(10, 1)))
	u, err := d.Image(f)
	if err != nil {
		t.Fatal(err)
	}
	w, h, plane := f.W, f.H, f.Planes[0]
	tikhonov, err := restore.BestLambda(func(lambda float64) (float64, error) {
		return picture.PSNR(restore.Tikhonov(nil, plane, w, h, lambda), clean.Planes[0]), nil
	}, 0.1, 10)
	if err != nil {
		t.Fatal(err)
	}
	tv, err := restore.BestLambda(func(lambda float64) (float64, error) {
		r, err := restore.TV(plane, w, h, lambda, 20, 200)
		if err != nil {
			return 0, err
		}
		return picture.PSNR(r.U, clean.Planes[0]), nil
	}, 8, 20)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("noisy %.2f dB, Tikhonov %.2f (λ = %.3f), total variation %.2f (λ = %.2f), network %.2f",
		f.PSNR(clean), tikhonov.Value, tikhonov.Lambda, tv.Value, tv.Lambda, u.PSNR(clean))
	if got := u.PSNR(clean); got < tikhonov.Value+1.5 || got < tv.Value-0.25 {
		t.Errorf("the network has %.2f dB, Tikhonov at its best %.2f, total variation at its best %.2f", got, tikhonov.Value, tv.Value)
	}
	pagetest.Open("../../docs/network.md").Says(t, fmt.Sprintf(
		"the network has %.1f dB, Tikhonov at its best λ %.1f dB and total variation at its best λ %.1f dB: %.1f dB above the one",
		u.PSNR(clean), tikhonov.Value, tv.Value, u.PSNR(clean)-tikhonov.Value))
}
