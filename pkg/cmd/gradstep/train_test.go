package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

// A short training of a small network makes a file that restores, the same whether it was
// interrupted or not.
func TestTrainAndRestore(t *testing.T) {
	clean, in := photo(t, "camera.png").Crop(150, 60, 128, 96), filepath.Join(t.TempDir(), "noisy.png")
	save(t, picture.AddGaussian(nil, clean, 25.0/255, rand.New(rand.NewPCG(1, 2))), in)
	t.Chdir(t.TempDir())
	said := ""
	train := func(out, steps, checkpoint string) []byte {
		t.Helper()
		status, stdout, stderr := gradstep("train", "-out", out, "-depth", "3", "-channels", "6", "-patches", "64", "-rate", "0.01",
			"-steps", steps, "-checkpoint", checkpoint, filepath.Join(photos, "astronaut.png"))
		if status != success || stdout != "The network is in "+out+".\n" {
			t.Fatalf("exit %d, %q, %q", status, stdout, stderr)
		}
		said = stderr
		data, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	want := train("whole.json", "150", "")
	if !strings.Contains(said, "step 150 of 150") {
		t.Errorf("no word of the progress: %q", said)
	}
	again := train("again.json", "150", "ck.json")
	if !bytes.Equal(want, again) {
		t.Error("the same training makes another file")
	}
	if !bytes.Equal(want, train("resumed.json", "150", "ck.json")) {
		t.Error("a training that goes on from its end makes another file")
	}
	status, stdout, stderr := gradstep("restore", "-method", "network", "-weights", "whole.json", in, "out.png")
	if status != success || stderr != "" || !strings.Contains(stdout, "restored by network") || !strings.Contains(stdout, "noise estimated as") {
		t.Fatalf("exit %d, %q, %q", status, stdout, stderr)
	}
	if before, after := load(t, in).PSNR(clean), load(t, "out.png").PSNR(clean); after < before+3 {
		t.Errorf("%.2f dB before, %.2f after", before, after)
	}
}

// The network in the program restores grey and colour photographs.
func TestRestoreByTheNetwork(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"astronaut.png", "camera.png"} {
		clean, in := noisyPhoto(t, name, "noisy.png")
		status, stdout, stderr := gradstep("restore", "-method", "network", in, "out.png")
		if status != success || stderr != "" {
			t.Fatalf("exit %d, %q, %q", status, stdout, stderr)
		}
		if before, after := load(t, in).PSNR(clean), load(t, "out.png").PSNR(clean); after < before+5 {
			t.Errorf("%s: %.2f dB before, %.2f after", name, before, after)
		}
	}
	_, in := noisyPhoto(t, "camera.png", "noisy.png")
	if _, stdout, _ := gradstep("restore", "-method", "network", "-sigma", "90", in, "out.png"); !strings.Contains(stdout, "90 levels; the network was trained for 10 to 40") {
		t.Errorf("noise beyond the training is not said: %q", stdout)
	}
}

func TestTrainRefuses(t *testing.T) {
	t.Chdir(t.TempDir())
	for args, want := range map[string]string{
		"-least 50": "-least 50 and -most 40",
		"-out net.json -steps 0 " + photos + "/camera.png": "Steps 0",
		"-depth 1 " + photos + "/camera.png":               "a depth of 1",
		"-patches 0 " + photos + "/camera.png":             "0 patches",
		"nothing.png":                                      "nothing.png",
	} {
		status, stdout, stderr := gradstep(append([]string{"train"}, strings.Fields(args)...)...)
		if status == success || stdout != "" || !strings.Contains(stderr, want) {
			t.Errorf("%s: exit %d, %q, %q", args, status, stdout, stderr)
		}
	}
	if status, _, stderr := gradstep("restore", "-method", "network", "-weights", "none.json", photos+"/camera.png", "out.png"); status != failure || !strings.Contains(stderr, "none.json") {
		t.Errorf("missing weights: exit %d, %q", status, stderr)
	}
}

// The published training makes the weights of denoise.Trained, bit for bit. It takes minutes, and so
// runs with GRADSTEP_TRAIN=1 alone.
func TestPublishedTraining(t *testing.T) {
	if os.Getenv("GRADSTEP_TRAIN") == "" {
		t.Skip("takes minutes: set GRADSTEP_TRAIN=1, and GOAMD64=v1")
	}
	out := filepath.Join(t.TempDir(), "denoiser.json")
	status, _, stderr := gradstep("train", "-out", out, filepath.Join(photos, "astronaut.png"), filepath.Join(photos, "retina.jpg"))
	if status != success {
		t.Fatal(stderr)
	}
	published, err := os.ReadFile("../../denoise/denoiser.json")
	if data, err2 := os.ReadFile(out); err != nil || err2 != nil || !bytes.Equal(data, published) {
		t.Errorf("other weights than in pkg/denoise: %v, %v", err, err2)
	}
}
