package main

import (
	"bytes"
	"encoding/json"
	"math"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

// photo loads a photograph by its absolute path, since tests change folders.
var photos = func() string {
	dir, err := filepath.Abs("../../../testdata/photos")
	if err != nil {
		panic(err)
	}
	return dir
}()

func photo(t *testing.T, name string) *picture.Image {
	t.Helper()
	im, err := picture.Load(filepath.Join(photos, name))
	if err != nil {
		t.Fatal(err)
	}
	return im
}

func save(t *testing.T, im *picture.Image, name string) string {
	t.Helper()
	if err := im.Save(name); err != nil {
		t.Fatal(err)
	}
	return name
}

// gradstep runs a command line in the test's process.
func gradstep(args ...string) (status int, stdout, stderr string) {
	var out, err bytes.Buffer
	status = run(args, &out, &err)
	return status, out.String(), err.String()
}

// result is what -json prints, as a user would read it.
type result struct {
	Filter       string
	Levels       int
	Stored       string
	Transfer     string
	B, Lo, Hi    float64
	Agree, Total int
	Clipped      int
	RunnerUp     *struct{ Agree int } `json:"runner_up"`
	Ambiguous    bool
	Notes        []string
	Each         []struct {
		Channel   string
		B, Lo, Hi float64
	}
}

func fitJSON(t *testing.T, args ...string) result {
	t.Helper()
	status, stdout, stderr := gradstep(append([]string{"fit", "-json"}, args...)...)
	if status != 0 || stderr != "" {
		t.Fatalf("%v: exit %d, %s", args, status, stderr)
	}
	var r result
	if err := json.Unmarshal([]byte(stdout), &r); err != nil {
		t.Fatalf("%v: %v in\n%s", args, err, stdout)
	}
	return r
}

func TestFitPhotographs(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"astronaut.png", "camera.png"} {
		im := photo(t, name)
		r := fitJSON(t, filepath.Join(photos, name), save(t, picture.Quantize(nil, im, 12.34), "quantized.png"))
		if !(r.Lo <= 12.34 && 12.34 <= r.Hi) || r.Hi-r.Lo >= 0.05 || r.Agree != r.Total || r.Total != 512*512*im.Channels() {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// Whole numbers are found as what they are: an odd b stands alone, since its
// ties in rounding bound it from above and its jumps from below.
func TestFitOtherSteps(t *testing.T) {
	t.Chdir(t.TempDir())
	im := photo(t, "astronaut.png").Crop(0, 0, 128, 128)
	original := save(t, im, "original.png")
	for _, b := range []float64{2, 2.5, 3, 4, 5, 6, 7, 8.5, 17.0 / 3, 29.99, 30, 64.4, 101, 128} {
		r := fitJSON(t, original, save(t, picture.Quantize(nil, im, b), "quantized.png"))
		if !(r.Lo <= b && b <= r.Hi) || !(r.Lo <= r.B && r.B <= r.Hi) || r.Agree != r.Total {
			t.Errorf("b = %v: %+v", b, r)
		}
		if alone := b == 3 || b == 5; alone && (r.B != b || r.Lo != b || r.Hi != b) {
			t.Errorf("b = %v: %+v", b, r)
		}
	}
}

// An odd b is found among spoiled pixels too, and a b beside it is not taken
// for it.
func TestFitWholeNumberOverpainted(t *testing.T) {
	t.Chdir(t.TempDir())
	im := photo(t, "camera.png").Crop(128, 64, 320, 320)
	original := save(t, im, "original.png")
	for _, b := range []float64{5, 4.99, 5.01} {
		q := picture.Replace(nil, picture.Quantize(nil, im, b), 0.35, rand.New(rand.NewPCG(7, 7)))
		r := fitJSON(t, original, save(t, q, "quantized.png"))
		if !(r.Lo <= b && b <= r.Hi) || (r.Lo == r.Hi) != (b == 5) {
			t.Errorf("b = %v: %+v", b, r)
		}
	}
	// The ends of the domain belong to it.
	save(t, picture.Replace(nil, picture.Quantize(nil, im, 5), 0.35, rand.New(rand.NewPCG(7, 7))), "quantized.png")
	for _, end := range []string{"-lo", "-hi"} {
		if r := fitJSON(t, end, "5", original, "quantized.png"); r.B != 5 || r.Lo != 5 || r.Hi != 5 {
			t.Errorf("%s 5: %+v", end, r)
		}
	}
}

// A JPEG original decodes to the samples that were quantized, and two files
// take their decoded bytes and little more, not floating point.
func TestFitFromJPEGOriginal(t *testing.T) {
	if testing.Short() {
		t.Skip("two megapixels")
	}
	t.Chdir(t.TempDir())
	original, im := filepath.Join(photos, "retina.jpg"), photo(t, "retina.jpg")
	quantized := save(t, picture.Quantize(nil, im, 12.34), "quantized.png")
	r := fitJSON(t, original, quantized)
	if !(r.Lo <= 12.34 && 12.34 <= r.Hi) || r.Hi-r.Lo >= 0.05 || r.Agree != r.Total {
		t.Errorf("%+v", r)
	}
	pixels := im.W * im.H
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := readPair(original, quantized, pixels); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > uint64(8*pixels) {
		t.Errorf("%d bytes for %d pixels of a JPEG and a PNG, more than 8 a pixel", got, pixels)
	}
}

func TestFitOverpainted(t *testing.T) {
	t.Chdir(t.TempDir())
	im := photo(t, "camera.png").Crop(128, 64, 320, 320)
	original := save(t, im, "original.png")
	rng := rand.New(rand.NewPCG(3, 5))
	for name, spoil := range map[string]func(dst, src *picture.Image, p float64, rng *rand.Rand) *picture.Image{
		"replaced": picture.Replace, "overpainted": picture.Overpaint, "salt and pepper": picture.SaltAndPepper,
	} {
		spoiled := spoil(nil, picture.Quantize(nil, im, 12.34), 0.35, rng)
		r := fitJSON(t, original, save(t, spoiled, "quantized.png"))
		if !(r.Lo <= 12.34 && 12.34 <= r.Hi) || r.Agree == r.Total || r.RunnerUp.Agree*10 > r.Agree*9 {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// A JPEG changes most levels, and its interval holds b all the same.
func TestFitJPEG(t *testing.T) {
	t.Chdir(t.TempDir())
	im := photo(t, "camera.png").Crop(128, 64, 160, 160)
	original := save(t, im, "original.png")
	rng := rand.New(rand.NewPCG(4, 6))
	for _, quality := range []int{60, 75, 90, 95} {
		b := 5 + 25*rng.Float64()
		if err := picture.Quantize(nil, im, b).SaveJPEG("quantized.jpg", quality); err != nil {
			t.Fatal(err)
		}
		r := fitJSON(t, original, "quantized.jpg")
		if r.Filter != "staircase" || !(r.Lo <= b && b <= r.Hi) || r.Hi-r.Lo > 0.1 {
			t.Errorf("quality %d, b = %v: %+v", quality, b, r)
		}
	}
	if err := im.SaveJPEG("blurred.jpg", 75); err != nil {
		t.Fatal(err)
	}
	noisy := picture.AddGaussian(nil, im, 0.1, rng)
	if err := noisy.SaveJPEG("noisy.jpg", 75); err != nil {
		t.Fatal(err)
	}
	if r := fitJSON(t, original, "noisy.jpg"); r.Filter != "none" {
		t.Errorf("noise: %+v", r)
	}
	if status, _, stderr := gradstep("quantize", "-filter", "round", "-b", "6", original, "round.jpg"); status != 0 {
		t.Fatal(stderr)
	}
	if r := fitJSON(t, original, "round.jpg"); r.Filter != "round" || r.Levels != 6 {
		t.Errorf("round: %+v", r)
	}
}

func TestFitEachChannel(t *testing.T) {
	t.Chdir(t.TempDir())
	im := photo(t, "astronaut.png").Crop(100, 50, 160, 160)
	parts := im.Split()
	bs := []float64{7.7, 12.34, 21.5}
	for c, b := range bs {
		parts[c] = picture.Quantize(nil, parts[c], b)
	}
	original, quantized := save(t, im, "original.png"), save(t, picture.Merge(parts[0], parts[1], parts[2]), "quantized.png")
	r := fitJSON(t, original, quantized, "-channels", "each")
	if len(r.Each) != 3 {
		t.Fatalf("%+v", r)
	}
	for c, b := range bs {
		if e := r.Each[c]; e.Channel != []string{"red", "green", "blue"}[c] || !(e.Lo <= b && b <= e.Hi) || e.Hi-e.Lo > 0.05 {
			t.Errorf("channel %d of b = %v: %+v", c, b, e)
		}
	}
	if r := fitJSON(t, original, quantized); r.Agree == r.Total {
		t.Errorf("one b for three: %+v", r)
	}
}

// A grey original may have been saved as RGB, or the quantized image.
func TestFitGreyAgainstEqualChannels(t *testing.T) {
	t.Chdir(t.TempDir())
	im := photo(t, "camera.png").Crop(128, 64, 320, 320)
	q := picture.Quantize(nil, im, 12.34)
	for _, files := range [][2]*picture.Image{{im, picture.Merge(q, q, q)}, {picture.Merge(im, im, im), q}} {
		r := fitJSON(t, save(t, files[0], "original.png"), save(t, files[1], "quantized.png"))
		if !(r.Lo <= 12.34 && 12.34 <= r.Hi) || r.Agree != 320*320 || r.Total != 320*320 {
			t.Errorf("%+v", r)
		}
	}
}

// A program that cuts fractions off instead of rounding is known by it, and met by
// -tol 1 too.
func TestFitCutOff(t *testing.T) {
	t.Chdir(t.TempDir())
	im := photo(t, "camera.png").Crop(128, 64, 320, 320)
	q := picture.Quantize(nil, im, 12.34)
	for i, v := range q.Planes[0] {
		q.Planes[0][i] = math.Floor(255*v) / 255
	}
	original, quantized := save(t, im, "original.png"), save(t, q, "quantized.png")
	if r := fitJSON(t, original, quantized, "-tol", "1"); !(r.Lo <= 12.34 && 12.34 <= r.Hi) || r.Agree != r.Total {
		t.Errorf("-tol 1: %+v", r)
	}
	if r := fitJSON(t, original, quantized); r.Filter != "staircase" || r.Stored != "cut off" || !(r.Lo <= 12.34 && 12.34 <= r.Hi) || r.Agree != r.Total {
		t.Errorf("-tol 0.5: %+v", r)
	}
}

// Near x = 1 the stored y is clipped: taken at its word it would contradict b.
func TestFitClipped(t *testing.T) {
	t.Chdir(t.TempDir())
	plane := make([]float64, 256)
	for k := range plane {
		plane[k] = picture.FromByte(uint8(k))
	}
	im := picture.FromPlane(plane, 256, 1)
	q := picture.Quantize(nil, im, 8.1)
	if q.Planes[0][255] <= 1 {
		t.Fatal("y does not exceed 1")
	}
	r := fitJSON(t, save(t, im, "original.png"), save(t, q, "quantized.png"))
	if !(r.Lo <= 8.1 && 8.1 <= r.Hi) || r.Agree != 256 || r.Clipped == 0 {
		t.Errorf("%+v", r)
	}
}
