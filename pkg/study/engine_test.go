package study

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// toy is a study of two stages whose second depends on the first; slow is what a
// job takes.
func toy(slow time.Duration, ran *atomic.Int64) Study {
	first := func(Results) (jobs []Job) {
		for i := range 40 {
			key := fmt.Sprintf("first seed=%d", i)
			jobs = append(jobs, Job{Key: key, Cost: float64(i % 7), Run: func() []float64 {
				ran.Add(1)
				time.Sleep(slow)
				rng := Generator("toy", i)
				return []float64{rng.Float64(), 1 / rng.NormFloat64(), math.NaN(), math.Inf(-1)}
			}})
		}
		return jobs
	}
	second := func(done Results) (jobs []Job) {
		for i := range 20 {
			jobs = append(jobs, Job{Key: fmt.Sprintf("second seed=%d", i), Cost: 1, Run: func() []float64 {
				ran.Add(1)
				time.Sleep(slow)
				return []float64{done[fmt.Sprintf("first seed=%d", i)][1] + done[fmt.Sprintf("first seed=%d", 39-i)][0]}
			}})
		}
		return jobs
	}
	return Study{
		Name: "toy", Stages: []Stage{first, second},
		Tables: func(done Results) []Table {
			a, b := Table{Name: "a", Columns: []string{"seed", "v"}}, Table{Name: "b", Columns: []string{"sum", "n"}}
			sum := 0.0
			for i := range 40 {
				v := done[fmt.Sprintf("first seed=%d", i)]
				a.Add(i, v[1])
				sum += v[0]
			}
			for i := range 20 {
				sum += done[fmt.Sprintf("second seed=%d", i)][0]
			}
			b.Add(sum, len(done))
			return []Table{a, b}
		},
	}
}

func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name()] = string(data)
	}
	return out
}

func same(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: files %v, want %v", what, len(got), len(want))
	}
	for name, data := range want {
		if got[name] != data {
			t.Errorf("%s: %s differs:\n%s\nwant\n%s", what, name, got[name], data)
		}
	}
}

func TestFilesDoNotDependOnTheWorkers(t *testing.T) {
	var want map[string]string
	for _, workers := range []int{1, 2, 16} {
		var ran atomic.Int64
		dir := t.TempDir()
		if err := Run(t.Context(), []Study{toy(0, &ran)}, Options{Dir: dir, Workers: workers}); err != nil {
			t.Fatal(err)
		}
		if got := files(t, dir); want == nil {
			want = got
			if len(want) != 2 || strings.Count(want["a.csv"], "\n") != 41 {
				t.Fatalf("files %v", want)
			}
		} else {
			same(t, fmt.Sprintf("%d workers", workers), got, want)
		}
		if ran.Load() != 60 {
			t.Errorf("%d jobs ran", ran.Load())
		}
	}
}

// TestMain lets the test binary play the part of a command that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("STUDY_TEST_DIR"); dir != "" {
		var ran atomic.Int64
		err := Run(context.Background(), []Study{toy(8*time.Millisecond, &ran)}, Options{Dir: dir, Workers: 2, Program: "test"})
		fmt.Println(ran.Load(), err)
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// Killed in the middle, and again in the middle of the rest, a run ends with the
// same files, bit for bit, and makes no job twice but those under way at a kill.
func TestKilledRunGoesOn(t *testing.T) {
	var ran atomic.Int64
	whole := t.TempDir()
	if err := Run(t.Context(), []Study{toy(0, &ran)}, Options{Dir: whole, Program: "test"}); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	lines := func() int {
		data, _ := os.ReadFile(journalPath(dir, "toy"))
		return bytes.Count(data, []byte("\n"))
	}
	start := func() *exec.Cmd {
		c := exec.Command(os.Args[0], "-test.run=^$")
		c.Env = append(os.Environ(), "STUDY_TEST_DIR="+dir)
		return c
	}
	for _, until := range []int{10, 48} { // in the first stage, in the second
		c := start()
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		for wait := 0; lines() < until && wait < 5000; wait++ {
			time.Sleep(time.Millisecond)
		}
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		c.Wait()
		if n := lines(); n < until || n >= 61 {
			t.Fatalf("the journal has %d lines when the run is killed, want %d or a few more", n, until)
		}
		if f := files(t, dir); len(f) != 1 {
			t.Errorf("tables are there before the end: %v", f)
		}
	}
	done := lines() - 1 // the head aside
	out, err := start().Output()
	if err != nil {
		t.Fatalf("%v: %s", err, err.(*exec.ExitError).Stderr)
	}
	if want := fmt.Sprintf("%d <nil>\n", 60-done); string(out) != want {
		t.Errorf("the last run says %q, want %q", out, want)
	}
	same(t, "after two kills", files(t, dir), files(t, whole))
}

// A journal that ends in the middle of a line, or in garbage, loses that line only;
// one of another program is not used.
func TestJournalIsCheckedLineByLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.journal")
	j, err := openJournal(path, "p1")
	if err != nil {
		t.Fatal(err)
	}
	values := []float64{0.1, math.Inf(1), math.NaN(), math.Copysign(0, -1), 5e-324}
	for _, key := range []string{"a b", "c", "d"} {
		if err := j.add(key, values); err != nil {
			t.Fatal(err)
		}
	}
	j.file.Close()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, program string
		data          []byte
		want          int
	}{
		{"whole", "p1", data, 3},
		{"cut", "p1", data[:len(data)-3], 2},
		{"no end of line", "p1", data[:len(data)-1], 2},
		{"changed digit", "p1", bytes.Replace(data, []byte("0.1"), []byte("0.2"), 1), 0},
		{"garbage behind", "p1", append(bytes.Clone(data), "\x00\x00\x00\n\x00"...), 3},
		{"another program", "p2", data, 0},
		{"empty", "p1", nil, 0},
	} {
		if err := os.WriteFile(path, c.data, 0o600); err != nil {
			t.Fatal(err)
		}
		j, err := openJournal(path, c.program)
		if err != nil {
			t.Fatal(err)
		}
		if len(j.done) != c.want {
			t.Errorf("%s: %d jobs, want %d", c.name, len(j.done), c.want)
		}
		for _, got := range j.done {
			for i, v := range values {
				if math.Float64bits(got[i]) != math.Float64bits(v) && !(math.IsNaN(v) && math.IsNaN(got[i])) {
					t.Errorf("%s: %v became %v", c.name, v, got[i])
				}
			}
		}
		// What is added next stands behind whole lines.
		if err := j.add("e", nil); err != nil {
			t.Fatal(err)
		}
		j.file.Close()
		if j, err = openJournal(path, c.program); err != nil || len(j.done) != c.want+1 {
			t.Errorf("%s: after one more job %d, %v", c.name, len(j.done), err)
		}
		j.file.Close()
	}
}

func TestRunRefusesAndReports(t *testing.T) {
	tables := func(Results) []Table { return nil }
	twice := Study{Name: "twice", Stages: One([]Job{{Key: "a"}, {Key: "a"}}), Tables: tables}
	if err := Run(t.Context(), []Study{twice}, Options{Dir: t.TempDir()}); !errors.Is(err, ErrStudy) || !strings.Contains(err.Error(), `"a"`) {
		t.Errorf("two jobs with one key: %v", err)
	}
	broken := Study{Name: "broken", Stages: One([]Job{{Key: "b", Run: func() []float64 { panic("boom") }}}), Tables: tables}
	if err := Run(t.Context(), []Study{broken}, Options{Dir: t.TempDir()}); !errors.Is(err, ErrStudy) || !strings.Contains(err.Error(), "boom") {
		t.Errorf("a job that panics: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var ran atomic.Int64
	s := toy(0, &ran)
	s.Stages[0] = func(done Results) []Job {
		jobs := toy(0, &ran).Stages[0](done)
		jobs[20].Cost, jobs[20].Run = 100, func() []float64 { cancel(); return nil } // it starts first
		return jobs
	}
	if err := Run(ctx, []Study{s}, Options{Dir: t.TempDir(), Workers: 1}); !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "goes on from there") {
		t.Errorf("a cancelled run: %v", err)
	}
	if n := ran.Load(); n > 2 {
		t.Errorf("%d jobs started after the cancellation", n)
	}
}

func TestProgressTellsTheTimeLeft(t *testing.T) {
	var out bytes.Buffer
	now := time.Unix(0, 0)
	p := &progress{out: &out, now: func() time.Time { return now }, start: now, last: now, total: 4, all: 100}
	p.skipped = 20
	p.finished("x", 20) // from the journal
	now = now.Add(40 * time.Second)
	p.finished("x", 40)
	if want := "study x: 2 of 4 jobs, 60 %, 40s left\n"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
	p.live = true
	now = now.Add(time.Second)
	p.finished("x", 1)
	p.end()
	if !strings.HasSuffix(out.String(), "\r") || !strings.Contains(out.String(), "\rstudy x: 3 of 4 jobs") {
		t.Errorf("%q", out.String())
	}
}
