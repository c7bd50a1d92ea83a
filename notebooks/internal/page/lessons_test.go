package page_test

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

var (
	lessons = flag.String("lessons", "01-staircase", "the `NAMES` of lessons to execute in a browser, apart by commas; \"all\" takes all")
	first   = flag.Int("first", 0, "execute so many cells of each lesson; 0 takes all")
)

// Lessons give in the page what is committed: texts exactly, figures by their pixels.
func TestLessonsInBrowser(t *testing.T) {
	names := strings.Split(*lessons, ",")
	if *lessons == "all" {
		names = allLessons(t)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			ctx, _ := open(t)
			lessonInBrowser(t, ctx, name)
		})
	}
}

func allLessons(t *testing.T) (names []string) {
	t.Helper()
	folder := filepath.Join(root, "notebooks")
	for _, pattern := range []string{"[0-9]*.ipynb", "appendix/*.ipynb"} {
		files, err := filepath.Glob(filepath.Join(folder, filepath.FromSlash(pattern)))
		if err != nil || len(files) == 0 {
			t.Fatal(files, err)
		}
		for _, f := range files {
			name, err := filepath.Rel(folder, f)
			if err != nil {
				t.Fatal(err)
			}
			names = append(names, strings.TrimSuffix(filepath.ToSlash(name), ".ipynb"))
		}
	}
	return names
}

func lessonInBrowser(t *testing.T, ctx context.Context, name string) {
	nb := read(t, name)
	cells, equal := 0, 0
	var times, plain []float64
	for _, i := range nb.CodeCells() {
		c := &nb.Cells[i]
		if slices.Contains(c.Tags(), "skip-execution") {
			continue
		}
		if *first > 0 && cells == *first {
			break
		}
		cells++
		begin := time.Now()
		r, outputs := evaluate(t, ctx, c.Source)
		took := time.Since(begin).Seconds()
		if r.Status == "ok" && r.Times["run"] > 0 && cells > 1 {
			times = append(times, took)
			if !slices.ContainsFunc(outputs, func(o nbfile.Output) bool { return o.Kind == nbfile.Display }) {
				plain = append(plain, took)
			}
		}
		if testing.Verbose() {
			t.Logf("cell %d: %s, %.1f s: compile %.1f, link %.1f, run %.1f", i, r.Status, took, r.Times["compile"]/1000, r.Times["link"]/1000, r.Times["run"]/1000)
		}
		if mayFail := slices.Contains(c.Tags(), "raises-exception"); mayFail {
			if r.Status != "error" {
				t.Errorf("cell %d: it does not fail", i)
			}
			equal++
			continue
		}
		differences := nbfile.Compare(c.Outputs, outputs)
		if r.Status != "ok" {
			differences = append(differences, fmt.Sprintf("%+v", r))
		}
		if len(differences) == 0 {
			equal++
			continue
		}
		t.Errorf("cell %d (%.60q):\n%.2000s", i, c.Source, strings.Join(differences, "\n"))
	}
	median := func(v []float64) float64 {
		if len(v) == 0 {
			return 0
		}
		slices.Sort(v)
		return v[len(v)/2]
	}
	t.Logf("%d cells, %d equal; a cell that runs: median %.1f s, without a figure %.1f s, the worst %.1f s", cells, equal, median(times), median(plain), slices.Max(append(times, 0)))
}
