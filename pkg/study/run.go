package study

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/gradstep/gradstep/pkg/internal/parallel"
)

// Settings say how a study is run. The zero value runs all of it, silently, in the current folder.
type Settings struct {
	Dir      string    // where the tables go, and the journal until then; it is made if it is not there; "": the current folder
	Shard    Shard     // the part of the jobs that this process makes; zero: all of them, and the tables
	Workers  int       // jobs at once; 0: one for each core
	Program  string    // names the program: results of another one are not mixed with its own
	Small    bool      // the size of the study, for the journal's head
	Progress io.Writer // nil: silent
	Live     bool      // Progress is a terminal, on which a line can be replaced
}

// Run makes a study and writes its tables to Settings.Dir, each whole.
//
// The files are the same, bit for bit, at any number of workers, and whether or not the run was
// interrupted: results are found by key, and tables are made of them in a fixed order. An interrupted
// run, by the context or by a kill, leaves the finished jobs in a journal beside the tables; the next run
// of the same study by the same program goes on from there. The journal is removed when all tables
// are written.
//
// With a Shard only its part of the jobs is made, and the journal stays, for [Merge]. A job is made in the
// same part as the jobs that it needs.
//
// What the jobs will need at the end is tried before the first: the folder, and the places of the tables. The error
// wraps ErrStudy for a study that is not well made and for a job that panics, ErrPart for a journal
// of another version, and the context's cause when it ended the run.
func Run(ctx context.Context, s Study, set Settings) error {
	set.Dir = cmp.Or(set.Dir, ".")
	all, err := s.works()
	if err != nil {
		return err
	}
	if err := s.tryOutputs(set.Dir); err != nil {
		return err
	}
	j, err := s.openJournal(set)
	if err != nil {
		return err
	}
	defer j.Close()
	results, err := s.perform(ctx, mine(all, set.Shard), j, set)
	if err != nil || !set.Shard.Whole() {
		return errors.Join(err, j.Close())
	}
	if err := s.save(results, set.Dir); err != nil {
		return fmt.Errorf("%w; all jobs are finished and kept in %s, and the same command makes the tables of them", err, j.path)
	}
	return j.Remove()
}

// tryOutputs makes the folder and sees that no table will be refused its place.
func (s Study) tryOutputs(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("study: the folder of the tables: %w", err)
	}
	for _, p := range s.Parts {
		for _, t := range p.Tables {
			if info, err := os.Stat(filepath.Join(dir, t.Name+".csv")); err == nil && !info.Mode().IsRegular() {
				return fmt.Errorf("study: the table %s: %s is not a regular file; move it away", t.Name, filepath.Join(dir, t.Name+".csv"))
			}
		}
	}
	return nil
}

// openJournal goes on with the journal of an earlier run, which has to be of the same version.
func (s Study) openJournal(set Settings) (*Journal, error) {
	head, err := s.head(set)
	if err != nil {
		return nil, err
	}
	path := s.JournalPath(set.Dir, set.Shard)
	j, err := OpenJournal(path, head.String())
	if errors.Is(err, ErrJournal) {
		return nil, fmt.Errorf("%w: %s holds finished jobs of another version of the program, its inputs or the study; "+
			"go on with that version, or remove the file to begin again", ErrPart, path)
	}
	return j, err
}

// perform makes the jobs that the journal does not hold, and returns the results of all, by part.
func (s Study) perform(ctx context.Context, jobs []work, j *Journal, set Settings) (map[string]Results, error) {
	results := map[string]Results{}
	for _, p := range s.Parts {
		results[p.Name] = Results{}
	}
	p := newProgress(s.Name, jobs, set)
	defer p.end()
	var open []work
	for _, w := range jobs {
		text, known := j.Get(w.key())
		if !known {
			open = append(open, w)
			continue
		}
		r, err := decode(text)
		if err != nil {
			return nil, fmt.Errorf("study %s, job %q: %w", s.Name, w.key(), err)
		}
		results[w.part][w.Key] = r
		p.skipped += w.Cost
		p.finished(w.Cost)
	}
	for _, wave := range waves(open) {
		if err := s.runWave(ctx, wave, j, results, set, p); err != nil {
			return nil, err
		}
	}
	return results, nil
}

// runWave runs jobs that need nothing of each other. A job that fails ends the wave.
func (s Study) runWave(ctx context.Context, wave []work, j *Journal, results map[string]Results, set Settings, p *progress) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := set.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var mu sync.Mutex // guards the journal, the results and the progress
	var failed error
	parallel.Each(workers, len(wave), func(i int) {
		if ctx.Err() != nil {
			return
		}
		w := wave[i]
		mu.Lock()
		needed := Results{}
		for _, key := range w.Needs {
			needed[key] = results[w.part][key]
		}
		mu.Unlock()
		r, err := w.perform(ctx, needed)
		mu.Lock()
		defer mu.Unlock()
		if err == nil {
			err = j.Add(w.key(), r.encode())
		}
		if err != nil {
			if failed == nil || !errors.Is(err, context.Canceled) {
				failed = errors.Join(failed, fmt.Errorf("study %s, job %q: %w", s.Name, w.key(), err))
			}
			cancel()
			return
		}
		results[w.part][w.Key] = r
		p.finished(w.Cost)
	})
	if err := context.Cause(ctx); err != nil && (failed == nil || errors.Is(failed, err)) {
		return fmt.Errorf("study %s: stopped after %d of %d jobs; the same command goes on from there: %w", s.Name, p.jobs, p.total, err)
	}
	return failed
}

// perform runs a job; a panic becomes an error.
func (w work) perform(ctx context.Context, done Results) (r Result, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%w: panic: %v", ErrStudy, v)
		}
	}()
	return w.Run(ctx, done)
}

// save makes the tables of all parts and writes them.
func (s Study) save(results map[string]Results, dir string) error {
	for _, p := range s.Parts {
		tables, err := p.fill(results[p.Name])
		if err != nil {
			return fmt.Errorf("study %s, tables of %s: %w", s.Name, p.Name, err)
		}
		for _, t := range tables {
			if err := t.Save(dir); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p Part) fill(done Results) (tables []*Table, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%w: panic: %v", ErrStudy, v)
		}
	}()
	for _, t := range p.Tables {
		tables = append(tables, &t)
	}
	p.Fill(done, tables)
	return tables, nil
}
