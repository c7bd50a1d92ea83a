package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A look makes all tables, and leaves nothing else; at any number of workers they
// are the same.
func TestRecoveryMakesItsTables(t *testing.T) {
	var tables [2][]byte
	for i, workers := range []string{"1", "3"} {
		dir := filepath.Join(t.TempDir(), "new")
		status, stdout, stderr := gradstep("recovery", "-trials", "1", "-workers", workers, "-dir", dir, "-photos", "../../../testdata/photos")
		if status != success || stdout != "The tables are in "+dir+".\n" || stderr != "" {
			t.Fatalf("exit %d, %q, %q", status, stdout, stderr)
		}
		entries, err := os.ReadDir(dir)
		if err != nil || len(entries) != 3 {
			t.Errorf("files %v, %v", entries, err)
		}
		for _, name := range []string{"results.csv", "budgets.csv", "fresh.csv"} {
			data, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			tables[i] = append(tables[i], data...)
		}
	}
	if string(tables[0]) != string(tables[1]) {
		t.Errorf("one worker writes\n%s\nthree write\n%s", tables[0], tables[1])
	}
}

func TestRecoveryRefuses(t *testing.T) {
	for _, test := range []struct {
		args   string
		status int
		want   string
	}{
		{"nothing", misuse, `what is "nothing"? There are flags only`},
		{"-workers -1", misuse, "-workers -1 is negative"},
		{"-trials 0", misuse, "-trials 0 is not from 1 to 1000"},
		{"-trials 1001", misuse, "-trials 1001 is not from 1 to 1000"},
		{"-trials 1 -photos nowhere -dir " + filepath.Join(t.TempDir(), "new"), failure, "a photograph"},
	} {
		status, stdout, stderr := gradstep(append([]string{"recovery"}, strings.Fields(test.args)...)...)
		if status != test.status || stdout != "" || !strings.Contains(stderr, test.want) {
			t.Errorf("%s: exit %d, %q, %q", test.args, status, stdout, stderr)
		}
	}
}
