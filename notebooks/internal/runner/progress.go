package runner

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"sync"
	"time"
	"unicode/utf8"
)

// A cell that takes longer than slow is told about, then every still.
const (
	slow  = time.Second
	still = 10 * time.Second
)

// A printer writes whole lines, whichever notebook they are about.
type printer struct {
	mu       sync.Mutex
	out, err io.Writer // results, progress
	width    int       // of the notebooks' names
	total    int
	started  time.Time
}

func newPrinter(out, err io.Writer, files []string) *printer {
	p := &printer{out: out, err: err, total: len(files), started: time.Now()}
	for _, f := range files {
		p.width = max(p.width, utf8.RuneCountInString(filepath.Base(f)))
	}
	return p
}

// print writes one text about a notebook.
func (p *printer) print(w io.Writer, file, format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fmt.Fprintf(w, "%-*s  %s\n", p.width, filepath.Base(file), fmt.Sprintf(format, args...))
}

// progress says which of how many cells is executed.
type progress struct{ cell, of int }

// follow executes the subcommand for one notebook and tells how it goes.
func (p *printer) follow(ctx context.Context, verb, file string, o Options) error {
	started := time.Now()
	cells := 0
	steps := make(chan progress, 1)
	var ticker sync.WaitGroup
	first := "the kernel starts …"
	if verb == "check" && !o.InKernel {
		first = "the cells are compiled …"
	}
	ticker.Go(func() { p.tick(file, first, steps) })
	o.Again = func(why error) {
		p.print(p.err, file, "executed again, in the kernel: without it\n%s", indent(firstLines(why.Error(), reportLines), "  "))
	}
	o.Progress = func(cell, of int) {
		cells = of
		steps <- progress{cell, of}
	}
	what := "cell"
	var err error
	switch verb {
	case "check":
		err = Check(ctx, file, o)
	case "play":
		what = "change"
		cells, err = Play(ctx, file, o)
	default:
		err = Run(ctx, file, o)
	}
	close(steps)
	ticker.Wait()

	took := time.Since(started).Seconds()
	var different *Difference
	switch {
	case err == nil:
		p.print(p.out, file, "ok  %s  %.1f s", count(cells, what), took)
	case ctx.Err() != nil: // the end of the whole is told once
	case errors.As(err, &different):
		p.print(p.out, file, "DIFFERS in %d of %s  %.1f s\n%s", len(different.Cells), count(cells, "cell"), took, indent(err.Error(), "  "))
	default:
		p.print(p.out, file, "FAILED  %.1f s\n%s", took, indent(err.Error(), "  "))
	}
	return err
}

// tick tells which cell is executed when that takes long, and first what comes before.
func (p *printer) tick(file, first string, steps <-chan progress) {
	var at progress
	begun := time.Now()
	alarm := time.NewTimer(slow)
	defer alarm.Stop()
	for {
		select {
		case next, ok := <-steps:
			if !ok {
				return
			}
			at, begun = next, time.Now()
			alarm.Reset(slow)
		case <-alarm.C:
			if at.cell == 0 {
				p.print(p.err, file, "%s", first)
			} else {
				p.print(p.err, file, "cell [%d] of %d  %.0f s …", at.cell, at.of, time.Since(begun).Seconds())
			}
			alarm.Reset(still)
		}
	}
}

// summary tells how the whole went, when there was more than one notebook.
func (p *printer) summary(verb string, failed int) {
	if p.total < 2 {
		return
	}
	fmt.Fprintf(p.out, "%s: %d of %d notebooks ok  %.1f s\n", verb, p.total-failed, p.total, time.Since(p.started).Seconds())
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}
