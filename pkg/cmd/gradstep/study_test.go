package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/study"
)

// tables returns the files of a folder but the parts.
func tables(t *testing.T, dir string) map[string]string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no tables in %s, %v", dir, err)
	}
	out := map[string]string{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(path)] = string(data)
	}
	return out
}

// equal fails the test when two sets of tables differ.
func equal(t *testing.T, got, want map[string]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d tables, want %d", len(got), len(want))
	}
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s is\n%s\nwant\n%s", name, got[name], text)
		}
	}
}

// A part of a study is made by its name, and leaves its tables and nothing else.
func TestStudyMakesAPart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	status, stdout, stderr := gradstep("study", "convergence", "-only", "moments", "-small", "-dir", dir)
	if status != success || stdout != "The tables are in "+dir+".\n" || stderr != "" {
		t.Fatalf("exit %d, %q, %q", status, stdout, stderr)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 || entries[0].Name() != "moments.csv" {
		t.Errorf("files %v, %v", entries, err)
	}
}

// Two machines make the tables of one, of a study that reads photographs, too.
func TestStudyOnTwoMachines(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const photos = "../../../testdata/photos"
	whole, parts, out := t.TempDir(), t.TempDir(), t.TempDir()
	for _, args := range [][]string{
		{"standins", "-dir", whole},
		{"standins", "-dir", parts, "-shard", "1/2", "-workers", "1"},
		{"standins", "-dir", parts, "-shard", "2/2", "-workers", "3"},
		{"merge", "-dir", out, parts},
	} {
		if status, _, stderr := gradstep(append([]string{"study", "-small", "-photos", photos}, args...)...); status != success {
			t.Fatalf("%v: exit %d, %s", args, status, stderr)
		}
	}
	equal(t, tables(t, out), tables(t, whole))
	// Without -small the parts say themselves what they are parts of.
	if status, stdout, stderr := gradstep("study", "merge", "-dir", out, "-photos", photos, parts); status != success || stdout != "The tables are in "+out+".\n" {
		t.Errorf("exit %d, %q, %q", status, stdout, stderr)
	}
	if err := os.Remove(filepath.Join(parts, "standins-2-of-2.journal")); err != nil {
		t.Fatal(err)
	}
	status, _, stderr := gradstep("study", "merge", "-dir", out, "-photos", photos, parts)
	if want := "gradstep study: bad part: part 2/2 is missing; it is made by -shard 2/2\n"; status != failure || stderr != want {
		t.Errorf("exit %d, %q, want %q", status, stderr, want)
	}
}

// The list says of each study where everything is, and it is there.
func TestStudyList(t *testing.T) {
	status, stdout, stderr := gradstep("study")
	if status != success || stderr != "" {
		t.Fatalf("exit %d, %q", status, stderr)
	}
	for _, s := range studies(study.Full(), "") {
		for _, text := range []string{s.Name + ": " + s.About, s.Package, s.Page, s.Dir()} {
			if !strings.Contains(stdout, text) {
				t.Errorf("the list does not tell %q", text)
			}
		}
		for _, path := range []string{s.Package, s.Page, s.Dir()} {
			if _, err := os.Stat(filepath.Join("../../..", path)); err != nil {
				t.Error(err)
			}
		}
		var want, got []string
		for _, p := range s.Parts {
			for _, table := range p.Tables {
				want = append(want, table.Name+".csv")
				stored, err := study.Load(filepath.Join("../../..", s.Dir()), table.Name)
				if err != nil || !slices.Equal(stored.Columns, table.Columns) {
					t.Errorf("%s: %s has the columns %v, want %v (%v)", s.Name, table.Name, stored.Columns, table.Columns, err)
				}
			}
		}
		for name := range tables(t, filepath.Join("../../..", s.Dir())) {
			got = append(got, name)
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s has the tables %v, want %v", s.Dir(), got, want)
		}
	}
}

func TestStudyRefuses(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("file", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll("taken/moments.csv", 0o700); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args   string
		status int
		want   string
	}{
		{"nothing", misuse, `there is no study "nothing"; gradstep study lists them`},
		{"recovery convergence", misuse, "one study at a time, not recovery and convergence"},
		{"recovery -only sleep", misuse, `recovery has no part "sleep"; it has trials`},
		{"convergence -workers -1", misuse, "-workers -1 is negative"},
		{"convergence -shard 3/2", misuse, `invalid value "3/2" for flag -shard: `},
		{"merge", misuse, "merge wants folders with parts"},
		{"merge -shard 1/2 .", misuse, "and no -shard"},
		{"merge nowhere", failure, "there is none in nowhere"},
		{"convergence -only moments -small -dir file", failure, "the folder of the tables"},
		{"convergence -only moments -small -dir taken", failure, "the table moments"},
		{"recovery -small -photos nowhere -dir new", failure, "a file that recovery reads"},
	} {
		status, stdout, stderr := gradstep(append([]string{"study"}, strings.Fields(test.args)...)...)
		if status != test.status || stdout != "" || !strings.Contains(stderr, test.want) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%s: exit %d, %q, %q", test.args, status, stdout, stderr)
		}
	}
}
