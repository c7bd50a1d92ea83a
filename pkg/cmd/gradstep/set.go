package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
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

// part returns the pairs of shard I of N, every N-th from the I-th on.
func part(pairs [][2]string, shard string) ([][2]string, error) {
	if shard == "" {
		return pairs, nil
	}
	var i, n int
	if k, err := fmt.Sscanf(shard, "%d/%d", &i, &n); err != nil || k != 2 || i < 1 || i > n || fmt.Sprintf("%d/%d", i, n) != shard {
		return nil, fmt.Errorf("-shard %q is not I/N with 1 <= I <= N", shard)
	}
	var out [][2]string
	for k := i - 1; k < len(pairs); k += n {
		out = append(out, pairs[k])
	}
	if len(out) == 0 {
		return nil, errors.New("-shard " + shard + " of these pairs is empty")
	}
	return out, nil
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
