package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A part of the study is made by its name, and leaves its tables and nothing else.
func TestStudyMakesAPart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	status, stdout, stderr := gradstep("study", "moments", "-small", "-dir", dir)
	if status != success || stdout != "The tables are in "+dir+".\n" || stderr != "" {
		t.Fatalf("exit %d, %q, %q", status, stdout, stderr)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 || entries[0].Name() != "moments.csv" {
		t.Errorf("files %v, %v", entries, err)
	}
	status, stdout, stderr = gradstep("study", "-list")
	if status != success || !strings.HasPrefix(stdout, "moments    E‖η‖²") || stderr != "" {
		t.Errorf("exit %d, %q, %q", status, stdout, stderr)
	}
}

func TestStudyRefuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args   string
		status int
		want   string
	}{
		{"nothing", misuse, `there is no study "nothing": -list prints the names`},
		{"-workers -1", misuse, "-workers -1 is negative"},
		{"moments -small -dir " + file, failure, "the folder of the tables"},
	} {
		status, stdout, stderr := gradstep(append([]string{"study"}, strings.Fields(test.args)...)...)
		if status != test.status || stdout != "" || !strings.Contains(stderr, test.want) {
			t.Errorf("%s: exit %d, %q, %q", test.args, status, stdout, stderr)
		}
	}
}
