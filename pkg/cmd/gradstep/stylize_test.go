package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

func writeText(t *testing.T, name, text string) string {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// What a chain makes is found again, by its numbers, with a part of the image painted over; the text is a chain file.
func TestStylize(t *testing.T) {
	t.Chdir(t.TempDir())
	im := photo(t, "astronaut.png").Crop(150, 40, 56, 56)
	save(t, im, "original.png")
	writeText(t, "chain.txt", "tone gain=0.9 gamma=1.3\nblur width=0.8\nquantize b=8.5\n")
	writeText(t, "unknown.txt", "tone gain=? gamma=?\nblur width=0.8\nquantize b=?\n")
	if status, stdout, stderr := gradstep("stylize", "chain.txt", "original.png", "styled.png"); status != 0 || stdout != "original.png: 56×56 pixels through 3 filters, written to styled.png\n" {
		t.Fatalf("exit %d, %s%s", status, stdout, stderr)
	}
	styled, err := picture.Load("styled.png")
	if err != nil {
		t.Fatal(err)
	}
	for _, plane := range styled.Planes {
		for i := range 10 * 56 {
			plane[i] = float64(i*37%256) / 255
		}
	}
	save(t, styled, "painted.png")
	status, stdout, stderr := gradstep("stylize", "-fit", "unknown.txt", "original.png", "painted.png")
	if status != 0 || stderr != "" {
		t.Fatalf("exit %d, %s%s", status, stdout, stderr)
	}
	golden(t, "stylize", stdout)
	status, _, stderr = gradstep("stylize", writeText(t, "found.txt", stdout), "original.png", "again.png")
	if status != 0 {
		t.Fatalf("the printed chain: %s", stderr)
	}
	again, err := picture.Load("again.png")
	if err != nil {
		t.Fatal(err)
	}
	off, n := 0, 0
	for c, plane := range again.Planes {
		for i := 10 * 56; i < len(plane); i++ {
			if n++; plane[i] != styled.Planes[c][i] {
				off++
			}
		}
	}
	if off*50 > n {
		t.Errorf("%d of %d samples come out otherwise", off, n)
	}
	var r styleReport
	status, stdout, _ = gradstep("stylize", "-json", "-fit", "unknown.txt", "original.png", "painted.png", "original.png", "styled.png")
	if err := json.Unmarshal([]byte(stdout), &r); status != 0 || err != nil || !r.Explained || len(r.Filters) != 3 || r.Total != 2*3*56*56 {
		t.Fatalf("exit %d, %v, %+v", status, err, r)
	}
	if b := r.Filters[2].Parameters[0]; b.Name != "b" || !b.Found || !(b.Lo <= 8.5 && 8.5 <= b.Hi) || !b.Determined {
		t.Errorf("%+v", b)
	}
}

// The report needs no other file, shows each filter, and has the same bits each time.
func TestStylizeReport(t *testing.T) {
	t.Chdir(t.TempDir())
	save(t, photo(t, "astronaut.png").Crop(150, 40, 48, 48), "a<b.png")
	writeText(t, "chain.txt", "blur width=0.8\nquantize b=8.5\n")
	writeText(t, "unknown.txt", "blur width=0.8\nquantize b=?\n")
	if status, _, stderr := gradstep("stylize", "chain.txt", "a<b.png", "styled.png", "-report", "run.html"); status != 0 {
		t.Fatal(stderr)
	}
	var pages [2][]byte
	for i := range pages {
		if status, _, stderr := gradstep("stylize", "-fit", "-report", "fit.html", "unknown.txt", "a<b.png", "styled.png"); status != 0 {
			t.Fatal(stderr)
		}
		var err error
		if pages[i], err = os.ReadFile("fit.html"); err != nil {
			t.Fatal(err)
		}
	}
	run, err := os.ReadFile("run.html")
	if err != nil || !bytes.Equal(pages[0], pages[1]) {
		t.Errorf("two reports differ: %v", err)
	}
	for _, page := range []string{string(run), string(pages[0])} {
		for _, s := range []string{"1. blur", "2. quantize", "What is left behind each filter", "data:image/png;base64,"} {
			if !strings.Contains(page, s) {
				t.Errorf("the page does not say %q", s)
			}
		}
		for _, s := range []string{"http:", "https:", "<script", "a<b", "NaN"} {
			if strings.Contains(page, s) {
				t.Errorf("the page has %q", s)
			}
		}
	}
}

func TestStylizeRefuses(t *testing.T) {
	t.Chdir(t.TempDir())
	im := photo(t, "camera.png").Crop(150, 40, 24, 24)
	save(t, im, "grey.png")
	save(t, im.Crop(0, 0, 20, 24), "narrow.png")
	save(t, im.Crop(0, 0, 4, 4), "tiny.png")
	save(t, photo(t, "astronaut.png").Crop(0, 0, 24, 24), "colour.png")
	for name, text := range map[string]string{
		"good.txt": "quantize b=8\n", "unknown.txt": "quantize b=?\n", "balance.txt": "balance red=? blue=1\nquantize b=8\n", "blur.txt": "blur width=1\n",
		"filter.txt": "blur width=1\nsharpen radius=3\n", "number.txt": "\n\nquantize b=\n", "nan.txt": "quantize b=NaN\n", "empty.txt": "",
		"huge.txt": strings.Repeat("# nothing\n", 20000), "twice.txt": "quantize b=8 b=9\n", "windows.txt": "\ufeffquantize b=x\r\n",
	} {
		writeText(t, name, text)
	}
	for args, want := range map[string]string{
		"good.txt grey.png":                            "want three files, CHAIN, IN and OUT, and got 2",
		"good.txt grey.png out.gif":                    "unsupported image format: out.gif: the name must end in .png, .jpg or .jpeg",
		"-json good.txt grey.png out.png":              "-json is for -fit",
		"-fit unknown.txt grey.png":                    "and got 2 files",
		"-fit -passes 0 unknown.txt grey.png grey.png": "-passes 0 is not positive",
		"unknown.txt grey.png out.png":                 "unknown.txt leaves 1 parameter unknown",
		"-fit good.txt grey.png grey.png":              "no unknown parameters",
		"absent.txt grey.png out.png":                  "absent.txt: no such file",
		"good.txt absent.png out.png":                  "absent.png",
		"blur.txt tiny.png out.png":                    "blur needs images of 6×6 pixels at least",
		"-fit unknown.txt grey.png narrow.png":         "the two must show the same pixels",
		"-fit unknown.txt grey.png colour.png":         "convert both to grey or both to colour",
		"filter.txt grey.png out.png":                  `filter.txt: line 2: bad style: there is no filter "sharpen"`,
		"number.txt grey.png out.png":                  "number.txt: line 3: ",
		"nan.txt grey.png out.png":                     "line 1: bad style: quantize: b=NaN is neither",
		"empty.txt grey.png out.png":                   "no line names a filter",
		"huge.txt grey.png out.png":                    "this is no chain file",
		"twice.txt grey.png out.png":                   "line 1: bad style: quantize says b twice",
		"windows.txt grey.png out.png":                 "line 1: bad style: quantize: b=x is neither",
		"-fit balance.txt grey.png grey.png":           "",
	} {
		status, _, stderr := gradstep(append([]string{"stylize"}, strings.Fields(args)...)...)
		if status == 0 || !strings.Contains(stderr, want) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%s: exit %d, %s", args, status, stderr)
		}
		if _, err := os.Stat("out.png"); err == nil {
			t.Errorf("%s: a file was written", args)
		}
	}
}
