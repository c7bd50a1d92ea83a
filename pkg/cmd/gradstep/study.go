package main

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/gradstep/gradstep/pkg/study"
)

const studyHelp = `Usage: gradstep study [FLAGS] NAME
       gradstep study merge [FLAGS] DIR...
       gradstep study

Makes a study from nothing, and writes its tables as CSV. Without a name it lists the
studies, with their cost and where code, data and page of each are.

A study may be interrupted at any time: the same command goes on from there and
ends with the same files. Equal programs give equal files, at any number of workers
and machines.

With -shard I/N it makes part I of N, and leaves it in the folder of the tables
as a file of its own. "study merge" joins the parts of these folders to the tables
of the whole. docs/cluster.md tells how clusters are used so.

The exit status is 0 when the tables or the part are written, 1 when they are not,
and 2 when the command line is wrong.

Flags, before or behind the name:
`

// studyFlags are those of the command line.
type studyFlags struct {
	study.Settings
	photos, only string
}

func runStudy(args []string, stdout, stderr io.Writer) int {
	var f studyFlags
	flags := flag.NewFlagSet("study", flag.ContinueOnError)
	flags.StringVar(&f.Dir, "dir", "", "`folder` of the tables (default testdata/study/NAME, or study-small/NAME with -small)")
	flags.Var(&f.Shard, "shard", "make part `I/N` of the jobs only")
	flags.IntVar(&f.Workers, "workers", 0, "jobs at once, `n`; 0: one for each core")
	flags.BoolVar(&f.Small, "small", false, "fewer and shorter runs, for a look")
	flags.StringVar(&f.only, "only", "", "make the tables of these `parts` only, with commas between")
	flags.StringVar(&f.photos, "photos", "testdata/photos", "`folder` of the photographs")
	rest, status, done := parse(flags, studyHelp, args, stdout, stderr)
	switch {
	case done:
		return status
	case f.Workers < 0:
		return complain(stderr, "study", fmt.Errorf("-workers %d is negative", f.Workers))
	case len(rest) == 0:
		listStudies(stdout, f.size())
		return success
	case rest[0] == "merge":
		return f.merge(rest[1:], stdout, stderr)
	case len(rest) > 1:
		return complain(stderr, "study", fmt.Errorf("one study at a time, not %s", strings.Join(rest, " and ")))
	}
	s, err := f.open(rest[0])
	if err != nil {
		return complain(stderr, "study", err)
	}
	if f.Program, err = program(); err != nil {
		return fail(stderr, "study", err)
	}
	f.Progress, f.Live = stderr, terminal(stderr)
	ctx, stop := untilSignal()
	defer stop()
	if err := study.Run(ctx, s, f.Settings); err != nil {
		return fail(stderr, "study", err)
	}
	if !f.Shard.Whole() {
		fmt.Fprintf(stdout, "Part %v is in %s.\n", f.Shard, s.JournalPath(f.Dir, f.Shard))
		return success
	}
	fmt.Fprintf(stdout, "The tables are in %s.\n", f.Dir)
	return success
}

func (f *studyFlags) size() study.Size {
	if f.Small {
		return study.Look()
	}
	return study.Full()
}

// open returns the study of that name, and completes the folder.
func (f *studyFlags) open(name string) (study.Study, error) {
	s, err := named(name, f.size(), f.photos)
	if err == nil && f.only != "" {
		s, err = s.Only(strings.Split(f.only, ",")...)
	}
	if f.Dir == "" {
		f.Dir = s.Dir()
		if f.Small {
			f.Dir = filepath.Join("study-small", s.Name)
		}
	}
	return s, err
}

// merge joins the parts in folders. What they are parts of, they say themselves.
func (f *studyFlags) merge(dirs []string, stdout, stderr io.Writer) int {
	if len(dirs) == 0 || !f.Shard.Whole() {
		return complain(stderr, "study", errors.New("merge wants folders with parts, and no -shard"))
	}
	heads, err := study.Heads(dirs...)
	if err != nil {
		return fail(stderr, "study", err)
	}
	var head study.Head
	for _, head = range heads {
		break // Merge sees to it that all are of one study
	}
	f.Small, f.only = head.Small, head.Only
	s, err := f.open(head.Study)
	if err == nil {
		f.Program, err = program()
	}
	if err == nil {
		err = study.Merge(s, f.Settings, dirs...)
	}
	if err != nil {
		return fail(stderr, "study", err)
	}
	fmt.Fprintf(stdout, "The tables are in %s.\n", f.Dir)
	return success
}

// program is the hash of the running program: finished jobs of another one, whose
// code may have changed, are made again.
func program() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	_, err = io.Copy(h, bufio.NewReader(f))
	if err := errors.Join(err, f.Close()); err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}

// terminal reports whether a line that was written to w can be replaced.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
