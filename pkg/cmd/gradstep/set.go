package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
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

func (s setReport) writeJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(s)
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

// pairsOf returns the pairs of files that the arguments mean: files in turn, or two
// folders, or those of a list.
func (f fitFlags) pairsOf(args []string) ([][2]string, error) {
	switch {
	case f.pairs != "" && len(args) > 0:
		return nil, fmt.Errorf("-pairs names the files, and %d more are given", len(args))
	case f.pairs != "":
		return readList(f.pairs)
	case len(args) == 2 && isFolder(args[0]) && isFolder(args[1]):
		return matchFolders(args[0], args[1])
	case len(args) == 0 || len(args)%2 != 0:
		return nil, fmt.Errorf("want two files, ORIGINAL and QUANTIZED, and got %d", len(args))
	}
	var pairs [][2]string
	for i := 0; i < len(args); i += 2 {
		pairs = append(pairs, [2]string{args[i], args[i+1]})
	}
	return pairs, nil
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// readList reads a CSV file of two columns, original and quantized, with or without
// these words above; names are relative to its folder. A byte order mark and semicolons
// are as good.
func readList(name string) ([][2]string, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord, r.TrimLeadingSpace, r.Comment = 2, true, '#'
	if first, _, _ := bytes.Cut(data, []byte("\n")); !bytes.Contains(first, []byte(",")) && bytes.Contains(first, []byte(";")) {
		r.Comma = ';'
	}
	records, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: want two columns, original and quantized: %w", name, err)
	}
	var pairs [][2]string
	for i, record := range records {
		var p [2]string
		for k, cell := range record {
			p[k] = strings.TrimSpace(cell)
		}
		if i == 0 && strings.EqualFold(p[0], "original") && strings.EqualFold(p[1], "quantized") {
			continue
		}
		for k, cell := range p {
			if !filepath.IsAbs(cell) {
				p[k] = filepath.Join(filepath.Dir(name), cell)
			}
		}
		pairs = append(pairs, p)
	}
	if len(pairs) == 0 {
		return nil, fmt.Errorf("%s lists no pairs", name)
	}
	return pairs, nil
}

// matchFolders pairs the pictures of two folders by their names without extension.
func matchFolders(originals, quantized string) ([][2]string, error) {
	var names [2]map[string]string
	var order []string
	for i, folder := range []string{originals, quantized} {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return nil, err
		}
		names[i] = map[string]string{}
		for _, e := range entries {
			ext := strings.ToLower(filepath.Ext(e.Name()))
			if e.IsDir() || ext != ".png" && ext != ".jpg" && ext != ".jpeg" {
				continue
			}
			stem := strings.TrimSuffix(e.Name(), filepath.Ext(e.Name()))
			if other, ok := names[i][stem]; ok {
				return nil, fmt.Errorf("%s and %s have one name; list the pairs by -pairs", other, filepath.Join(folder, e.Name()))
			}
			names[i][stem] = filepath.Join(folder, e.Name())
			if i == 0 {
				order = append(order, stem)
			}
		}
	}
	var pairs [][2]string
	for _, stem := range order {
		q, ok := names[1][stem]
		if !ok {
			return nil, fmt.Errorf("%s has no partner of that name in %s", names[0][stem], quantized)
		}
		pairs = append(pairs, [2]string{names[0][stem], q})
	}
	switch {
	case len(pairs) == 0:
		return nil, fmt.Errorf("%s holds no PNG or JPEG file", originals)
	case len(names[1]) > len(pairs):
		return nil, fmt.Errorf("%s holds %d pictures, %s only %d", quantized, len(names[1]), originals, len(pairs))
	}
	return pairs, nil
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
