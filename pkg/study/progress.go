package study

import (
	"fmt"
	"io"
	"time"
)

// progress tells on one line how far a run is and how much time it may need yet,
// by the expected costs of the jobs.
type progress struct {
	study   string
	out     io.Writer
	live    bool // the line is replaced in place; otherwise a line now and then
	now     func() time.Time
	start   time.Time
	last    time.Time
	width   int
	total   int
	jobs    int     // finished, those of an earlier run included
	all     float64 // cost of all jobs
	done    float64 // cost of the finished ones
	skipped float64 // cost of those that an earlier run had finished
}

func newProgress(study string, jobs []work, set Settings) *progress {
	p := &progress{study: study, out: set.Progress, live: set.Live, now: time.Now, start: time.Now(), last: time.Now(), total: len(jobs)}
	for _, w := range jobs {
		p.all += w.Cost
	}
	return p
}

// interval is the time between two lines.
func (p *progress) interval() time.Duration {
	if p.live {
		return 200 * time.Millisecond
	}
	return 30 * time.Second
}

// finished counts a job, and writes the line when it is time to.
func (p *progress) finished(cost float64) {
	p.jobs++
	p.done += cost
	now := p.now()
	if p.out == nil || now.Sub(p.last) < p.interval() {
		return
	}
	p.last = now
	text := p.line(now.Sub(p.start))
	if !p.live {
		fmt.Fprintln(p.out, text)
		return
	}
	fmt.Fprintf(p.out, "\r%-*s", p.width, text)
	p.width = len(text)
}

func (p *progress) line(spent time.Duration) string {
	text := fmt.Sprintf("study %s: %d of %d jobs", p.study, p.jobs, p.total)
	fresh := p.done - p.skipped
	if spent < time.Second || fresh <= 0 {
		return text
	}
	left := time.Duration(float64(spent) * (p.all - p.done) / fresh)
	return fmt.Sprintf("%s, %d %%, %v left", text, int(100*p.done/p.all), left.Round(time.Second))
}

// end takes the line away.
func (p *progress) end() {
	if p.out != nil && p.live && p.width > 0 {
		fmt.Fprintf(p.out, "\r%-*s\r", p.width, "")
	}
}
