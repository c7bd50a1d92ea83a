package nbplot

import (
	"fmt"
	"html"
	"os"
	"strings"
	"time"
)

// A Progress shows on one line how far a long computation is and when it may
// end. In a notebook the line is replaced in place and vanishes at Done; on a
// terminal it goes to standard error. It is silent where standard error is a file
// or a pipe, and with GRADSTEP_STATIC=1, so that a saved notebook holds no times.
type Progress struct {
	what    string
	total   int
	start   time.Time
	last    time.Time
	id      string
	silent  bool
	written bool
	now     func() time.Time
	put     func(line string)
}

// NewProgress starts a line for total steps; 0 when the number is unknown.
func NewProgress(what string, total int) *Progress {
	p := &Progress{what: what, total: total, now: time.Now, silent: quiet()}
	p.start = p.now()
	p.put = p.print
	if inNotebook() && !p.silent {
		p.id = newID("progress_")
	}
	return p
}

func quiet() bool {
	if inNotebook() {
		return Static()
	}
	info, err := os.Stderr.Stat()
	return os.Getenv("GRADSTEP_STATIC") == "1" || err != nil || info.Mode()&os.ModeCharDevice == 0
}

// every is the time between two updates of the line.
const every = 200 * time.Millisecond

// Set says that step steps are done, with a word on where it stands ("loss
// 0.31"). It costs little: the line changes at most five times a second.
func (p *Progress) Set(step int, note string) {
	now := p.now()
	if p.silent || now.Sub(p.last) < every {
		return
	}
	p.last, p.written = now, true
	p.put(p.line(step, note, now.Sub(p.start)))
}

func (p *Progress) line(step int, note string, spent time.Duration) string {
	var b strings.Builder
	b.WriteString(p.what + ": ")
	if p.total > 0 {
		fmt.Fprintf(&b, "%d of %d", step, p.total)
	} else {
		fmt.Fprintf(&b, "%d", step)
	}
	if note != "" {
		b.WriteString(", " + note)
	}
	if p.total > 0 && step > 0 && step < p.total && spent > time.Second {
		left := time.Duration(float64(spent) / float64(step) * float64(p.total-step))
		fmt.Fprintf(&b, ", %v left", left.Round(time.Second))
	}
	return b.String()
}

// Done removes the line.
func (p *Progress) Done() {
	if p.written {
		p.put("")
		p.written = false
	}
}

func (p *Progress) print(line string) {
	if p.id != "" {
		page := ""
		if line != "" {
			page = "<pre>" + html.EscapeString(line) + "</pre>"
		}
		update(p.id, page)
		return
	}
	fmt.Fprintf(os.Stderr, "\r\x1b[K%s", line)
}

// Static reports whether figures must not wait for a reader: GRADSTEP_STATIC=1,
// or no notebook at all.
func Static() bool { return os.Getenv("GRADSTEP_STATIC") == "1" || !inNotebook() }
