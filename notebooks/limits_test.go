package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

// What a student can take in at one sitting, and what makes it worth one: `go test -run
// TestLessonsFitASitting -v ./notebooks` prints how much each lesson has of it.
const (
	maxMinutes      = 45
	maxWords        = 1800
	maxVisibleCells = 40 // folded ones do not count
	maxVisibleLines = 10 // of code in a cell
	maxMedianLines  = 6
	minTouched      = 2 // figures with sliders
	minMoving       = 1 // figures that play
)

// A sitting is the size of a lesson.
type sitting struct {
	minutes, words, cells  int
	most, median           int // lines of code in a visible cell
	touched, moving        int
	predictions, exercises int
}

var minutesStated = regexp.MustCompile(`About (\d+) minutes`)

func folded(c nbfile.Cell) bool {
	raw, ok := c.Metadata["jupyter"]
	if !ok {
		return false
	}
	data, err := json.Marshal(raw)
	var j struct {
		Hidden bool `json:"source_hidden"`
	}
	return err == nil && json.Unmarshal(data, &j) == nil && j.Hidden
}

// codeLines counts lines that are code: an alt text is prose.
func codeLines(source string) (n int) {
	for l := range strings.Lines(source) {
		l = strings.TrimSpace(l)
		if l != "" && l != "%%" && !strings.HasPrefix(l, "Alt:") && !strings.HasPrefix(l, `"`) {
			n++
		}
	}
	return n
}

func sizeOf(nb *nbfile.Notebook) (s sitting) {
	var lines []int
	for _, c := range nb.Cells {
		for _, o := range c.Outputs {
			if _, ok := o.Data["application/vnd.gradstep.prediction+json"]; ok {
				s.predictions++
			}
			v, ok := o.Data["application/vnd.gradstep.figure+json"]
			if !ok {
				continue
			}
			s.touched++
			if data, err := json.Marshal(v); err == nil && strings.Contains(strings.ReplaceAll(string(data), `\"`, `"`), `"play":true`) {
				s.moving++
			}
		}
		if checkCall.MatchString(c.Source) {
			s.exercises++
		}
		if folded(c) {
			continue
		}
		s.cells++
		if c.Kind == nbfile.Code {
			lines = append(lines, codeLines(c.Source))
			continue
		}
		s.words += len(strings.Fields(c.Source))
		if m := minutesStated.FindStringSubmatch(c.Source); m != nil && s.minutes == 0 {
			s.minutes, _ = strconv.Atoi(m[1]) // digits
		}
	}
	if len(lines) > 0 {
		slices.Sort(lines)
		s.most, s.median = lines[len(lines)-1], (lines[(len(lines)-1)/2]+lines[len(lines)/2])/2
	}
	return s
}

func (s sitting) faults() (list []string) {
	for _, f := range []struct {
		bad  bool
		text string
	}{
		{s.minutes == 0, "it does not state its minutes"},
		{s.minutes > maxMinutes, fmt.Sprintf("%d minutes, more than %d", s.minutes, maxMinutes)},
		{s.words > maxWords, fmt.Sprintf("%d words, more than %d", s.words, maxWords)},
		{s.cells > maxVisibleCells, fmt.Sprintf("%d visible cells, more than %d", s.cells, maxVisibleCells)},
		{s.most > maxVisibleLines, fmt.Sprintf("a visible cell of %d lines, more than %d", s.most, maxVisibleLines)},
		{s.median > maxMedianLines, fmt.Sprintf("visible cells of %d lines in the median, more than %d", s.median, maxMedianLines)},
		{s.touched < minTouched, fmt.Sprintf("%d figures to touch, fewer than %d", s.touched, minTouched)},
		{s.moving < minMoving, fmt.Sprintf("%d figures that play, fewer than %d", s.moving, minMoving)},
		{s.exercises < minExercises, fmt.Sprintf("%d exercises, fewer than %d", s.exercises, minExercises)},
	} {
		if f.bad {
			list = append(list, f.text)
		}
	}
	return list
}

func TestLessonsFitASitting(t *testing.T) {
	files, err := filepath.Glob("[0-9][0-9]-*.ipynb")
	if err != nil || len(files) == 0 {
		t.Fatalf("no lessons found (%v)", err)
	}
	t.Log("lesson: minutes, words, visible cells, lines (median, most), touched, moving, predictions, exercises")
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		nb, err := nbfile.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		s := sizeOf(nb)
		t.Logf("%.2s: %d, %d, %d, (%d, %d), %d, %d, %d, %d", f,
			s.minutes, s.words, s.cells, s.median, s.most, s.touched, s.moving, s.predictions, s.exercises)
		for _, fault := range s.faults() {
			t.Errorf("%s: %s", f, fault)
		}
	}
}

// A lesson that breaks one limit is told which.
func TestSittingsAreBounded(t *testing.T) {
	good := sitting{minutes: 45, words: 1800, cells: 40, most: 10, median: 6, touched: 2, moving: 1, exercises: 3}
	for _, c := range []struct {
		want   string
		change func(*sitting)
	}{
		{"", func(*sitting) {}},
		{"state its minutes", func(s *sitting) { s.minutes = 0 }},
		{"46 minutes", func(s *sitting) { s.minutes = 46 }},
		{"words", func(s *sitting) { s.words++ }},
		{"visible cells", func(s *sitting) { s.cells++ }},
		{"a visible cell of 11 lines", func(s *sitting) { s.most++ }},
		{"in the median", func(s *sitting) { s.median++ }},
		{"to touch", func(s *sitting) { s.touched-- }},
		{"that play", func(s *sitting) { s.moving-- }},
		{"exercises", func(s *sitting) { s.exercises-- }},
	} {
		s := good
		c.change(&s)
		faults := strings.Join(s.faults(), "\n")
		if (c.want == "") != (faults == "") || !strings.Contains(faults, c.want) {
			t.Errorf("want a fault with %q, got %q", c.want, faults)
		}
	}

	hidden := map[string]any{"jupyter": map[string]any{"source_hidden": true}}
	s := sizeOf(&nbfile.Notebook{Cells: []nbfile.Cell{
		{Kind: nbfile.Markdown, Source: "# A lesson\n\nAbout 20 minutes."},
		{Kind: nbfile.Code, Source: "%%\na\n\nAlt: b\n\"c\"\nd", Outputs: []nbfile.Output{
			{Data: nbfile.Bundle{"application/vnd.gradstep.figure+json": map[string]any{"play": true}}},
		}},
		{Kind: nbfile.Code, Source: "%%\na\nb\nc", Metadata: hidden},
	}})
	if want := (sitting{minutes: 20, words: 6, cells: 2, most: 2, median: 2, touched: 1, moving: 1}); s != want {
		t.Errorf("the size is %+v, want %+v", s, want)
	}
}
