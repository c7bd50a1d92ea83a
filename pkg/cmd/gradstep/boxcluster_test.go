package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What docs/black-boxes.md says of clusters runs, with programs that play srun, kubectl and the function: the results are those
// of evaluations here, and the journal of one run serves another that is killed and started again.
func TestMinimizeOnACluster(t *testing.T) {
	needs(t, "sh")
	needs(t, "awk")
	page, err := os.ReadFile("../../../docs/black-boxes.md")
	if err != nil {
		t.Fatal(err)
	}
	between := func(first, last string) string {
		t.Helper()
		_, rest, ok := strings.Cut(string(page), first)
		text, _, end := strings.Cut(rest, last)
		if !ok || !end {
			t.Fatalf("the page has nothing from %q to %q", first, last)
		}
		return text
	}
	bin := t.TempDir()
	for name, text := range map[string]string{
		"python3": "shift; awk -v a=$1 -v b=$2 -v c=${3:-0.5} 'BEGIN { print (a-0.3)^2 + (b-0.6)^2 + (c-0.5)^2 }'\n",
		"srun":    "[ \"$1\" = --ntasks=1 ] && [ \"$2\" = --exact ] || exit 9\nshift 2\nexec \"$@\"\n",
		"kubectl": "[ \"$1\" = run ] || exit 9\ncase \"$2\" in loss-*-*) ;; *) exit 9 ;; esac\n" +
			"case \" $* \" in *' --rm -i --restart=Never '*) ;; *) exit 9 ;; esac\nwhile [ \"$1\" != -- ]; do shift; done\nshift\nexec \"$@\"\n",
	} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	dir := t.TempDir()
	t.Chdir(dir)
	t.Setenv("HOME", dir)
	pod := between("#!/bin/sh\n# pod.sh", "```")
	if err := os.WriteFile("pod.sh", []byte("#!/bin/sh\n# pod.sh"+pod), 0o600); err != nil {
		t.Fatal(err)
	}
	slurm := strings.Fields(strings.ReplaceAll(strings.ReplaceAll(between("exec gradstep ", "```"), "\\\n", " "), "\"$HOME/run.jsonl\"", "run.jsonl"))
	kubernetes := strings.Fields(between("```sh\ngradstep minimize -lo 0 -hi 1 -budget 4000 -jobs 64", "```"))
	kubernetes = append(strings.Fields("minimize -lo 0 -hi 1 -budget 4000 -jobs 64"), kubernetes...)
	smaller := func(name string, args []string) []string {
		args = slices.Clone(args)
		for i, a := range args {
			switch a {
			case "-budget":
				args[i+1] = "30"
			case "-jobs":
				args[i+1] = "2"
			}
		}
		return slices.Insert(args, 1, "-json", "-gradient", "central", "-journal", name)
	}
	for name, args := range map[string][]string{"Slurm": slurm, "Kubernetes": kubernetes} {
		args = smaller(name, args)
		if i := slices.Index(args, "run.jsonl"); i > 0 {
			args = slices.Delete(args, i-1, i+1)
		}
		at := slices.Index(args, "--")
		variables := args[slices.IndexFunc(args, func(a string) bool { return a == "{x0}" }):]
		here := append(slices.Clone(args[:at]), append([]string{"--", "python3", "loss.py"}, variables...)...)
		here[slices.Index(here, "-journal")+1] = "here-" + name
		there := blackBoxJSON(t, args...)
		if local := blackBoxJSON(t, here...); !slices.Equal(there.X, local.X) || there.F != local.F || there.F > 0.01 {
			t.Errorf("%s: %+v, here %+v", name, there, local)
		}
		// Killed and started again: half of the journal is there.
		journal := args[slices.Index(args, "-journal")+1]
		text, err := os.ReadFile(journal)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(journal, text[:len(text)/2], 0o600); err != nil {
			t.Fatal(err)
		}
		if again := blackBoxJSON(t, args...); !slices.Equal(again.X, there.X) || again.Evaluations != there.Evaluations {
			t.Errorf("%s: %+v, before it was killed %+v", name, again, there)
		}
	}
}
