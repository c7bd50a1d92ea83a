package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

// Stored in bytes, noise is cut off at black and white. Who says how strong it was gets no worse image than who
// says nothing.
func TestRestoreNoiseThatIsCutOff(t *testing.T) {
	t.Chdir(t.TempDir())
	clean := photo(t, "fresh/coffee.png").Crop(50, 50, 96, 96)
	in := save(t, picture.AddGaussian(nil, clean, 40.0/255, rand.New(rand.NewPCG(1, 2))), "noisy.png")
	psnr := func(args ...string) float64 {
		if status, _, stderr := gradstep(append([]string{"restore", in, "out.png"}, args...)...); status != success {
			t.Fatal(stderr)
		}
		return load(t, "out.png").PSNR(clean)
	}
	found, told := psnr(), psnr("-sigma", "40")
	t.Logf("noise of 40 levels: %.2f dB, estimated %.2f, told %.2f", load(t, in).PSNR(clean), found, told)
	if told < found-0.1 {
		t.Errorf("%.2f dB with the noise told, %.2f without", told, found)
	}
}

// Flat channels, flat pages and sides of 1 are restored or refused with a sentence.
func TestRestoreFlat(t *testing.T) {
	t.Chdir(t.TempDir())
	rng := rand.New(rand.NewPCG(1, 2))
	row := picture.AddGaussian(nil, flat(64, 1, 1, 0.5), 0.1, rng)
	save(t, row, "row.png")
	colour := picture.AddGaussian(nil, flat(48, 48, 3, 0.4), 0.1, rng)
	copy(colour.Planes[1], flat(48, 48, 1, 0.2).Planes[0])
	save(t, colour, "colour.png")
	page := picture.AddGaussian(nil, flat(64, 64, 1, 0.4), 0.1, rng)
	for i := range page.Planes[0] {
		if i%64 >= 25 {
			page.Planes[0][i] = 1
		}
	}
	save(t, page, "page.png")
	for args, want := range map[string]string{
		"row.png":                 "the noise of an image with a side of 1, 64×1, is not estimated; set -sigma or -lambda",
		"-method network row.png": "an image with a side of 1, 64×1, is not restored by the network; take -method tv",
		"page.png":                "more than half of it is flat, so that the noise of the rest is not estimated: no noise is seen; set -sigma or -lambda",
	} {
		status, _, stderr := gradstep(append(append([]string{"restore"}, strings.Fields(args)...), "out.png")...)
		if status != failure || !strings.Contains(stderr, want) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%s: exit %d, %s", args, status, stderr)
		}
	}
	if status, _, stderr := gradstep("restore", "-sigma", "25", "row.png", "out.png"); status != success {
		t.Error(stderr)
	}
	status, stdout, stderr := gradstep("restore", "colour.png", "out.png")
	if status != success || !strings.Contains(stdout, "green of one value, left as it is") {
		t.Fatalf("exit %d, %q, %s", status, stdout, stderr)
	}
	out, in := load(t, "out.png"), load(t, "colour.png")
	for i, v := range out.Planes[1] {
		if v != in.Planes[1][i] {
			t.Fatal("the flat channel has changed")
		}
	}
	if psnr := out.PSNR(colour); psnr < 20 {
		t.Errorf("%.1f dB", psnr)
	}
}

// Standard input and output, links that lead to nothing, names that a terminal obeys, the quality of a JPEG.
func TestRestoreNames(t *testing.T) {
	t.Chdir(t.TempDir())
	_, in := noisyPhoto(t, "camera.png", "noisy.png")
	if status, _, stderr := gradstep("restore", "-lambda", "9", in, "plain.png"); status != success {
		t.Fatal(stderr)
	}
	want, _ := os.ReadFile("plain.png")

	data, err := os.Open(in)
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	c, stdout, stderr := process("restore", "-lambda", "9", "-", "-")
	c.Stdin = data
	if err := c.Run(); err != nil || !bytes.Equal(stdout.Bytes(), want) || !strings.Contains(stderr.String(), "written to -") {
		t.Errorf("by standard input and output: %v, %d bytes, %s", err, stdout.Len(), stderr)
	}

	if err := os.Symlink("later.png", "link.png"); err == nil {
		if status, _, stderr := gradstep("restore", "-lambda", "9", in, "link.png"); status != success {
			t.Error(stderr)
		}
		if got, _ := os.ReadFile("later.png"); !bytes.Equal(got, want) {
			t.Error("the link's end was not written")
		}
	}

	size := map[string]int64{}
	for _, q := range []string{"30", "95"} {
		if status, _, stderr := gradstep("restore", "-lambda", "9", "-quality", q, in, q+".jpg"); status != success {
			t.Fatal(stderr)
		}
		info, err := os.Stat(q + ".jpg")
		if err != nil {
			t.Fatal(err)
		}
		size[q] = info.Size()
	}
	if size["30"] >= size["95"] {
		t.Errorf("%v bytes", size)
	}

	evil := "\x1b[2J.png"
	_, stdoutText, stderrText := gradstep("restore", "-lambda", "9", evil, "out.png")
	if !strings.Contains(stderrText, `\x1b[2J.png`) || strings.ContainsRune(stdoutText+stderrText, '\x1b') {
		t.Errorf("%q", stderrText)
	}
	if os.Link(in, evil) == nil {
		if _, stdoutText, _ = gradstep("restore", "-lambda", "9", evil, "out.png"); !strings.Contains(stdoutText, `"\x1b[2J.png"`) {
			t.Errorf("%q", stdoutText)
		}
	}
}

// An output that cannot be is known before the work.
func TestRestoreTriesItsOutputFirst(t *testing.T) {
	in := absolute(t, "camera.png")
	t.Chdir(t.TempDir())
	if err := os.Mkdir("folder.png", 0o700); err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{"folder.png", filepath.Join("none", "out.png")} {
		status, stdout, stderr := gradstep("restore", "-accuracy", "0.0001", "-steps", "100000000", in, out) // hours
		if status != failure || stdout != "" || !strings.Contains(stderr, out) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%s: exit %d, %s", out, status, stderr)
		}
	}
}

// What the help says of the network's memory: 8 bytes a pixel, however many channels there are. What it takes
// for each core cancels between two sizes.
func TestRestoreNetworkMemory(t *testing.T) {
	im := photo(t, "astronaut.png")
	taken := func(side int) float64 {
		part := picture.New(side, side, im.Channels())
		for c, plane := range part.Planes {
			for y := range side {
				copy(plane[y*side:(y+1)*side], im.Planes[c][y*im.W:])
			}
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if err := restoreNetwork(part, restoreFlags{}, new(bytes.Buffer)); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		return float64(after.TotalAlloc - before.TotalAlloc)
	}
	taken(128) // what is made once
	small, large := taken(256), taken(512)
	if a := (large - small) / (512*512 - 256*256); a < 7 || a > 9 {
		t.Errorf("%.2f bytes a pixel, want 8", a)
	}
}
