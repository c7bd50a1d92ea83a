package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const scripts = "../../../docs/cluster"

// script runs a script of docs/cluster in a folder, with the test binary as the program gradstep there.
func script(t *testing.T, dir string, env []string, name string, args ...string) string {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(program, filepath.Join(dir, "gradstep")); err != nil && !os.IsExist(err) {
		t.Fatal(err)
	}
	path, err := filepath.Abs(filepath.Join(scripts, name))
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command("bash", append([]string{path}, args...)...)
	c.Dir, c.Env = dir, append(append(os.Environ(), "GRADSTEP_TEST_RUN=1"), env...)
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func needsBash(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("takes seconds")
	}
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("there is no bash")
	}
}

// Processes that share a study, two of which are killed, end with the tables of one process.
func TestClusterWithKills(t *testing.T) {
	needsBash(t)
	dir, whole := t.TempDir(), t.TempDir()
	flags := []string{"-small", "-only", "moments,forms,directions"}
	if status, _, stderr := gradstep(append([]string{"study", "convergence", "-dir", whole}, flags...)...); status != success {
		t.Fatal(stderr)
	}
	out := script(t, dir, nil, "local.sh", append([]string{"./gradstep", "convergence", "5", "out"}, flags...)...)
	if !strings.Contains(out, "killed and started again: 1 5\n") {
		t.Errorf("the script says\n%s", out)
	}
	equal(t, tables(t, filepath.Join(dir, "out")), tables(t, whole))
}

// The scripts for schedulers make their parts, under the variables that a scheduler sets.
func TestClusterSchedulers(t *testing.T) {
	needsBash(t)
	whole := t.TempDir()
	flags := []string{"convergence", "-small", "-only", "moments"}
	if status, _, stderr := gradstep(append([]string{"study", "-dir", whole}, flags...)...); status != success {
		t.Fatal(stderr)
	}
	merged := func(dir, parts string) {
		t.Helper()
		out := t.TempDir()
		status, _, stderr := gradstep("study", "merge", "-dir", out, filepath.Join(dir, parts))
		if status != success {
			t.Fatal(stderr)
		}
		equal(t, tables(t, out), tables(t, whole))
	}
	dir := t.TempDir()
	for _, task := range []string{"1", "2"} {
		script(t, dir, []string{"SLURM_ARRAY_TASK_COUNT=2", "SLURM_ARRAY_TASK_ID=" + task}, "slurm.sh", flags...)
	}
	merged(dir, "parts")

	// The command of the Indexed Job, with a smaller study and two pods.
	yaml, err := os.ReadFile(filepath.Join(scripts, "indexed-job.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	_, command, found := strings.Cut(string(yaml), "            - exec ")
	command, _, _ = strings.Cut(command, "\n")
	if !found {
		t.Fatal("the Indexed Job has no command")
	}
	command = strings.NewReplacer("study recovery", "study "+strings.Join(flags, " "), "/20", "/2", "/parts", "pods").Replace(command)
	pods := t.TempDir()
	for _, index := range []string{"0", "1"} {
		program, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(program, filepath.Join(pods, "gradstep")); err != nil && !os.IsExist(err) {
			t.Fatal(err)
		}
		c := exec.Command("sh", "-c", "exec "+command)
		c.Dir, c.Env = pods, append(os.Environ(), "GRADSTEP_TEST_RUN=1", "JOB_COMPLETION_INDEX="+index)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", command, err, out)
		}
	}
	merged(pods, "pods")

	// GNU parallel is played by a loop that runs what it is told.
	bin, there := t.TempDir(), t.TempDir()
	fake := "#!/usr/bin/env bash\nset -eu\nwhile [ $# -gt 0 ] && [ \"$1\" != ./gradstep ]; do shift; done\ncommand=()\n" +
		"while [ \"$1\" != ::: ]; do command+=(\"$1\"); shift; done\nshift\nfor i; do \"${command[@]//\\{\\}/$i}\" -small -only moments; done\n"
	if err := os.WriteFile(filepath.Join(bin, "parallel"), []byte(fake), 0o700); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(scripts, "ssh.sh"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "--return \"parts/$name-{}-of-$n.journal\"") {
		t.Error("ssh.sh brings other files back")
	}
	path := bin + string(os.PathListSeparator) + os.Getenv("PATH")
	mergeAll := strings.Replace(string(text), "study merge", "study merge -dir out", 1)
	if err := os.WriteFile(filepath.Join(there, "ssh.sh"), []byte(mergeAll), 0o600); err != nil {
		t.Fatal(err)
	}
	relative, err := filepath.Rel(mustAbs(t, scripts), filepath.Join(there, "ssh.sh"))
	if err != nil {
		t.Fatal(err)
	}
	script(t, there, []string{"PATH=" + path}, relative, "hosts", "convergence", "3")
	equal(t, tables(t, filepath.Join(there, "out")), tables(t, whole))
}

func mustAbs(t *testing.T, path string) string {
	t.Helper()
	abs, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return abs
}
