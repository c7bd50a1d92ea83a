package blackbox_test

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/blackbox"
	"github.com/gradstep/gradstep/pkg/optim"
)

// The same run has the same result at any number of jobs, from a journal that was cut anywhere, and
// from a whole one without running the program at all.
func TestMinimizeGoesOn(t *testing.T) {
	c := shell(bowl, 2)
	run := func(path string, jobs int) (blackbox.Result, int) {
		t.Helper()
		j := openJournal(t, path, c)
		defer j.Close()
		e := &blackbox.Evaluator{Command: c, Journal: j, Jobs: jobs, Budget: 60}
		box, err := blackbox.NewBox([]float64{1, 1}, []float64{-2, -2}, []float64{2, 2}, nil)
		if err != nil {
			t.Fatal(err)
		}
		source, err := blackbox.NewSource("sphere", 2, 0.02, 2)
		if err != nil {
			t.Fatal(err)
		}
		r, err := blackbox.Minimize(context.Background(), e, box, []float64{1, 1}, blackbox.Settings{Source: source, Rule: optim.NewRMSprop(), Rate: 0.05, Seed: 7})
		if err != nil {
			t.Fatal(err)
		}
		ran, _ := e.Ran()
		return r, ran
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "one")
	want, ran := run(path, 1)
	if want.F > 0.1 || want.Steps != 11 || ran != 56 {
		t.Fatalf("f = %v after %d steps, %d programs", want.F, want.Steps, ran)
	}
	if got, ran := run(filepath.Join(dir, "four"), 4); !reflect.DeepEqual(got, want) || ran != 56 {
		t.Errorf("with 4 jobs: %v after %d programs, want %v", got, ran, want)
	}
	if got, ran := run(path, 1); !reflect.DeepEqual(got, want) || ran != 0 {
		t.Errorf("again: %v after %d programs", got, ran)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(data), "\n")
	for _, left := range []string{strings.Join(lines[:30], ""), strings.Join(lines[:30], "") + lines[30][:10], lines[0][:9], ""} {
		cut := filepath.Join(dir, "cut")
		if err := os.WriteFile(cut, []byte(left), 0o600); err != nil {
			t.Fatal(err)
		}
		got, ran := run(cut, 2)
		after, err := os.ReadFile(cut)
		if err != nil || !reflect.DeepEqual(got, want) || ran != 56-max(0, strings.Count(left, "\n")-1) || strings.Count(string(after), "\n") != 57 {
			t.Errorf("cut to %d bytes: f = %v after %d programs, %v", len(left), got.F, ran, err)
		}
	}
}
