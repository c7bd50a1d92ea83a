package blackbox_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/gradstep/gradstep/pkg/blackbox"
	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/optim"
)

// shell is a program that prints what the script does with $1, $2, …
func shell(script string, n int) *blackbox.Command {
	args := []string{"sh", "-c", script, "sh"}
	for i := range n {
		args = append(args, fmt.Sprintf("{x%d}", i))
	}
	return &blackbox.Command{Args: args}
}

const bowl = `awk -v x="$1" -v y="$2" 'BEGIN { printf "%.17g\n", (x-0.3)*(x-0.3) + 3*(y+0.2)*(y+0.2) }'`

func openJournal(t *testing.T, path string, c *blackbox.Command) *blackbox.Journal {
	t.Helper()
	j, err := blackbox.OpenJournal(path, c.Args)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	return j
}

func TestVariables(t *testing.T) {
	for _, q := range []struct {
		args []string
		n    int
		says string
	}{
		{[]string{"f", "{x0}"}, 1, ""},
		{[]string{"f", "--a={x1}", "{x0},{x0}"}, 2, ""},
		{nil, 0, "no command"},
		{[]string{"f", "x0", "{x}", "{x00}"}, 0, "no {x0}"},
		{[]string{"f", "{x0}", "{x2}"}, 0, "but no {x1}"},
	} {
		n, err := (&blackbox.Command{Args: q.args}).Variables()
		if n != q.n || q.says == "" && err != nil || q.says != "" && (!errors.Is(err, blackbox.ErrValue) || !strings.Contains(err.Error(), q.says)) {
			t.Errorf("%q: %d, %v", q.args, n, err)
		}
	}
}

// What a program may do, and what is said of it.
func TestValue(t *testing.T) {
	for _, q := range []struct {
		script string
		want   float64
		says   string
	}{
		{`echo "$1"`, -0.1, ""},
		{`echo "step 1: loss 7"; echo; echo " -2.5e-3 "; echo; echo noise >&2`, -2.5e-3, ""},
		{`echo "loss = 3"`, 0, `the last line of`},
		{`echo "loss = 3"`, 0, `"loss = 3" and no number`},
		{`echo nan`, 0, `"nan", which is not finite`},
		{`echo 1e999`, 0, `which is not finite`},
		{`:`, 0, "printed nothing"},
		{`echo 1; echo "no such file: data.csv" >&2; exit 3`, 0, `exit status 3; its last line of errors is "no such file: data.csv"`},
		{`kill -9 $$`, 0, "killed"},
		{`sleep 60`, 0, "did not end within"},
		{`head -c 100000 /dev/zero | tr '\0' x; echo; echo 5`, 5, ""},
	} {
		c := shell(q.script, 1)
		c.Timeout = 10 * time.Second
		if strings.Contains(q.says, "within") {
			c.Timeout = 100 * time.Millisecond
		}
		v, err := c.Value(context.Background(), []float64{-0.1})
		if v != q.want || q.says == "" && err != nil || q.says != "" && (!errors.Is(err, blackbox.ErrFailed) || !strings.Contains(err.Error(), q.says)) {
			t.Errorf("%s: %v, %v", q.script, v, err)
		}
	}
	none := blackbox.Command{Args: []string{"/no/such/program", "{x0}"}}
	if _, err := none.Value(context.Background(), []float64{1}); !errors.Is(err, blackbox.ErrFailed) {
		t.Error(err)
	}
}

// A program that is out of time takes its own children with it.
func TestTimeoutEndsTheGroup(t *testing.T) {
	file := filepath.Join(t.TempDir(), "alive")
	c := shell(`(sleep 1; echo late > "`+file+`") & sleep 60; echo "$1"`, 1)
	c.Timeout = 200 * time.Millisecond
	began := time.Now()
	if _, err := c.Value(context.Background(), []float64{1}); !errors.Is(err, blackbox.ErrFailed) || time.Since(began) > 20*time.Second {
		t.Errorf("%v after %v", err, time.Since(began))
	}
	time.Sleep(1500 * time.Millisecond)
	if _, err := os.Stat(file); err == nil {
		t.Error("a child of the program lived on")
	}
}

// The same run has the same result at any number of jobs, from a journal that was cut anywhere, and from a whole one
// without running the program at all.
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

func TestJournalRefuses(t *testing.T) {
	c := shell("echo 1", 1)
	dir := t.TempDir()
	for name, q := range map[string][2]string{
		"other":   {`{"gradstep":"values","version":1,"command":["f","{x0}"]}` + "\n", `another command, "f {x0}"`},
		"version": {`{"gradstep":"values","version":2,"command":["f","{x0}"]}` + "\n", "has version 2"},
		"text":    {"Dear diary,\n", "is no journal"},
		"word":    {"precious", "is no journal"},
		"damaged": {`{"gradstep":"values","version":1,"command":["sh","-c","echo 1","sh","{x0}"]}` + "\n" + `{"x":[1],"f":` + "\n" + `{"x":[2],"f":3}` + "\n", "line 2"},
		"empty":   {`{"gradstep":"values","version":1,"command":["sh","-c","echo 1","sh","{x0}"]}` + "\n" + `{"x":[1]}` + "\n", "line 2"},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(q[0]), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := blackbox.OpenJournal(path, c.Args)
		after, _ := os.ReadFile(path)
		if !errors.Is(err, blackbox.ErrJournal) || !strings.Contains(err.Error(), q[1]) || string(after) != q[0] {
			t.Errorf("%s: %v; the file is %q", name, err, after)
		}
	}
	path := filepath.Join(dir, "used")
	openJournal(t, path, c)
	if _, err := blackbox.OpenJournal(path, c.Args); !errors.Is(err, blackbox.ErrJournal) {
		t.Errorf("opened twice: %v", err)
	}
}

// Failures end a run or count as the worst value so far, and are tried again as often as one says.
func TestFailures(t *testing.T) {
	ctx := context.Background()
	c := shell(`case "$1" in 3) echo nan;; *) echo "$1";; esac`, 1)
	points := [][]float64{{1}, {2}, {3}, {0.5}}
	path := filepath.Join(t.TempDir(), "j")
	stop := &blackbox.Evaluator{Command: c, Journal: openJournal(t, path, c)}
	if _, err := stop.Values(ctx, points); !errors.Is(err, blackbox.ErrFailed) || !strings.Contains(err.Error(), "nan") {
		t.Errorf("stop: %v", err)
	}
	if n := stop.Journal.Len(); n != 3 {
		t.Errorf("the journal has %d", n)
	}
	worst := &blackbox.Evaluator{Command: c, Journal: stop.Journal, Failures: blackbox.Worst}
	got, err := worst.Values(ctx, points)
	if ran, failed := worst.Ran(); err != nil || !reflect.DeepEqual(got, []float64{1, 2, 2, 0.5}) || ran != 1 || failed != 1 {
		t.Errorf("worst: %v, %v, %d ran, %d failed", got, err, ran, failed)
	}
	first := &blackbox.Evaluator{Command: c, Failures: blackbox.Worst}
	if _, err := first.Values(ctx, [][]float64{{3}}); !errors.Is(err, blackbox.ErrFailed) {
		t.Errorf("at the first point: %v", err)
	}
	file := filepath.Join(t.TempDir(), "tried")
	flaky := &blackbox.Evaluator{Command: shell(`if [ -f "`+file+`" ]; then echo 7; else : > "`+file+`"; exit 1; fi; : $1`, 1), Retries: 1}
	if got, err := flaky.Values(ctx, [][]float64{{1}}); err != nil || got[0] != 7 {
		t.Errorf("tried again: %v, %v", got, err)
	}
	short := &blackbox.Evaluator{Command: c, Budget: 3}
	if _, err := short.Values(ctx, points); !errors.Is(err, blackbox.ErrBudget) {
		t.Errorf("a budget of 3: %v", err)
	}
}

func TestBox(t *testing.T) {
	inf := math.Inf(1)
	b, err := blackbox.NewBox([]float64{5, 0, 100}, []float64{0, -inf, 0}, []float64{10, inf, inf}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range [][2][]float64{{{0.5, 0, 0}, {5, 0, 100}}, {{1, -3, 1}, {10, -3, 200}}, {{2, 1, -2}, {10, 1, 0}}} {
		if got := b.X(q[0]); !reflect.DeepEqual(got, q[1]) {
			t.Errorf("x(%v) = %v, want %v", q[0], got, q[1])
		}
	}
	u := []float64{2, 1, -2}
	if b.Project(u); !reflect.DeepEqual(u, []float64{1, 1, -1}) || !reflect.DeepEqual(b.U(b.X(u)), u) {
		t.Errorf("projected: %v", u)
	}
	for _, q := range []struct{ start, lo, hi, scale []float64 }{
		{start: []float64{math.NaN()}},
		{start: []float64{1}, lo: []float64{2}},
		{start: []float64{1}, lo: []float64{1}, hi: []float64{1}},
		{start: []float64{1}, lo: []float64{0, 1}},
		{start: []float64{1}, scale: []float64{0}},
		{start: []float64{1}, hi: []float64{math.NaN()}},
	} {
		if _, err := blackbox.NewBox(q.start, q.lo, q.hi, q.scale); !errors.Is(err, blackbox.ErrValue) {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

// Each source descends, in a box whose edge is the minimum of one variable.
func TestSources(t *testing.T) {
	c := shell(bowl, 2)
	for _, name := range blackbox.Sources {
		source, err := blackbox.NewSource(name, 2, 0.01, 0)
		if err != nil {
			t.Fatal(err)
		}
		e := &blackbox.Evaluator{Command: c, Jobs: 2, Budget: 100}
		box, err := blackbox.NewBox([]float64{1, 0.5}, []float64{0, 0}, []float64{1, 1}, nil)
		if err != nil {
			t.Fatal(err)
		}
		r, err := blackbox.Minimize(context.Background(), e, box, []float64{1, 0.5}, blackbox.Settings{Source: source, Rule: optim.NewRMSprop(), Rate: 0.05})
		if err != nil || r.F > 0.2 || len(e.Evaluations()) > 100 || r.X[1] < 0 {
			t.Errorf("%s: f = %v at %v, %d evaluations, %v", name, r.F, r.X, len(e.Evaluations()), err)
		}
	}
	if _, err := blackbox.NewSource("newton", 2, 0, 0); !errors.Is(err, blackbox.ErrValue) {
		t.Error(err)
	}
	e := &blackbox.Evaluator{Command: c, Budget: 3}
	box, _ := blackbox.NewBox([]float64{1, 1}, nil, nil, nil)
	for _, s := range []string{"central", ""} {
		var source *blackbox.Source
		if s != "" {
			source, _ = blackbox.NewSource(s, 2, 0, 0)
		}
		if _, err := blackbox.Minimize(context.Background(), e, box, []float64{1, 1}, blackbox.Settings{Source: source, Rule: optim.NewSGD(), Rate: 1}); !errors.Is(err, blackbox.ErrValue) && !errors.Is(err, blackbox.ErrBudget) {
			t.Errorf("a budget of 3 for %q: %v", s, err)
		}
	}
}

// The source follows the diagnoses.
func TestAdvised(t *testing.T) {
	smooth, err := fd.Diagnose(math.Exp, 0)
	if err != nil {
		t.Fatal(err)
	}
	kink, err := fd.Diagnose(math.Abs, 0)
	if err != nil {
		t.Fatal(err)
	}
	if s := blackbox.Advised([]fd.Diagnosis{smooth, smooth}); s.Name != "central" || s.Steps[0] != smooth.Advice.Step {
		t.Errorf("%+v", s)
	}
	if s := blackbox.Advised([]fd.Diagnosis{smooth, kink}); s.Name != "orthogonal" || s.Directions != 2 || s.Radius < kink.Advice.Step {
		t.Errorf("%+v", s)
	}
}

// A cancelled context ends the programs that run, and leaves what was evaluated.
func TestCancel(t *testing.T) {
	c := shell(`case "$1" in 1) echo 1;; *) sleep 60; echo 2;; esac`, 1)
	j := openJournal(t, filepath.Join(t.TempDir(), "j"), c)
	ctx, cancel := context.WithCancel(context.Background())
	e := &blackbox.Evaluator{Command: c, Journal: j, Jobs: 2, Observe: func(int, int) { cancel() }}
	began := time.Now()
	if _, err := e.Values(ctx, [][]float64{{1}, {2}, {3}}); !errors.Is(err, context.Canceled) || j.Len() != 1 || time.Since(began) > 30*time.Second {
		t.Errorf("%v, %d values, after %v", err, j.Len(), time.Since(began))
	}
}

func Example() {
	if _, err := exec.LookPath("awk"); err != nil {
		return
	}
	c := &blackbox.Command{Args: []string{"awk", "BEGIN { x = {x0}; print (x - 2)^2 + 1 }"}}
	box, err := blackbox.NewBox([]float64{5}, []float64{0}, []float64{10}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	source, err := blackbox.NewSource("central", 1, 0.01, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	e := &blackbox.Evaluator{Command: c, Jobs: 2, Budget: 60}
	r, err := blackbox.Minimize(context.Background(), e, box, []float64{5}, blackbox.Settings{Source: source, Rule: optim.NewRMSprop(), Rate: 0.05})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("f(%.2f) = %.3f after %d steps of %s\n", r.X[0], r.F, r.Steps, r.Source.About)
	// Output: f(2.00) = 1.000 after 19 steps of central differences with the step 0.01
}
