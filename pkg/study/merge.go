package study

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// Merge joins the parts that runs with a Shard left in folders, and writes the tables to Settings.Dir: the
// files that one run of the whole study writes, bit for bit. The parts stay where they are.
//
// The error wraps ErrPart, and names the file or the part, when parts are of another study, another
// version or another number of parts, when one is missing, there twice, or unfinished.
func Merge(s Study, set Settings, dirs ...string) error {
	set.Dir = cmp.Or(set.Dir, ".")
	all, err := s.works()
	if err != nil {
		return err
	}
	heads, err := Heads(dirs...)
	if err != nil {
		return err
	}
	want, err := s.head(set)
	if err != nil {
		return err
	}
	var first string
	var count int
	paths := map[int]string{} // by the number of the part
	for _, path := range slices.Sorted(maps.Keys(heads)) {
		h := heads[path]
		shard, err := ParseShard(h.Shard)
		switch {
		case h.Study != want.Study:
			return fmt.Errorf("%w: %s is of the study %s, not of %s", ErrPart, path, h.Study, want.Study)
		case h.Program != want.Program:
			return fmt.Errorf("%w: %s is of another version of the program: %s, this one is %s", ErrPart, path, abbreviate(h.Program), abbreviate(want.Program))
		case h.Jobs != want.Jobs || h.Small != want.Small || h.Only != want.Only:
			return fmt.Errorf("%w: %s is of another size or other parts of the study, or of other files that it reads", ErrPart, path)
		case err != nil:
			return fmt.Errorf("%w: %s is of an unfinished run of the whole, not a part", ErrPart, path)
		case first == "":
			first, count = path, shard.Count
		case shard.Count != count:
			return fmt.Errorf("%w: %s is one of %d parts, %s one of %d", ErrPart, first, count, path, shard.Count)
		}
		if other, twice := paths[shard.Index]; twice {
			return fmt.Errorf("%w: %s and %s are both part %s", ErrPart, other, path, shard)
		}
		paths[shard.Index] = path
	}
	results := map[string]Results{}
	for _, p := range s.Parts {
		results[p.Name] = Results{}
	}
	for i := 1; i <= count; i++ {
		shard := Shard{i, count}
		if paths[i] == "" {
			return fmt.Errorf("%w: part %s is missing; it is made by -shard %s", ErrPart, shard, shard)
		}
		j, err := ReadJournal(paths[i])
		if err != nil {
			return err
		}
		jobs, missing := mine(all, shard), 0
		for _, w := range jobs {
			text, known := j.Get(w.key())
			if !known {
				missing++
				continue
			}
			r, err := decode(text)
			if err != nil {
				return fmt.Errorf("study %s, job %q in %s: %w", s.Name, w.key(), paths[i], err)
			}
			results[w.part][w.Key] = r
		}
		if missing > 0 {
			return fmt.Errorf("%w: %s is not finished: %d of its %d jobs are missing; -shard %s goes on with it", ErrPart, paths[i], missing, len(jobs), shard)
		}
	}
	if err := s.tryOutputs(set.Dir); err != nil {
		return err
	}
	return s.save(results, set.Dir)
}

// abbreviate shortens a hash.
func abbreviate(program string) string { return program[:min(12, len(program))] }
