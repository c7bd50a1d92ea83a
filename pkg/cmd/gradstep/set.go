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
	Shard string      `json:"shard,omitempty"`
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
}

// fitSet fits pairs on all cores. A core holds one pair at a time, and of each pair only
// the answer is kept, and its counts are added to those of all.
func (f fitFlags) fitSet(pairs [][2]string, stderr io.Writer) setReport {
	var (
		mu     sync.Mutex
		common = new(stair.Histogram)
		deep   bool
		lossy  [2]string
	)
	meter := newMeter(stderr, len(pairs))
	answers, _ := parallel.Map(len(pairs), func(i int) (setAnswer, error) {
		defer meter.done()
		a := setAnswer{Original: pairs[i][0], Quantized: pairs[i][1]}
		p, err := readPair(pairs[i][0], pairs[i][1], f.maxPixels)
		if err == nil {
			r := f.report(pairs[i], p)
			if err = r.fit(p, false); err == nil {
				a.answer = &r.answers[0]
				a.found = filter.Answer{Name: a.found.Name, Best: a.found.Best, Equal: a.found.Equal}
			}
			mu.Lock()
			deep = deep || p.counts == nil
			for _, h := range p.counts {
				common.Merge(h)
			}
			for k := range lossy {
				lossy[k] = max(lossy[k], p.lossy[k])
			}
			mu.Unlock()
		}
		if err != nil {
			a.Error = strings.TrimPrefix(err.Error(), "picture: ")
		}
		return a, nil
	})
	meter.end()
	s := setReport{Pairs: answers}
	for _, a := range answers {
		if a.answer == nil {
			s.Failed++
			continue
		}
		s.EachAgree += a.Agree
		s.Total += a.Total
	}
	if deep || s.Failed == len(answers) {
		return s
	}
	d, err := filter.FromHistogram(common)
	if err != nil {
		return s
	}
	r := f.report([2]string{}, &pair{channels: 1, lossy: lossy})
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
		fmt.Fprintf(b, "%s, %s agree\n", a.short(), percent(a.Agree, a.Total))
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
