package study

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTableIsWrittenAndRead(t *testing.T) {
	dir := t.TempDir()
	made := Table{Name: "t", Columns: []string{"what", "n", "v"}}
	made.Add("a, \"b\"", 3, 1.0/3)
	made.Add("c", 3, 1e6)
	made.Add("c", 4, math.NaN())
	if err := made.Save(dir); err != nil {
		t.Fatal(err)
	}
	read, err := Load(dir, "t")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(made, read); d != "" {
		t.Error(d)
	}
	if v := read.Where("n", 3).Where("what", "c").Value("v"); v != 1e6 {
		t.Errorf("v = %v", v)
	}
	if v := read.Floats("v"); v[0] != 0.33333 || !math.IsNaN(v[2]) {
		t.Errorf("v = %v", v)
	}
	if got := read.Distinct("what"); !slices.Equal(got, []string{"a, \"b\"", "c"}) {
		t.Errorf("distinct %q", got)
	}
	if e, _ := os.ReadDir(dir); len(e) != 1 {
		t.Errorf("%d files are left", len(e))
	}
	for name, data := range map[string]string{"empty": "", "ragged": "a,b\n1\n", "quote": "a\n\"x\n"} {
		if err := os.WriteFile(filepath.Join(dir, name+".csv"), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(dir, name); !errors.Is(err, ErrTable) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Load(dir, "absent"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("absent: %v", err)
	}
	if err := made.Save(filepath.Join(dir, "absent")); err == nil {
		t.Error("no error where there is no folder")
	}
}

func TestSummarize(t *testing.T) {
	s := Summarize([]float64{4, 1, 3, 2, 10})
	if s.Mean != 4 || s.Q25 != 2 || s.Median != 3 || s.Q75 != 4 || math.Abs(s.SE-math.Sqrt(50.0/4/5)) > 1e-12 {
		t.Errorf("%+v", s)
	}
	s = Summarize([]float64{1, math.NaN(), 2})
	if !math.IsNaN(s.Mean) || s.Median != 2 || !math.IsInf(s.Q75, 1) {
		t.Errorf("%+v", s)
	}
	if s := Summarize(nil); !math.IsNaN(s.Median) {
		t.Errorf("%+v", s)
	}
}

// Exact powers give exact slopes with no width; of noisy runs the interval covers
// the truth about as often as it says.
func TestFitSlope(t *testing.T) {
	x := []float64{1, 2, 4, 8, 16}
	exact := [][]float64{{}, {}}
	for _, v := range x {
		exact[0] = append(exact[0], 3*math.Pow(v, -0.5))
		exact[1] = append(exact[1], 7*math.Pow(v, -0.5))
	}
	for _, typical := range []bool{false, true} {
		f := FitSlope("exact", x, exact, typical)
		if math.Abs(f.Slope+0.5) > 1e-12 || f.Hi-f.Lo > 1e-12 {
			t.Errorf("%+v", f)
		}
	}
	if exact[0][0] != 3 {
		t.Error("the runs were changed")
	}
	covered := 0
	const trials = 200
	for trial := range trials {
		rng := Generator("slopes", trial)
		runs := make([][]float64, 30)
		for r := range runs {
			walk := 0.0
			for _, v := range x {
				walk += 0.3 * rng.NormFloat64() // points of a run depend on each other
				runs[r] = append(runs[r], math.Exp(walk)*math.Pow(v, -1))
			}
		}
		f := FitSlope("noisy", x, runs, true)
		if f.Lo <= -1 && -1 <= f.Hi {
			covered++
		}
	}
	if covered < 175 || covered > 199 {
		t.Errorf("%d of %d intervals cover the slope", covered, trials)
	}
}
