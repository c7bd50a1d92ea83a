package study

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"maps"
	"os"
	"strconv"
	"strings"
	"time"
)

// Journal keeps finished pieces of work on disk, by key, so that a run that was killed can go on
// from where it was. It is a text file of lines with a checksum each (CRC-32C, in hexadecimal):
//
//	crc32 <tab> head
//	crc32 <tab> key <tab> value
//
// The head says whose work it is: program, settings, whatever a value depends on. A line is appended by
// one write, and goes to the disk within a second or two: a kill costs at most a line that was half written,
// which is taken off when the journal is opened again. A whole line whose checksum is wrong is passed
// over; its work is done again. Keys have no tab and no line's end, values no line's end.
//
// Methods must not be called by several goroutines at once. Several processes may append to one
// journal.
type Journal struct {
	path   string
	head   string
	file   *os.File // nil: it was only read
	values map[string]string
	synced time.Time
}

// OpenJournal goes on with the journal at path, or starts it. The error wraps ErrJournal when the
// file is there and has another head, or is not a journal: it is then left as it is.
func OpenJournal(path, head string) (*Journal, error) {
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("study: the journal: %w", err)
	}
	first := line(head)
	j, whole := parseJournal(data)
	switch {
	case bytes.HasPrefix(first, data): // it is new, or was killed at its first line
		j, whole = &Journal{head: head, values: map[string]string{}}, 0
	case j == nil:
		return nil, fmt.Errorf("%w: %s does not begin as a journal does; it is left as it is", ErrJournal, path)
	case j.head != head:
		return nil, fmt.Errorf("%w: %s belongs to %s, not to %s; remove it to begin again", ErrJournal, path, j.head, head)
	}
	j.path = path
	if j.file, err = os.OpenFile(path, os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o666); err != nil {
		return nil, fmt.Errorf("study: the journal: %w", err)
	}
	err = j.file.Truncate(int64(whole))
	if err == nil && whole == 0 {
		_, err = j.file.Write(first)
	}
	if err != nil {
		j.file.Close()
		return nil, fmt.Errorf("study: the journal: %w", err)
	}
	return j, nil
}

// ReadJournal reads the journal at path, to which nothing can be added then. The error wraps ErrJournal
// when the file is not a journal.
func ReadJournal(path string) (*Journal, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("study: the journal: %w", err)
	}
	j, _ := parseJournal(data)
	if j == nil {
		return nil, fmt.Errorf("%w: %s does not begin as a journal does", ErrJournal, path)
	}
	j.path = path
	return j, nil
}

// parseJournal returns what is in the data, nil when they do not begin with a head, and how much of them is
// whole lines.
func parseJournal(data []byte) (j *Journal, whole int) {
	whole = bytes.LastIndexByte(data, '\n') + 1
	for s := range strings.Lines(string(data[:whole])) {
		text, ok := parseLine(strings.TrimSuffix(s, "\n"))
		switch {
		case j == nil && !ok:
			return nil, 0
		case j == nil:
			j = &Journal{head: text, values: map[string]string{}}
		case ok:
			if key, value, found := strings.Cut(text, "\t"); found {
				j.values[key] = value
			}
		}
	}
	return j, whole
}

// Head returns the head.
func (j *Journal) Head() string { return j.head }

// Get returns the value of a finished piece of work, and whether there is one.
func (j *Journal) Get(key string) (value string, ok bool) {
	value, ok = j.values[key]
	return value, ok
}

// All returns a copy of the values by key.
func (j *Journal) All() map[string]string { return maps.Clone(j.values) }

// Add stores a finished piece of work. It panics when the key or the value has a character that it
// must not have.
func (j *Journal) Add(key, value string) error {
	if strings.ContainsAny(key, "\t\n") || strings.Contains(value, "\n") {
		panic(fmt.Sprintf("study: Journal.Add: the key %q or its value has a tab or a line's end", key))
	}
	if _, err := j.file.Write(line(key + "\t" + value)); err != nil {
		return fmt.Errorf("study: the journal: %w", err)
	}
	j.values[key] = value
	if now := time.Now(); now.Sub(j.synced) > time.Second {
		j.synced = now
		if err := j.file.Sync(); err != nil {
			return fmt.Errorf("study: the journal: %w", err)
		}
	}
	return nil
}

// Close writes what is left to the disk and closes the file.
func (j *Journal) Close() error {
	if j.file == nil {
		return nil
	}
	return errors.Join(j.file.Sync(), j.file.Close())
}

// Remove closes the journal and removes its file.
func (j *Journal) Remove() error {
	if err := errors.Join(j.Close(), os.Remove(j.path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("study: the journal: %w", err)
	}
	return nil
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// line puts the checksum before a text, and a line's end behind it.
func line(text string) []byte {
	return fmt.Appendf(nil, "%08x\t%s\n", crc32.Checksum([]byte(text), castagnoli), text)
}

// parseLine takes the checksum off.
func parseLine(s string) (text string, ok bool) {
	sum, text, found := strings.Cut(s, "\t")
	want, err := strconv.ParseUint(sum, 16, 32)
	return text, found && err == nil && uint32(want) == crc32.Checksum([]byte(text), castagnoli)
}
