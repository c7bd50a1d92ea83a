package setup

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// A step shows what is being done and how far it is: on a terminal in one line
// that is written again, elsewhere as a line now and then.
type step struct {
	out      io.Writer
	what     string
	started  time.Time
	terminal bool
	stop     chan struct{}
	stopped  sync.WaitGroup

	mu    sync.Mutex
	doing string
}

// quiet is the interval at which a step that is not on a terminal says how far
// it is.
const quiet = 5 * time.Second

// Show shows on out what is being done until the returned function is called.
func Show(out io.Writer, what string) (end func(error)) { return startStep(out, what).end }

func startStep(out io.Writer, what string) *step {
	s := &step{out: out, what: what, started: time.Now(), terminal: isTerminal(out), stop: make(chan struct{})}
	interval := quiet
	if s.terminal {
		interval = 200 * time.Millisecond
		fmt.Fprintf(out, "\r\x1b[K  … %s", what)
	} else {
		fmt.Fprintf(out, "  … %s\n", what)
	}
	s.stopped.Go(func() {
		tick := time.NewTicker(interval)
		defer tick.Stop()
		for {
			select {
			case <-s.stop:
				return
			case <-tick.C:
				s.show()
			}
		}
	})
	return s
}

// at says how far the step is: done of total things, and which one is under
// way. A total of 0 is not known.
func (s *step) at(done, total int, thing string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case total > 0:
		s.doing = fmt.Sprintf("%d of %d  %s", min(done, total), total, thing)
	case done > 0:
		s.doing = fmt.Sprintf("%d  %s", done, thing)
	default:
		s.doing = thing
	}
}

func (s *step) show() {
	s.mu.Lock()
	doing := s.doing
	s.mu.Unlock()
	seconds := int(time.Since(s.started).Seconds())
	if s.terminal {
		fmt.Fprintf(s.out, "\r\x1b[K  … %s  %d s  %.60s", s.what, seconds, doing)
		return
	}
	fmt.Fprintf(s.out, "    %s: %d s  %s\n", s.what, seconds, doing)
}

// end closes the step: done, or failed with err.
func (s *step) end(err error) {
	close(s.stop)
	s.stopped.Wait()
	mark := "✓"
	if err != nil {
		mark = "✗"
	}
	if s.terminal {
		fmt.Fprint(s.out, "\r\x1b[K")
	}
	fmt.Fprintf(s.out, "  %s %s  %.1f s\n", mark, s.what, time.Since(s.started).Seconds())
}

// isTerminal says whether what is written to w is seen at once by a person.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && file.Name() != os.DevNull
}
