package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The test's program is gradstep itself when it is called under this name, so that a test can kill it.
func TestMain(m *testing.M) {
	if os.Getenv("GRADSTEP_TEST_RUN") != "" {
		os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// process is gradstep as a process of its own.
func process(args ...string) (cmd *exec.Cmd, stdout, stderr *bytes.Buffer) {
	cmd = exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), "GRADSTEP_TEST_RUN=1")
	stdout, stderr = new(bytes.Buffer), new(bytes.Buffer)
	cmd.Stdout, cmd.Stderr = stdout, stderr
	return cmd, stdout, stderr
}

// example is the absolute path of a program, since tests change folders.
func example(name string) string {
	return filepath.Join(filepath.Dir(photos), "blackbox", name)
}

func needs(t *testing.T, program string) {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Skipf("%s is not installed, which the example needs", program)
	}
}

// minimized is what minimize -json prints.
type minimized struct {
	X             []float64
	F             float64
	Start         float64 `json:"f_start"`
	Evaluations   int
	Steps, Failed int
	Gradient      string
	Diagnoses     []diagnosisJSON
	Variables     []diagnosisJSON
}

func blackBoxJSON(t *testing.T, args ...string) minimized {
	t.Helper()
	status, stdout, stderr := gradstep(args...)
	var r minimized
	if err := json.Unmarshal([]byte(stdout), &r); status != success || err != nil {
		t.Fatalf("%v: exit %d, %s%s", args, status, stdout, stderr)
	}
	return r
}

// A Python program is tuned as well as by trying 99² pairs, from a bad start, with 46 evaluations.
func TestMinimizePython(t *testing.T) {
	needs(t, "python3")
	t.Chdir(t.TempDir())
	program := example("forecast.py")
	where, err := exec.Command("python3", "-c", "import sys; print(sys.executable)").Output() // what a version manager's slow script starts
	if err != nil {
		t.Fatal(err)
	}
	python := strings.TrimSpace(string(where))
	r := blackBoxJSON(t, "minimize", "-json", "-lo", "0.01", "-hi", "0.99", "-start", "0.9,0.1", "-budget", "46", "-gradient", "central", "-jobs", "2",
		"-report", "out.html", "--", python, "-I", "-S", program, "{x0}", "{x1}")
	out, err := exec.Command(python, "-B", "-c", `
import sys
sys.path.insert(0, sys.argv[1])
from forecast import error
print(min(error(a / 100, b / 100) for a in range(1, 100) for b in range(1, 100)))`, filepath.Dir(program)).Output()
	if err != nil {
		t.Fatal(err)
	}
	best, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	if err != nil || r.F > 1.01*best || r.Start < 1.05*best || r.Evaluations > 46 {
		t.Errorf("%+v; the best of a grid is %v, %v", r, best, err)
	}
	page, err := os.ReadFile("out.html")
	if err != nil || !bytes.Contains(page, []byte("<svg")) || bytes.Contains(page, []byte("http")) || bytes.Contains(page, []byte("NaN")) {
		t.Errorf("a report of %d bytes, %v", len(page), err)
	}
}

// The values of a shell script are rounded: a plateau, across which the advised step sees; and the can
// has the radius of theory.
func TestDiagnoseAndMinimizeShell(t *testing.T) {
	needs(t, "awk")
	t.Chdir(t.TempDir())
	can := []string{"--", "sh", example("can.sh"), "{x0}"}
	d := blackBoxJSON(t, append([]string{"diagnose", "-json", "-at", "4", "-jobs", "2", "-report", "d.html"}, can...)...)
	if len(d.Variables) != 1 || d.Variables[0].Kind != "plateau" || d.Variables[0].Method != "differences" || *d.Variables[0].Step < 1e-3 {
		t.Errorf("%+v", d)
	}
	if page, err := os.ReadFile("d.html"); err != nil || !bytes.Contains(page, []byte("plateau")) {
		t.Errorf("the report: %v", err)
	}
	if testing.Short() {
		return
	}
	r := blackBoxJSON(t, append([]string{"minimize", "-json", "-lo", "1", "-hi", "12", "-budget", "160", "-jobs", "2"}, can...)...)
	if theory := math.Cbrt(1000 / (2 * math.Pi)); math.Abs(r.X[0]-theory) > 0.2 || r.F > 553.7 || r.Diagnoses[0].Kind != "plateau" || !strings.Contains(r.Gradient, "plateau") {
		t.Errorf("%+v, want a radius of %v", r, theory)
	}
}

// waitForLines waits until the journal has so many lines, or does not grow for a while since its run
// has ended.
func waitForLines(t *testing.T, journal string, n int) {
	t.Helper()
	for range 3000 {
		data, err := os.ReadFile(journal)
		if err == nil && bytes.Count(data, []byte("\n")) >= n {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%s does not get %d lines", journal, n)
}

// SIGINT and SIGTERM end the programs that run, in one sentence, and leave a journal to go on from.
func TestMinimizeInterrupted(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		journal := fmt.Sprint(int(signal))
		cmd, stdout, stderr := process("minimize", "-start", "2", "-gradient", "central", "-budget", "20", "-journal", journal, "--",
			"sh", "-c", `if [ -s started ]; then sleep 60; fi; echo x >> started; echo "$1"`, "sh", "{x0}")
		os.Remove("started")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		waitForLines(t, journal, 2)
		time.Sleep(100 * time.Millisecond)
		began := time.Now()
		cmd.Process.Signal(signal)
		err := cmd.Wait()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != failure || stdout.Len() > 0 || time.Since(began) > 20*time.Second ||
			!strings.Contains(stderr.String(), "interrupted with 1 values in "+journal+"; the same command goes on from there") {
			t.Errorf("%v: %v, %q, %q", signal, err, stdout, stderr)
		}
	}
}

func TestBlackBoxRefuses(t *testing.T) {
	t.Chdir(t.TempDir())
	ok := []string{"--", "echo", "{x0}"}
	for _, q := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"diagnose"}, misuse, "there is no command; write it behind --"},
		{[]string{"diagnose", "-at", "1", "--", "echo", "1"}, misuse, "has no {x0}"},
		{append([]string{"diagnose"}, ok...), misuse, "give the point by -at"},
		{append([]string{"diagnose", "-at", "one"}, ok...), misuse, `"one" is no number`},
		{append([]string{"diagnose", "-at", "1,2"}, ok...), misuse, "has 2 numbers, and the command 1 variables"},
		{append([]string{"diagnose", "-at", "5", "-hi", "4"}, ok...), misuse, "outside its bounds"},
		{append([]string{"diagnose", "-at", "5", "-jobs", "0"}, ok...), misuse, "-jobs 0"},
		{append([]string{"diagnose", "-at", "5", "-failures", "ignore"}, ok...), misuse, "neither stop nor worst"},
		{append([]string{"minimize", "-start", "5", "-gradient", "newton"}, ok...), misuse, `no gradient source "newton"`},
		{append([]string{"minimize", "-start", "5", "-rule", "newton"}, ok...), misuse, `no rule "newton"`},
		{append([]string{"minimize", "-start", "5", "-rule", "sgd"}, ok...), misuse, "needs a -rate"},
		{append([]string{"minimize", "-start", "5", "-step", "1"}, ok...), misuse, "give -gradient too"},
		{append([]string{"minimize", "-start", "5", "-budget", "0"}, ok...), misuse, "-budget 0"},
		{append([]string{"minimize", "-start", "5", "-budget", "20"}, ok...), failure, "takes some 110 a variable"},
		{[]string{"minimize", "-start", "5", "-journal", "a", "--", "echo", "loss:", "{x0}"}, failure, `"loss: 5" and no number`},
		{[]string{"minimize", "-start", "5", "-journal", "b", "--", "/no/such", "{x0}"}, failure, "no such file"},
		{[]string{"diagnose", "-at", "5", "-journal", "no/such/folder", "--", "echo", "{x0}"}, failure, "the journal cannot be used"},
	} {
		status, stdout, stderr := gradstep(q.args...)
		if status != q.status || stdout != "" || !strings.Contains(stderr, q.says) || strings.Count(stderr, "\n") > 2 || strings.Contains(stderr, "blackbox:") {
			t.Errorf("%q: exit %d, %q, want %q", q.args, status, stderr, q.says)
		}
	}
}
