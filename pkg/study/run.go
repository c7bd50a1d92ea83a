package study

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"
)

// ErrStudy is wrapped by the errors of a study that is not well made: two jobs with
// one key, a stage whose list changes, a job that panics.
var ErrStudy = errors.New("study: bad study")

// Options say how studies are run.
type Options struct {
	Dir      string    // where the tables go, and the journals until the end
	Workers  int       // jobs at once; 0: one for each core
	Program  string    // names the program: results of another one are not reused
	Progress io.Writer // nil: silent
	Live     bool      // Progress is a terminal, on which a line can be replaced
}

// Run makes the studies and writes their tables to Options.Dir, each whole.
//
// The files are the same, bit for bit, at any number of workers, and whether or not
// the run was interrupted: results are found by key, and tables are made of them in
// a fixed order. An interrupted run, by the context or by a kill, leaves the finished
// jobs in a journal beside the tables; the next run of the same studies by the same
// program goes on from there. The journals are removed when all tables are written.
func Run(ctx context.Context, studies []Study, o Options) error {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if err := os.MkdirAll(o.Dir, 0o755); err != nil {
		return fmt.Errorf("study: the folder of the tables: %w", err)
	}
	p := &progress{out: o.Progress, live: o.Live, now: time.Now, start: time.Now(), last: time.Now()}
	for _, s := range studies {
		jobs := s.jobs()
		if err := checkKeys(s.Name, jobs); err != nil {
			return err
		}
		for _, j := range jobs {
			p.total++
			p.all += j.Cost
		}
	}
	defer p.end()
	for _, s := range studies {
		if err := runStudy(ctx, s, o, p); err != nil {
			return err
		}
	}
	for _, s := range studies {
		if err := os.Remove(journalPath(o.Dir, s.Name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("study: %w", err)
		}
	}
	return nil
}

func journalPath(dir, name string) string { return filepath.Join(dir, name+".journal") }

func checkKeys(name string, jobs []Job) error {
	seen := map[string]bool{}
	for _, j := range jobs {
		if seen[j.Key] {
			return fmt.Errorf("study %s: two jobs have the key %q: %w", name, j.Key, ErrStudy)
		}
		seen[j.Key] = true
	}
	return nil
}

func runStudy(ctx context.Context, s Study, o Options, p *progress) error {
	j, err := openJournal(journalPath(o.Dir, s.Name), o.Program)
	if err != nil {
		return err
	}
	defer j.file.Close()
	results := Results{}
	for _, stage := range s.Stages {
		jobs := stage(maps.Clone(results)) // its jobs read it while their own results come in
		var open []Job
		for _, job := range jobs {
			values, known := j.done[job.Key]
			if !known {
				open = append(open, job)
				continue
			}
			results[job.Key] = values
			p.skipped += job.Cost
			p.finished(s.Name, job.Cost)
		}
		if err := runJobs(ctx, s.Name, open, j, results, o.Workers, p); err != nil {
			return err
		}
	}
	for _, t := range s.Tables(results) {
		if err := t.Save(o.Dir); err != nil {
			return err
		}
	}
	return nil
}

// outcome is what a worker hands back.
type outcome struct {
	job    Job
	values []float64
	err    error
}

// runJobs runs jobs on so many workers, the longest first, and collects their
// results in the caller's goroutine, so that nothing else needs a lock.
func runJobs(ctx context.Context, name string, jobs []Job, j *journal, results Results, workers int, p *progress) error {
	jobs = slices.Clone(jobs)
	slices.SortStableFunc(jobs, func(a, b Job) int {
		switch {
		case a.Cost > b.Cost:
			return -1
		case a.Cost < b.Cost:
			return 1
		}
		return 0
	})
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	queue, out := make(chan Job), make(chan outcome)
	var group sync.WaitGroup
	for range min(workers, len(jobs)) {
		group.Go(func() {
			for job := range queue {
				values, err := perform(job)
				out <- outcome{job, values, err}
			}
		})
	}
	go func() {
		defer close(queue)
		for _, job := range jobs {
			select {
			case queue <- job:
			case <-ctx.Done():
				return
			}
		}
	}()
	go func() { group.Wait(); close(out) }()
	var failed error
	for r := range out {
		if r.err == nil {
			r.err = j.add(r.job.Key, r.values)
		}
		if r.err != nil {
			failed = errors.Join(failed, fmt.Errorf("study %s, job %q: %w", name, r.job.Key, r.err))
			cancel()
			continue
		}
		results[r.job.Key] = r.values
		p.finished(name, r.job.Cost)
	}
	if failed != nil {
		return failed
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("study %s: stopped after %d of %d jobs; the same command goes on from there: %w", name, p.jobs, p.total, context.Cause(ctx))
	}
	return nil
}

// perform runs a job; a panic becomes an error that names the job.
func perform(job Job) (values []float64, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v: %w", r, ErrStudy)
		}
	}()
	return job.Run(), nil
}
