package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

// setResult is what -json prints of a set, as a user would read it.
type setResult struct {
	Pairs []struct {
		Original, Quantized, Filter, Error string
		B, Lo, Hi                          float64
	}
	Common *result
	Better string
	Failed int
}

func fitSetJSON(t *testing.T, want int, args ...string) setResult {
	t.Helper()
	status, stdout, stderr := gradstep(append([]string{"fit", "-json"}, args...)...)
	if status != want {
		t.Fatalf("%v: exit %d, %s", args, status, stderr)
	}
	var r setResult
	if err := json.Unmarshal([]byte(stdout), &r); err != nil {
		t.Fatalf("%v: %v in\n%s", args, err, stdout)
	}
	return r
}

func TestFitSet(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, dir := range []string{"originals", "one", "each"} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	im := photo(t, "camera.png")
	var list, files []string
	for i, b := range []float64{7.3, 8.5, 12.34} {
		name := string(rune('a'+i)) + ".png"
		crop := im.Crop(100*i, 80, 96, 128)
		files = append(files, save(t, crop, filepath.Join("originals", name)), save(t, picture.Quantize(nil, crop, 8.5), filepath.Join("one", name)))
		save(t, picture.Quantize(nil, crop, b), filepath.Join("each", name))
		list = append(list, "originals/"+name+";"+" each/"+name)
	}
	if err := os.WriteFile("pairs.csv", []byte("\ufefforiginal;quantized\r\n"+strings.Join(list, "\r\n")+"\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{files, {"originals", "one"}} {
		r := fitSetJSON(t, 0, args...)
		if r.Better != "one" || r.Common == nil || r.Common.Filter != "staircase" || !(r.Common.Lo <= 8.5 && 8.5 <= r.Common.Hi) || len(r.Pairs) != 3 {
			t.Errorf("%v: %+v, common %+v", args, r, r.Common)
		}
	}
	for _, args := range [][]string{{"-pairs", "pairs.csv"}, {"originals", "each"}} {
		r := fitSetJSON(t, 0, args...)
		if r.Better != "each" || len(r.Pairs) != 3 {
			t.Fatalf("%v: %+v", args, r)
		}
		for i, b := range []float64{7.3, 8.5, 12.34} {
			if p := r.Pairs[i]; p.Filter != "staircase" || !(p.Lo <= b && b <= p.Hi) {
				t.Errorf("%v: %+v, want b = %v", args, p, b)
			}
		}
	}
	// The parts, one of them made in two goes, are joined to what one run prints, letter by letter.
	all := append(files, "absent.png", "one/a.png")
	_, want, _ := gradstep(append([]string{"fit", "-json"}, all...)...)
	for i, shard := range []string{"1/3", "3/3"} {
		if status, stdout, stderr := gradstep(append([]string{"fit", "-parts", "parts", "-shard", shard}, all...)...); status != 0 || stdout != "" {
			t.Fatalf("part %d: exit %d, %s%s", i, status, stdout, stderr)
		}
	}
	if status, _, stderr := gradstep(append([]string{"fit", "-parts", "parts"}, all...)...); status != 1 || !strings.Contains(stderr, "lacks 1 of 4 pairs, originals/b.png") {
		t.Errorf("with a part missing: exit %d, %s", status, stderr)
	}
	journal, err := os.ReadFile("parts/fit-1-of-3.journal")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("parts/fit-1-of-3.journal", journal[:len(journal)*2/3], 0o600); err != nil { // killed
		t.Fatal(err)
	}
	for _, shard := range []string{"1/3", "2/3"} {
		gradstep(append([]string{"fit", "-parts", "parts", "-shard", shard}, all...)...)
	}
	if status, stdout, _ := gradstep(append([]string{"fit", "-json", "-parts", "parts"}, all...)...); status != 1 || stdout != want {
		t.Errorf("exit %d, joined:\n%s\none run:\n%s", status, stdout, want)
	}
	_, want, _ = gradstep(append([]string{"fit"}, all...)...)
	if _, stdout, _ := gradstep(append([]string{"fit", "-parts", "parts"}, all...)...); stdout != want {
		t.Errorf("joined:\n%s\none run:\n%s", stdout, want)
	}
	if status, _, stderr := gradstep(append([]string{"fit", "-parts", "parts", "-hi", "20"}, all...)...); status != 1 || !strings.Contains(stderr, "is a part of another fit") {
		t.Errorf("other flags: exit %d, %s", status, stderr)
	}
	// A file that is not there stops nothing else.
	r := fitSetJSON(t, 1, append(files, "absent.png", "one/a.png")...)
	if r.Failed != 1 || !strings.Contains(r.Pairs[3].Error, "absent.png") || r.Pairs[0].Filter != "staircase" {
		t.Errorf("%+v", r)
	}
	if _, stdout, _ := gradstep("fit", "originals", "one"); !strings.Contains(stdout, "One filter for all fits better") {
		t.Errorf("%s", stdout)
	}
}

func TestFitSetRefuses(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, dir := range []string{"x", "y"} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	save(t, flat(4, 3, 1, 0.5), "x/a.png")
	save(t, flat(4, 3, 1, 0.5), "y/b.png")
	for name, text := range map[string]string{"three.csv": "a,b,c\n", "empty.csv": "original,quantized\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for args, want := range map[string]string{
		"x y":                    "x/a.png has no partner of that name in y",
		"-pairs absent.csv":      "open absent.csv: no such file or directory",
		"-pairs empty.csv":       "empty.csv lists no pairs",
		"-pairs three.csv":       "want two columns, original and quantized",
		"-pairs three.csv a b":   "-pairs names the files, and 2 more are given",
		"-shard 3/2 a b c d":     "want I/N",
		"-shard 1/2 a b c d":     "-shard 1/2 needs -parts",
		"-parts none a b c d":    "none holds no fit-I-of-N.journal",
		"-channels each a b c d": "-channels each is for one pair",
	} {
		status, stdout, stderr := gradstep(append([]string{"fit"}, strings.Fields(args)...)...)
		if status == 0 || stdout != "" || !strings.Contains(stderr, want) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%s: exit %d, %q, %s", args, status, stdout, stderr)
		}
	}
}

// A picture of a folder that cannot be read is named, and does not pass in silence.
func TestFitFolderWithOtherPictures(t *testing.T) {
	t.Chdir(t.TempDir())
	im := photo(t, "camera.png").Crop(100, 80, 96, 128)
	for _, dir := range []string{"originals", "quantized"} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "b.gif"), []byte("GIF89a and so on"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	save(t, im, filepath.Join("originals", "a.png"))
	save(t, picture.Quantize(nil, im, 8.5), filepath.Join("quantized", "a.png"))
	r := fitSetJSON(t, 1, "originals", "quantized")
	if len(r.Pairs) != 2 || r.Failed != 1 || !strings.Contains(r.Pairs[1].Error, "GIF") || r.Pairs[0].Filter != "staircase" {
		t.Errorf("%+v", r)
	}
}
