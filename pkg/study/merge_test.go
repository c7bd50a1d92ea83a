package study

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// parts makes so many parts, each in a folder of its own.
func parts(t *testing.T, count int) (dirs []string) {
	t.Helper()
	var ran atomic.Int64
	for i := 1; i <= count; i++ {
		dir := t.TempDir()
		if err := Run(t.Context(), toy(0, &ran), Settings{Dir: dir, Program: "p", Shard: Shard{i, count}}); err != nil {
			t.Fatal(err)
		}
		if f := files(t, dir); len(f) != 1 {
			t.Errorf("part %d of %d leaves %v", i, count, f)
		}
		dirs = append(dirs, dir)
	}
	if ran.Load() != toyJobs {
		t.Errorf("%d parts make %d jobs, want %d", count, ran.Load(), toyJobs)
	}
	return dirs
}

// One part, two or seven give the files of a run on one machine, and no job is made twice.
func TestPartsGiveTheFilesOfTheWhole(t *testing.T) {
	want := whole(t, Settings{})
	for _, count := range []int{1, 2, 7} {
		var ran atomic.Int64
		dir := t.TempDir()
		if err := Merge(toy(0, &ran), Settings{Dir: dir, Program: "p"}, parts(t, count)...); err != nil {
			t.Fatal(err)
		}
		same(t, fmt.Sprintf("%d parts", count), files(t, dir), want)
		if ran.Load() != 0 {
			t.Errorf("merging makes %d jobs", ran.Load())
		}
	}
}

// All parts may share a folder, with the tables.
func TestPartsInOneFolder(t *testing.T) {
	var ran atomic.Int64
	dir := t.TempDir()
	for i := 1; i <= 3; i++ {
		if err := Run(t.Context(), toy(0, &ran), Settings{Dir: dir, Shard: Shard{i, 3}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := Merge(toy(0, &ran), Settings{Dir: dir}, dir); err != nil {
		t.Fatal(err)
	}
	got := files(t, dir)
	for name := range got {
		if strings.HasSuffix(name, ".journal") {
			delete(got, name)
		}
	}
	same(t, "three parts in the folder", got, whole(t, Settings{}))
}

// What does not make a whole is refused, and what is wrong is named.
func TestMergeRefuses(t *testing.T) {
	var ran atomic.Int64
	dirs, two := parts(t, 3), parts(t, 2)
	part := func(i int) string { return filepath.Join(dirs[i-1], fmt.Sprintf("toy-%d-of-3.journal", i)) }
	data, err := os.ReadFile(part(2))
	if err != nil {
		t.Fatal(err)
	}
	// changed is the folder of part 2 with another text.
	changed := func(data []byte) string {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "toy-2-of-3.journal"), data, 0o600); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	headed := func(h Head) string { return changed(append(line(h.String()), data[bytes.IndexByte(data, '\n')+1:]...)) }
	heads, err := Heads(dirs[1])
	if err != nil {
		t.Fatal(err)
	}
	h := heads[part(2)]
	version, other, size, unfinished := h, h, h, h
	version.Program, other.Study, size.Small, unfinished.Shard = "q", "game", true, ""
	for _, c := range []struct {
		name, want string
		dirs       []string
	}{
		{"a gap", "part 3/3 is missing; it is made by -shard 3/3", dirs[:2]},
		{"an overlap", "are both part 2/3", append(dirs[:3:3], changed(data))},
		{"another number of parts", "one of 3 parts", append(dirs[:3:3], two[0])},
		{"another version", "is of another version of the program: q, this one is p", []string{dirs[0], headed(version), dirs[2]}},
		{"another study", "is of the study game, not of toy", []string{dirs[0], headed(other), dirs[2]}},
		{"another size", "is of another size or other parts", []string{dirs[0], headed(size), dirs[2]}},
		{"a whole run", "is of an unfinished run of the whole", []string{dirs[0], headed(unfinished), dirs[2]}},
		{"an unfinished part", "is not finished: 1 of its", []string{dirs[0], changed(data[:len(data)-2]), dirs[2]}},
		{"no part", "there is none in", append(dirs[:3:3], t.TempDir())},
		{"no journal", "does not begin as a journal does", append(dirs[:3:3], changed([]byte("hello\n")))},
	} {
		out := t.TempDir()
		err := Merge(toy(0, &ran), Settings{Dir: out, Program: "p"}, c.dirs...)
		if err == nil || !strings.Contains(err.Error(), c.want) || c.name != "no journal" && !errors.Is(err, ErrPart) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
		if len(files(t, out)) > 0 {
			t.Errorf("%s: files are written", c.name)
		}
	}
}

func TestShard(t *testing.T) {
	for _, text := range []string{"", "1", "0/3", "4/3", "-1/3", "1/0", "a/b", "1/2/3", "1 /2"} {
		if s, err := ParseShard(text); !errors.Is(err, ErrValue) {
			t.Errorf("%q: %v, %v", text, s, err)
		}
	}
	var s Shard
	if !s.Whole() || !s.Has(17) || s.String() != "" {
		t.Errorf("the zero value is %v", s)
	}
	if err := s.Set("2/7"); err != nil || s != (Shard{2, 7}) || s.String() != "2/7" || s.Whole() {
		t.Errorf("%v, %v", s, err)
	}
	for i := range 30 {
		in := 0
		for k := 1; k <= 7; k++ {
			if (Shard{k, 7}).Has(i) {
				in++
			}
		}
		if in != 1 {
			t.Errorf("item %d is in %d of seven parts", i, in)
		}
	}
}

// Costs are shared about evenly.
func TestPartsCostAboutTheSame(t *testing.T) {
	var ran atomic.Int64
	all, err := toy(0, &ran).works()
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		all[i].Cost = 1 + all[i].Cost/100
	}
	for k := 1; k <= 3; k++ {
		cost := 0.0
		for _, w := range mine(all, Shard{k, 3}) {
			cost += w.Cost
		}
		if cost < 20 || cost > 28 { // of 72 in all
			t.Errorf("part %d costs %v", k, cost)
		}
	}
}
