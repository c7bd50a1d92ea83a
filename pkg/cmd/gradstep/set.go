package main

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strings"
	"sync"
	"time"

	"github.com/gradstep/gradstep/pkg/filter"
	"github.com/gradstep/gradstep/pkg/internal/parallel"
	"github.com/gradstep/gradstep/pkg/stair"
)

// setReport is the outcome of a fit of many pairs.
type setReport struct {
	Pairs []setAnswer `json:"pairs"`
	// Common is the filter of all pairs together, Better says whether it fits better than
	// one for each: "one" or "each". Both are missing where files of 16 bits are among them.
	Common *answer `json:"common,omitempty"`
	Better string  `json:"better,omitempty"`
	// EachAgree is how many samples the filters of the pairs explain, each its own.
	EachAgree int `json:"each_agree"`
	Total     int `json:"total"`
	Failed    int `json:"failed"`
}

// setAnswer is the answer for one pair, or why there is none.
type setAnswer struct {
	Original  string `json:"original"`
	Quantized string `json:"quantized"`
	Error     string `json:"error,omitempty"`
	*answer

	words string // the answer in short
}

// setDone is what is kept of a pair: the answer, and what the answer for all is made of.
type setDone struct {
	Names  [2]string `json:"names"`
	Answer *answer   `json:"answer,omitempty"` // or the Error
	Error  string    `json:"error,omitempty"`
	Words  string    `json:"words"` // the answer in short
	Counts []int64   `json:"counts,omitempty"`
	Deep   bool      `json:"deep,omitempty"`
	Lossy  [2]string `json:"lossy"`
}

// fitOne fits a pair of a set.
func (f fitFlags) fitOne(names [2]string) (d setDone) {
	d.Names = names
	p, err := readPair(names[0], names[1], f.maxPixels)
	if err == nil {
		r := f.report(names, p)
		if err = r.fit(p, false); err == nil {
			d.Answer, d.Words = &r.answers[0], r.answers[0].short()
			d.Answer.found = filter.Answer{} // what is printed is enough
		}
		d.Deep, d.Lossy = p.counts == nil, p.lossy
		d.Counts = sparse(p.counts)
	}
	if err != nil {
		d.Error = strings.TrimPrefix(err.Error(), "picture: ")
	}
	return d
}

// sparse lists the pairs of levels that occur, each with how often.
func sparse(counts []*stair.Histogram) (list []int64) {
	if len(counts) == 0 {
		return nil
	}
	all := new(stair.Histogram)
	for _, h := range counts {
		all.Merge(h)
	}
	for x := range 256 {
		for y := range 256 {
			if n := all.Count(uint8(x), uint8(y)); n > 0 {
				list = append(list, int64(x), int64(y), n)
			}
		}
	}
	return list
}

// fitSet fits pairs on all cores. A core holds one pair at a time, and of each pair only
// the answer is kept, and its counts are added to those of all.
func (f fitFlags) fitSet(pairs [][2]string, stderr io.Writer) setReport {
	meter := newMeter(stderr, len(pairs))
	common, mu := new(setCommon), new(sync.Mutex)
	done, _ := parallel.Map(len(pairs), func(i int) (setDone, error) {
		defer meter.done()
		d := f.fitOne(pairs[i])
		mu.Lock()
		defer mu.Unlock()
		common.add(&d)
		return d, nil
	})
	meter.end()
	return f.together(done, common)
}

// setCommon is what the answer for all pairs is made of.
type setCommon struct {
	counts stair.Histogram
	deep   bool
	lossy  [2]string
}

// add takes the counts of a pair.
func (c *setCommon) add(d *setDone) {
	for k := 0; k+2 < len(d.Counts); k += 3 {
		c.counts.AddCount(uint8(d.Counts[k]), uint8(d.Counts[k+1]), max(0, d.Counts[k+2]))
	}
	d.Counts = nil
	c.deep = c.deep || d.Deep
	for k := range c.lossy {
		c.lossy[k] = max(c.lossy[k], d.Lossy[k])
	}
}

// together makes the answer for all pairs.
func (f fitFlags) together(done []setDone, common *setCommon) setReport {
	s := setReport{Pairs: []setAnswer{}}
	for _, d := range done {
		a := setAnswer{d.Names[0], d.Names[1], d.Error, d.Answer, d.Words}
		s.Pairs = append(s.Pairs, a)
		if a.answer == nil {
			s.Failed++
			continue
		}
		s.EachAgree += a.Agree
		s.Total += a.Total
	}
	if common.deep || s.Failed == len(done) {
		return s
	}
	d, err := filter.FromHistogram(&common.counts)
	if err != nil {
		return s
	}
	r := f.report([2]string{}, &pair{channels: 1, lossy: common.lossy})
	if a, err := r.answer("", d, nil); err == nil {
		s.Common, s.Better = &a, "each"
		if a.named() && float64(s.EachAgree-a.Agree) <= 3*math.Sqrt(float64(a.Total-a.Agree)) {
			s.Better = "one"
		}
	}
	return s
}

func (s setReport) writeText(w io.Writer) error {
	b := bufio.NewWriter(w)
	for _, a := range s.Pairs {
		fmt.Fprintf(b, "%s %s: ", a.Original, a.Quantized)
		if a.answer == nil {
			fmt.Fprintf(b, "%s\n", a.Error)
			continue
		}
		fmt.Fprintf(b, "%s, %s agree\n", a.words, percent(a.Agree, a.Total))
	}
	if c := s.Common; c != nil {
		fmt.Fprintf(b, "\nOne filter for all: %s; %d of %d samples agree (%s).\n", c.short(), c.Agree, c.Total, percent(c.Agree, c.Total))
		fmt.Fprintf(b, "A filter for each: %d agree (%s).\n", s.EachAgree, percent(s.EachAgree, s.Total))
		if s.Better == "one" {
			fmt.Fprintf(b, "One filter for all fits better: what the others explain beyond it is no more than chance gives.\n")
		} else {
			fmt.Fprintf(b, "A filter for each fits better.\n")
		}
		for _, n := range c.Notes {
			fmt.Fprintf(b, "Note: %s.\n", n)
		}
	}
	return b.Flush()
}

// short is the answer in a few words.
func (a answer) short() string {
	switch {
	case a.Filter == filter.Curve:
		return fmt.Sprintf("curve of %d levels", *a.Levels)
	case a.Filter == filter.None:
		return "none"
	case a.Ambiguous:
		return "not determined"
	case a.found.Best.Family.Whole:
		return a.found.Best.Filter.String()
	}
	return fmt.Sprintf("%s, b = %s in [%s, %s]%s", a.Filter, plain(*a.B), down(*a.Lo), up(*a.Hi), a.around())
}

// meter tells how many pairs are done and how long the others will take.
type meter struct {
	mu          sync.Mutex
	w           io.Writer
	n, total    int
	start, last time.Time
	said        bool
}

func newMeter(w io.Writer, total int) *meter {
	now := time.Now()
	return &meter{w: w, total: total, start: now, last: now}
}

func (m *meter) done() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.n++
	now := time.Now()
	if now.Sub(m.last) < 5*time.Second || m.n == m.total {
		return
	}
	m.last, m.said = now, true
	left := time.Duration(float64(now.Sub(m.start)) / float64(m.n) * float64(m.total-m.n))
	fmt.Fprintf(m.w, "gradstep fit: %d of %d pairs, about %s left\n", m.n, m.total, left.Round(time.Second))
}

func (m *meter) end() {
	if m.said {
		fmt.Fprintf(m.w, "gradstep fit: %d pairs in %s\n", m.total, time.Since(m.start).Round(time.Second))
	}
}
