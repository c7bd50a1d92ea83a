package study

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"strconv"
	"strings"
)

// A journal holds the results of the finished jobs of a study on disk, until the
// study's tables are written: one line for each job, with a checksum.
//
//	crc32 <tab> key <tab> number number …
//
// A line is appended by one write. A kill can cut short the last line only, which
// then fails its checksum and is taken off when the journal is opened again: a job
// counts when its line is whole. The first line names the program that computed
// the results (Options.Program), so that those of another one are not reused.
type journal struct {
	file *os.File
	done Results
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// openJournal opens or starts the journal at path and reads what is in it.
func openJournal(path, program string) (*journal, error) {
	head := line("gradstep study, made by " + program)
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("study: the journal of finished jobs: %w", err)
	}
	j := &journal{done: Results{}}
	whole := 0
	if bytes.HasPrefix(data, head) {
		whole = len(head)
		for {
			end := bytes.IndexByte(data[whole:], '\n')
			if end < 0 {
				break
			}
			key, values, ok := parseLine(string(data[whole : whole+end]))
			if !ok {
				break
			}
			j.done[key] = values
			whole += end + 1
		}
	}
	j.file, err = os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("study: the journal of finished jobs: %w", err)
	}
	if err := j.start(int64(whole), head); err != nil {
		j.file.Close()
		return nil, fmt.Errorf("study: the journal of finished jobs: %w", err)
	}
	return j, nil
}

// start takes off what is not whole, and writes the head of an empty journal.
func (j *journal) start(whole int64, head []byte) error {
	if err := j.file.Truncate(whole); err != nil {
		return err
	}
	if _, err := j.file.Seek(whole, 0); err != nil {
		return err
	}
	if whole > 0 {
		return nil
	}
	_, err := j.file.Write(head)
	return err
}

// add writes a finished job.
func (j *journal) add(key string, values []float64) error {
	var b strings.Builder
	b.WriteString(key)
	b.WriteByte('\t')
	for i, v := range values {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.FormatFloat(v, 'g', -1, 64))
	}
	_, err := j.file.Write(line(b.String()))
	return err
}

// line puts the checksum before a text, and its end behind it.
func line(text string) []byte {
	return fmt.Appendf(nil, "%08x\t%s\n", crc32.Checksum([]byte(text), castagnoli), text)
}

// parseLine reads what add wrote, without the end of the line.
func parseLine(s string) (key string, values []float64, ok bool) {
	sum, text, found := strings.Cut(s, "\t")
	if want, err := strconv.ParseUint(sum, 16, 32); !found || err != nil || uint32(want) != crc32.Checksum([]byte(text), castagnoli) {
		return "", nil, false
	}
	key, numbers, found := strings.Cut(text, "\t")
	if !found {
		return "", nil, false
	}
	for _, f := range strings.Fields(numbers) {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil {
			return "", nil, false
		}
		values = append(values, v)
	}
	return key, values, true
}
