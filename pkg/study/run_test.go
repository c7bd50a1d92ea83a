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
	"syscall"
	"testing"
	"time"
)

// toy is a study of two parts, in the first of which jobs need others; slow is what a job takes.
func toy(slow time.Duration, ran *atomic.Int64) Study {
	job := func(key string, cost float64, run func(done Results) Result, needs ...string) Job {
		return Job{Key: key, Cost: cost, Needs: needs, Run: func(_ context.Context, done Results) (Result, error) {
			ran.Add(1)
			time.Sleep(slow)
			return run(done), nil
		}}
	}
	first := func(i int) string { return fmt.Sprintf("first seed=%d", i) }
	second := func(i int) string { return fmt.Sprintf("second seed=%d", i) }
	var a, b []Job
	for i := range 40 {
		a = append(a, job(first(i), float64(i%7), func(Results) Result {
			rng := Generator("toy", i)
			r := Result{"v": 1 / rng.NormFloat64(), "none": math.NaN()}
			r.SetVector("w", []float64{rng.Float64(), math.Inf(-1), math.Copysign(0, -1)})
			return r
		}))
	}
	for i := range 20 {
		a = append(a, job(second(i), 1, func(done Results) Result {
			if len(done) != 2 {
				panic("it sees what it does not need")
			}
			return Result{"sum": done[first(i)]["v"] + done[first(39-i)].Vector("w")[0]}
		}, first(i), first(39-i)))
	}
	for i := range 5 {
		b = append(b, job(first(i), 100, func(Results) Result { return Result{"i": float64(i)} }))
	}
	return Study{Name: "toy", Parts: []Part{
		{
			Name: "a", Jobs: a,
			Tables: []Table{{Name: "a", Columns: []string{"seed", "v", "w"}, Digits: 17}, {Name: "sums", Columns: []string{"sum", "n"}}},
			Fill: func(done Results, t []*Table) {
				sum := 0.0
				for i := range 40 {
					t[0].Add(i, done[first(i)]["v"], done[first(i)].Vector("w")[0])
				}
				for i := range 20 {
					sum += done[second(i)]["sum"]
				}
				t[1].Add(sum, len(done))
			},
		},
		{
			Name: "b", Jobs: b, Tables: []Table{{Name: "b", Columns: []string{"i"}}},
			Fill: func(done Results, t []*Table) {
				for i := range 5 {
					t[0].Add(done[first(i)]["i"])
				}
			},
		},
	}}
}

const toyJobs = 65

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
		t.Errorf("%s: %d files, want %d", what, len(got), len(want))
	}
	for name, data := range want {
		if got[name] != data {
			t.Errorf("%s: %s differs:\n%s\nwant\n%s", what, name, got[name], data)
		}
	}
}

// whole is what a run leaves.
func whole(t *testing.T, set Settings) map[string]string {
	t.Helper()
	var ran atomic.Int64
	set.Dir = t.TempDir()
	if err := Run(t.Context(), toy(0, &ran), set); err != nil {
		t.Fatal(err)
	}
	if ran.Load() != toyJobs {
		t.Errorf("%d jobs ran", ran.Load())
	}
	return files(t, set.Dir)
}

func TestFilesDoNotDependOnTheWorkers(t *testing.T) {
	want := whole(t, Settings{Workers: 1})
	if len(want) != 3 || strings.Count(want["a.csv"], "\n") != 41 || want["b.csv"] != "i\n0\n1\n2\n3\n4\n" {
		t.Fatalf("files %v", want)
	}
	for _, workers := range []int{2, 16} {
		same(t, fmt.Sprintf("%d workers", workers), whole(t, Settings{Workers: workers}), want)
	}
}

// TestMain lets the test binary play the part of a command that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("STUDY_TEST_DIR"); dir != "" {
		var ran atomic.Int64
		err := Run(context.Background(), toy(8*time.Millisecond, &ran), Settings{Dir: dir, Workers: 2, Program: "test"})
		fmt.Println(ran.Load(), err)
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// Killed in the middle, and again in the middle of the rest, a run ends with the
// same files, bit for bit, and makes no job twice but those under way at a kill.
func TestKilledRunGoesOn(t *testing.T) {
	dir := t.TempDir()
	lines := func() int {
		data, _ := os.ReadFile(filepath.Join(dir, "toy.journal"))
		return bytes.Count(data, []byte("\n"))
	}
	start := func() *exec.Cmd {
		c := exec.Command(os.Args[0], "-test.run=^$")
		c.Env = append(os.Environ(), "STUDY_TEST_DIR="+dir)
		return c
	}
	for _, until := range []int{10, 52} { // before the jobs that need others, and among them
		c := start()
		if err := c.Start(); errors.Is(err, syscall.ENOEXEC) || errors.Is(err, errors.ErrUnsupported) {
			t.Skip("where this test runs no program can be started: ", err)
		} else if err != nil {
			t.Fatal(err)
		}
		for wait := 0; lines() < until && wait < 30_000; wait++ {
			time.Sleep(time.Millisecond)
		}
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		c.Wait()
		if n := lines(); n < until || n > toyJobs {
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
	if want := fmt.Sprintf("%d <nil>\n", toyJobs-done); string(out) != want {
		t.Errorf("the last run says %q, want %q", out, want)
	}
	same(t, "after two kills", files(t, dir), whole(t, Settings{}))
}

// What is not well made is refused before a job runs, and a job that fails is named.
func TestRunRefusesAndReports(t *testing.T) {
	fill := func(Results, []*Table) {}
	ok := func(context.Context, Results) (Result, error) { return nil, nil }
	boom := errors.New("boom")
	for _, c := range []struct {
		name string
		jobs []Job
		fill func(Results, []*Table)
		want string
		is   error
	}{
		{"twice", []Job{{Key: "a", Run: ok}, {Key: "a", Run: ok}}, fill, `two jobs have the key "p/a"`, ErrStudy},
		{"unknown", []Job{{Key: "a", Needs: []string{"b"}, Run: ok}}, fill, `"p/a" needs "b"`, ErrStudy},
		{"circle", []Job{{Key: "a", Needs: []string{"b"}, Run: ok}, {Key: "b", Needs: []string{"a"}, Run: ok}}, fill, `"p/a" needs "b"`, ErrStudy},
		{"panic", []Job{{Key: "b", Run: func(context.Context, Results) (Result, error) { panic(boom) }}}, fill, `job "p/b": study: bad study: panic: boom`, ErrStudy},
		{"error", []Job{{Key: "b", Run: func(context.Context, Results) (Result, error) { return nil, boom }}}, fill, `job "p/b": boom`, boom},
		{"tables", []Job{{Key: "a", Run: ok}}, func(Results, []*Table) { panic("no row") }, "tables of p: study: bad study: panic: no row", ErrStudy},
	} {
		s := Study{Name: c.name, Parts: []Part{{Name: "p", Jobs: c.jobs, Fill: c.fill}}}
		if err := Run(t.Context(), s, Settings{Dir: t.TempDir()}); !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestCancelledRun(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var ran atomic.Int64
	s := toy(0, &ran)
	s.Parts[0].Jobs[20].Cost = 1000 // it starts first
	s.Parts[0].Jobs[20].Run = func(context.Context, Results) (Result, error) { cancel(); return Result{}, nil }
	err := Run(ctx, s, Settings{Dir: t.TempDir(), Workers: 1})
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "stopped after 1 of 65 jobs; the same command goes on from there") {
		t.Errorf("a cancelled run: %v", err)
	}
	if n := ran.Load(); n > 0 {
		t.Errorf("%d jobs started after the cancellation", n)
	}
}

// The places of the results are tried before the first job, and what an earlier version has left is not touched.
func TestOutputsAreTriedFirst(t *testing.T) {
	var ran atomic.Int64
	s := toy(0, &ran)
	occupied := t.TempDir()
	if err := os.Mkdir(filepath.Join(occupied, "sums.csv"), 0o700); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]string{occupied: "the table sums", file: "the folder of the tables"} {
		if err := Run(t.Context(), s, Settings{Dir: dir}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	dir := t.TempDir()
	j, err := OpenJournal(s.JournalPath(dir, Shard{}), Head{Study: "toy", Program: "older"}.String())
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(j.Add("a/first seed=1", "v=1"), j.Close()); err != nil {
		t.Fatal(err)
	}
	before := files(t, dir)
	err = Run(t.Context(), s, Settings{Dir: dir, Program: "newer"})
	if !errors.Is(err, ErrPart) || !strings.Contains(err.Error(), "another version") || !strings.Contains(err.Error(), "toy.journal") {
		t.Errorf("the journal of another version: %v", err)
	}
	same(t, "the journal of another version", files(t, dir), before)
	if ran.Load() != 0 {
		t.Errorf("%d jobs ran", ran.Load())
	}
}

// When the tables cannot be made or written at the end, no finished job is lost, and none is made again.
func TestFailureAtTheEndLosesNothing(t *testing.T) {
	t.Chdir(t.TempDir())
	var ran atomic.Int64
	s := toy(0, &ran)
	good := s.Parts[1].Fill
	s.Parts[1].Fill = func(Results, []*Table) { panic("the disk is full") }
	err := Run(t.Context(), s, Settings{}) // in the current folder
	if err == nil || !strings.Contains(err.Error(), "the disk is full") || !strings.Contains(err.Error(), "kept in toy.journal") {
		t.Fatal(err)
	}
	s.Parts[1].Fill = good
	if err := Run(t.Context(), s, Settings{}); err != nil || ran.Load() != toyJobs {
		t.Errorf("%d jobs ran, %v", ran.Load(), err)
	}
	same(t, "after a failure at the end", files(t, "."), whole(t, Settings{}))
}

func TestOnly(t *testing.T) {
	var ran atomic.Int64
	s, err := toy(0, &ran).Only("b")
	if err != nil || len(s.Parts) != 1 || s.Cost() != 500*time.Microsecond {
		t.Errorf("%v, %v", s, err)
	}
	if _, err := s.Only("b", "c"); !errors.Is(err, ErrValue) || !strings.Contains(err.Error(), `toy has no part "c"; it has b`) {
		t.Error(err)
	}
	if all, err := s.Only(); err != nil || len(all.Parts) != 1 {
		t.Errorf("%v, %v", all, err)
	}
}
