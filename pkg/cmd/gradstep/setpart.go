package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/gradstep/gradstep/pkg/internal/parallel"
	"github.com/gradstep/gradstep/pkg/study"
)

// setHead is what the journal of a part says of itself.
type setHead struct {
	Fit   string `json:"fit"` // a hash of the files' names, and the flags
	Pairs int    `json:"pairs"`
	Part  string `json:"part"`
}

func (f fitFlags) setHead(pairs [][2]string) setHead {
	return setHead{fmt.Sprintf("%.8x, %v to %v, %v levels, %q", sha256.Sum256(fmt.Append(nil, pairs)), f.lo, f.hi, f.tol, f.filter), len(pairs), f.shard.String()}
}

// fitPart fits part I of N of the pairs, every N-th from the I-th on, and keeps each in a journal of the folder -parts,
// where the same command goes on after a kill.
func (f fitFlags) fitPart(pairs [][2]string, stderr io.Writer) error {
	head, err := json.Marshal(f.setHead(pairs))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(f.parts, 0o755); err != nil {
		return err
	}
	name := filepath.Join(f.parts, fmt.Sprintf("fit-%d-of-%d.journal", f.shard.Index, f.shard.Count))
	j, err := study.OpenJournal(name, string(head))
	if err != nil {
		return err
	}
	var left []int
	for i := f.shard.Index - 1; i < len(pairs); i += f.shard.Count {
		if _, ok := j.Get(strconv.Itoa(i)); !ok {
			left = append(left, i)
		}
	}
	meter, mu := newMeter(stderr, len(left)), new(sync.Mutex)
	ctx, stop := untilSignal()
	defer stop()
	_, err = parallel.Map(len(left), func(k int) (struct{}, error) {
		if ctx.Err() != nil {
			return struct{}{}, fmt.Errorf("interrupted; the same command goes on from %s", name)
		}
		defer meter.done()
		value, err := json.Marshal(f.fitOne(pairs[left[k]]))
		if err != nil {
			return struct{}{}, err
		}
		mu.Lock()
		defer mu.Unlock()
		return struct{}{}, j.Add(strconv.Itoa(left[k]), string(value))
	})
	meter.end()
	if closed := j.Close(); err == nil {
		err = closed
	}
	return err
}

// mergeParts makes of the journals of -parts the answer that one run on all pairs gives.
func (f fitFlags) mergeParts(pairs [][2]string) (setReport, error) {
	names, err := filepath.Glob(filepath.Join(f.parts, "fit-*-of-*.journal"))
	if err != nil || len(names) == 0 {
		return setReport{}, fmt.Errorf("%s holds no fit-I-of-N.journal; make the parts with -shard", f.parts)
	}
	want := f.setHead(pairs)
	done, common, seen := make([]setDone, len(pairs)), new(setCommon), make([]string, len(pairs))
	for _, name := range names {
		j, err := study.ReadJournal(name)
		if err != nil {
			return setReport{}, err
		}
		var head setHead
		if err := json.Unmarshal([]byte(j.Head()), &head); err != nil || head.Fit != want.Fit || head.Pairs != want.Pairs {
			return setReport{}, fmt.Errorf("%s is a part of another fit: of other files, or with other flags", name)
		}
		for key, value := range j.All() {
			i, err := strconv.Atoi(key)
			if err != nil || i < 0 || i >= len(pairs) {
				return setReport{}, fmt.Errorf("%s has a pair %q of %d", name, key, len(pairs))
			}
			if seen[i] != "" {
				return setReport{}, fmt.Errorf("%s and %s both have %s", seen[i], name, pairs[i][0])
			}
			var d setDone
			if err := json.Unmarshal([]byte(value), &d); err != nil {
				return setReport{}, fmt.Errorf("%s: pair %d: %w", name, i, err)
			}
			common.add(&d)
			done[i], seen[i] = d, name
		}
	}
	missing := 0
	first := ""
	for i, name := range seen {
		if name == "" {
			if missing++; first == "" {
				first = strings.Join(pairs[i][:], " ")
			}
		}
	}
	if missing > 0 {
		return setReport{}, fmt.Errorf("%s lacks %d of %d pairs, %s the first of them; make the parts that are missing or not finished", f.parts, missing, len(pairs), first)
	}
	return f.together(done, common), nil
}
