package main

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
)

// Killed again and again, the run goes on each time, and ends with the same words and the same page as
// one that was left alone.
func TestMinimizeKilled(t *testing.T) {
	killedAndAlone(t, 12, "minimize", "-start", "2,1", "-budget", "60", "-gradient", "orthogonal")
}

func TestDiagnoseKilled(t *testing.T) {
	killedAndAlone(t, 25, "diagnose", "-at", "2,1")
}

// killedAndAlone runs the command alone, and killed three times after so many more values each. No value that the
// journal had is asked for again.
func killedAndAlone(t *testing.T, values int, command ...string) {
	t.Helper()
	needs(t, "awk")
	t.Chdir(t.TempDir())
	args := func(journal, report string) []string {
		return append(slices.Clone(command), "-jobs", "3", "-journal", journal, "-report", report, "--",
			"sh", "-c", `sleep 0.03; awk -v x="$1" -v y="$2" 'BEGIN { printf "%.17g\n", x*x + 2*y*y }'`, "sh", "{x0}", "{x1}")
	}
	alone, want, said := process(args("alone", "alone.html")...)
	if err := alone.Run(); err != nil {
		t.Fatal(err, said)
	}
	killed := 0
	for try := 1; ; try++ {
		cmd, stdout, stderr := process(args("killed", "killed.html")...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if killed < 3 {
			waitForLines(t, "killed", 1+values*try)
			cmd.Process.Kill()
		}
		err := cmd.Wait()
		if killed < 3 && err != nil {
			killed++
			continue
		}
		if err != nil || stdout.String() != want.String() {
			t.Errorf("%v after %d kills: %s%s, want %s", err, killed, stdout, stderr, want)
		}
		break
	}
	a, errA := os.ReadFile("alone.html")
	b, errB := os.ReadFile("killed.html")
	if killed != 3 || errA != nil || errB != nil || !bytes.Equal(a, b) {
		t.Errorf("%d kills; the pages have %d and %d bytes, %v, %v", killed, len(a), len(b), errA, errB)
	}
	lines := map[string]int{}
	for _, name := range []string{"alone", "killed"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			lines[name]++
			if strings.Count(string(data), line) > 1 {
				t.Errorf("%s has %q twice", name, line)
			}
		}
	}
	if lines["alone"] != lines["killed"] {
		t.Errorf("%d lines of the journal, %d left alone", lines["killed"], lines["alone"])
	}
}
