package blackbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"slices"
	"strings"
	"sync"
)

// Journal keeps the values of a command on disk, one line of JSON each, in the order in which they
// came.
//
//	{"gradstep":"values","version":1,"command":["python3","f.py","{x0}"]}
//	{"x":[0.5],"f":1.25}
//	{"x":[0.75],"failed":"…"}
//
// A line is appended by one write and flushed to the disk before the value is used, so that a kill or
// a loss of power costs the evaluations that were running and no other. A last line without its end is
// what a kill left, and is taken off. A Journal may be used by several goroutines; a second program
// that opens it gets an error (on Unix).
type Journal struct {
	mu    sync.Mutex
	file  *os.File
	known map[string][]record // by the bits of x: the first evaluation there, the second, …
	size  int
}

type header struct {
	Gradstep string   `json:"gradstep"`
	Version  int      `json:"version"`
	Command  []string `json:"command"`
}

// record is the outcome of an evaluation.
type record struct {
	X      []float64 `json:"x"`
	Again  int       `json:"again,omitempty"` // how many evaluations at x came before, where one was repeated on purpose
	F      *float64  `json:"f,omitempty"`
	Failed string    `json:"failed,omitempty"`
}

// OpenJournal opens the journal of a command, or starts one where there is no file. The error wraps
// [ErrJournal] when the file is the journal of another command, is damaged, or is in use; the file is
// then left as it is.
func OpenJournal(path string, command []string) (*Journal, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o666)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrJournal, err)
	}
	j := &Journal{file: file, known: map[string][]record{}}
	if err := j.open(path, command); err != nil {
		file.Close()
		return nil, err
	}
	return j, nil
}

func (j *Journal) open(path string, command []string) error {
	bad := func(format string, a ...any) error {
		return fmt.Errorf("%w: %s "+format, append([]any{ErrJournal, path}, a...)...)
	}
	if err := lock(j.file); err != nil {
		return bad("is in use by another run")
	}
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return bad("cannot be read: %v", err)
	}
	whole := bytes.LastIndexByte(data, '\n') + 1
	lines := bytes.Split(data[:whole], []byte("\n"))
	lines = lines[:len(lines)-1]
	if len(lines) == 0 {
		if len(data) > 0 && !bytes.HasPrefix([]byte(`{"gradstep":"values"`), data[:min(len(data), 20)]) {
			return bad("is no journal; name another file")
		}
		if err := j.cut(0); err != nil {
			return bad("cannot be written: %v", err)
		}
		return j.write(header{"values", 1, command})
	}
	var h header
	switch err := json.Unmarshal(lines[0], &h); {
	case err != nil || h.Gradstep != "values":
		return bad("is no journal; name another file")
	case h.Version != 1:
		return bad("has version %d, and this program reads version 1", h.Version)
	case !slices.Equal(h.Command, command):
		return bad("has the values of another command, %q; name another file for this one", strings.Join(h.Command, " "))
	}
	for i, line := range lines[1:] {
		var r record
		if err := json.Unmarshal(line, &r); err != nil || (r.F == nil) == (r.Failed == "") {
			return bad("is damaged: line %d is %.80q", i+2, line)
		}
		j.keep(r)
	}
	if err := j.cut(int64(whole)); err != nil {
		return bad("cannot be written: %v", err)
	}
	return nil
}

// cut takes off what stands behind the whole lines.
func (j *Journal) cut(whole int64) error {
	if err := j.file.Truncate(whole); err != nil {
		return err
	}
	_, err := j.file.Seek(whole, 0)
	return err
}

// write appends a line and flushes it.
func (j *Journal) write(v any) error {
	line, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrJournal, err)
	}
	if _, err := j.file.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("%w: %w", ErrJournal, err)
	}
	if err := j.file.Sync(); err != nil {
		return fmt.Errorf("%w: %w", ErrJournal, err)
	}
	return nil
}

// keep remembers a record; a later one at the same place, as after a failure that was tried again,
// replaces it.
func (j *Journal) keep(r record) {
	k := key(r.X)
	for len(j.known[k]) <= r.Again {
		j.known[k] = append(j.known[k], record{})
	}
	if old := j.known[k][r.Again]; old.X == nil {
		j.size++
	}
	j.known[k][r.Again] = r
}

// add appends a record.
func (j *Journal) add(r record) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if err := j.write(r); err != nil {
		return err
	}
	j.keep(r)
	return nil
}

// find returns the record of the evaluation at x before which there were so many others.
func (j *Journal) find(x []float64, again int) (record, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	rs := j.known[key(x)]
	if again >= len(rs) || rs[again].X == nil {
		return record{}, false
	}
	return rs[again], true
}

// Len is the number of evaluations in the journal.
func (j *Journal) Len() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.size
}

// Close closes the file.
func (j *Journal) Close() error { return j.file.Close() }

// key is x letter by letter.
func key(x []float64) string {
	var b strings.Builder
	for _, v := range x {
		fmt.Fprintf(&b, "%016x", math.Float64bits(v))
	}
	return b.String()
}
