package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stair"
)

var goldens = func() string {
	dir, err := filepath.Abs("testdata")
	if err != nil {
		panic(err)
	}
	return dir
}()

// golden compares with a file of testdata; with GRADSTEP_UPDATE set it writes
// the file instead.
func golden(t *testing.T, name, got string) {
	t.Helper()
	name = filepath.Join(goldens, name+".txt")
	if os.Getenv("GRADSTEP_UPDATE") != "" {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", filepath.Base(name), diff)
	}
}

func TestOutput(t *testing.T) {
	t.Chdir(t.TempDir())
	im := photo(t, "astronaut.png").Crop(100, 50, 192, 192)
	save(t, im, "original.png")
	save(t, picture.Quantize(nil, im, 12.34), "quantized.png")
	tests := []struct {
		name string
		args []string
	}{
		{"common", []string{"fit", "original.png", "quantized.png"}},
		{"each", []string{"fit", "-channels", "each", "original.png", "quantized.png"}},
		{"json", []string{"fit", "original.png", "-json", "quantized.png"}},
		{"each-json", []string{"fit", "original.png", "quantized.png", "-json", "-channels=each"}},
		{"outside-domain", []string{"fit", "-hi", "12", "original.png", "quantized.png"}},
		{"at-the-end", []string{"fit", "-lo", "12.345", "-hi", "12.5", "original.png", "quantized.png"}},
		{"swapped", []string{"fit", "quantized.png", "original.png"}},
		{"itself", []string{"fit", "original.png", "original.png"}},
		{"help", []string{"-h"}},
		{"help", []string{"help"}},
		{"help-restore", []string{"restore", "-h"}},
		{"help-fit", []string{"fit", "-h"}},
		{"help-fit", []string{"help", "fit"}},
		{"help-fit", []string{"fit", "original.png", "--help"}},
	}
	for _, test := range tests {
		status, stdout, stderr := gradstep(test.args...)
		if status != 0 || stderr != "" {
			t.Errorf("%v: exit %d, %s", test.args, status, stderr)
		}
		golden(t, test.name, stdout)
	}
}

func TestNotes(t *testing.T) {
	vote := stair.Vote{Consensus: stair.Consensus{B: 12, Lo: 11.9, Hi: 12.1, Agree: 90, Total: 100}, Nearby: 80, First: 11.9, Last: 12.1}
	vote.RunnerUp = stair.Consensus{B: 20, Lo: 19, Hi: 21, Agree: 50, Total: 100}
	notes := func(change func(v *stair.Vote), format string) []string {
		v := vote
		change(&v)
		return newAnswer("", v, new(stair.Histogram), &report{Domain: [2]float64{2, 128}, lossy: format}).Notes
	}
	const beyond = "the interval reaches the end of the domain [2, 128]: the true b may lie beyond; widen it by -lo or -hi"
	for _, test := range []struct {
		change func(v *stair.Vote)
		want   []string
	}{
		{func(v *stair.Vote) {}, []string{}},
		{func(v *stair.Vote) { v.Lo = 2 }, []string{beyond}},
		{func(v *stair.Vote) { v.Hi = 128 }, []string{beyond}},
		{func(v *stair.Vote) { v.Lo, v.Hi = 12, 12 }, []string{"this b stands alone: fewer samples agree with those on either side"}},
		{func(v *stair.Vote) { v.Ties, v.Last = 1, 12.3 }, []string{"as many samples agree in 1 other interval close by: b lies between 11.900000 and 12.300000"}},
		{func(v *stair.Vote) { v.Ties, v.Last = 2, 12.3 }, []string{"as many samples agree in 2 other intervals close by: b lies between 11.900000 and 12.300000"}},
		{func(v *stair.Vote) { v.RunnerUp.Agree = 89 }, []string{"the runner-up has nearly as many votes: b may as well be 20.000000"}},
		{func(v *stair.Vote) { v.RunnerUp.Agree = 88 }, []string{}},
		{func(v *stair.Vote) { v.RunnerUp.Agree, v.Ties = 90, 1 }, []string{}}, // said by the exit
		{func(v *stair.Vote) { v.Agree, v.RunnerUp.Agree = 49, 9 }, []string{"only a minority agrees: check that the first file is the original and the second its quantized form, pixel for pixel"}},
	} {
		if diff := cmp.Diff(test.want, notes(test.change, "")); diff != "" {
			t.Errorf("notes differ (-want +got):\n%s", diff)
		}
	}
	if got := notes(func(v *stair.Vote) { v.Agree, v.RunnerUp.Agree = 49, 9 }, "JPEG"); len(got) != 1 || !strings.Contains(got[0], "JPEG") {
		t.Errorf("a JPEG: %q", got)
	}
}

func TestNumbersAreNotFlattered(t *testing.T) {
	for _, test := range []struct {
		part, total int
		want        string
	}{
		{0, 10, "0.00 %"},
		{10, 10, "100 %"},
		{999999, 1000000, "99.99 %"},
		{1, 1000000, "below 0.01 %"},
		{1, 3, "33.33 %"},
	} {
		if got := percent(test.part, test.total); got != test.want {
			t.Errorf("%d of %d: %s, want %s", test.part, test.total, got, test.want)
		}
	}
	if lo, hi := down(1.9999999), up(2.0000001); lo != "1.999999" || hi != "2.000001" {
		t.Errorf("[%s, %s] does not hold [1.9999999, 2.0000001]", lo, hi)
	}
}
