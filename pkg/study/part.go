package study

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Head is what the journal of a study says of itself in its head, as JSON.
type Head struct {
	Study   string `json:"study"`
	Small   bool   `json:"small,omitempty"`
	Only    string `json:"only,omitempty"`  // names of parts, with commas between; empty: all of them
	Shard   string `json:"shard,omitempty"` // I/N; empty: the whole
	Jobs    string `json:"jobs"`            // a hash of the names of all jobs, and of the files that they read
	Program string `json:"program"`         // Settings.Program
}

func (h Head) String() string {
	text, err := json.Marshal(h)
	if err != nil {
		panic(err) // strings and a bool
	}
	return string(text)
}

// head is that of a journal of the study.
func (s Study) head(set Settings) (Head, error) {
	h := sha256.New()
	for _, p := range s.Parts {
		for _, j := range p.Jobs {
			fmt.Fprintf(h, "%s\t%s\n", p.Name, j.Key)
		}
	}
	for _, name := range s.Inputs {
		f, err := os.Open(name)
		if err != nil {
			return Head{}, fmt.Errorf("study: a file that %s reads: %w", s.Name, err)
		}
		_, err = io.Copy(h, f)
		f.Close()
		if err != nil {
			return Head{}, fmt.Errorf("study: a file that %s reads: %w", s.Name, err)
		}
	}
	return Head{s.Name, set.Small, s.only, set.Shard.String(), fmt.Sprintf("%x", h.Sum(nil)[:8]), set.Program}, nil
}

// Heads reads the heads of the journals of studies in folders, by path.
func Heads(dirs ...string) (map[string]Head, error) {
	heads := map[string]Head{}
	for _, dir := range dirs {
		paths, err := filepath.Glob(filepath.Join(dir, "*.journal"))
		if err != nil {
			return nil, fmt.Errorf("study: %w", err)
		}
		if len(paths) == 0 {
			return nil, fmt.Errorf("%w: there is none in %s", ErrPart, dir)
		}
		for _, path := range paths {
			j, err := ReadJournal(path)
			if err != nil {
				return nil, err
			}
			var h Head
			if err := json.Unmarshal([]byte(j.Head()), &h); err != nil {
				return nil, fmt.Errorf("%w: %s is not the journal of a study", ErrJournal, path)
			}
			heads[path] = h
		}
	}
	return heads, nil
}

// JournalPath is where a run of the study, or of a part of it, keeps the results of its finished jobs.
func (s Study) JournalPath(dir string, shard Shard) string {
	name := s.Name
	if !shard.Whole() {
		name = fmt.Sprintf("%s-%d-of-%d", name, shard.Index, shard.Count)
	}
	return filepath.Join(dir, name+".journal")
}

// encode writes a result as name=value, tabs between, in the order of the names.
func (r Result) encode() string {
	fields := make([]string, 0, len(r))
	for _, name := range slices.Sorted(maps.Keys(r)) {
		fields = append(fields, name+"="+strconv.FormatFloat(r[name], 'g', -1, 64))
	}
	return strings.Join(fields, "\t")
}

// decode reads what encode wrote.
func decode(text string) (Result, error) {
	r := Result{}
	for field := range strings.SplitSeq(text, "\t") {
		name, value, _ := strings.Cut(field, "=")
		v, err := strconv.ParseFloat(value, 64)
		if err != nil && field != "" {
			return nil, fmt.Errorf("%w: %q is not a name with a number", ErrJournal, field)
		}
		if field != "" {
			r[name] = v
		}
	}
	return r, nil
}
