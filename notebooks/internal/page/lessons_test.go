package page_test

import (
	"context"
	"flag"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

var (
	lessons = flag.String("lessons", "01-staircase", "the `NAMES` of lessons to execute whole in a browser, apart by commas; \"all\" takes all")
	first   = flag.Int("first", 0, "of each other lesson, execute so many `CELLS`")
)

// exceptions are cells whose outputs are not what is committed, by lesson and by their place in the file,
// each with its reason. At most one in a hundred may be here; one that is equal must not be. Cells that the lesson
// itself calls chaotic are not listed: their figures may differ, and count as exceptions when they do.
var exceptions = map[string]map[int]string{}

// Lessons give in the page what is committed: texts exactly, figures by their pixels.
func TestLessonsInBrowser(t *testing.T) {
	all := allLessons(t)
	names := strings.Split(*lessons, ",")
	if *lessons == "all" {
		names = all
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			ctx, _ := open(t)
			r := lessonInBrowser(t, ctx, name, 0)
			if *write && !t.Failed() {
				record(t, func(m *measured) { m.Lessons[name] = r })
			}
		})
	}
	if *first == 0 {
		return
	}
	ctx, _ := open(t) // one kernel, restarted for each: nothing is left of the lesson before
	for _, name := range all {
		if slices.Contains(names, name) {
			continue
		}
		t.Run("first cells of "+name, func(t *testing.T) {
			if _, err := chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void]("go.restart()")); err != nil {
				t.Fatal(err)
			}
			lessonInBrowser(t, ctx, name, *first)
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

// lessonInBrowser executes a lesson, or its first cells.
func lessonInBrowser(t *testing.T, ctx context.Context, name string, most int) (l lesson) {
	memory := watchMemory(ctx)
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void](fmt.Sprintf("void (go.folder = %q)", path.Join("notebooks", path.Dir(name))))); err != nil {
		t.Fatal(err)
	}
	var times, plain []float64
	nb := read(t, name)
	for _, i := range nb.CodeCells() {
		c := &nb.Cells[i]
		if slices.Contains(c.Tags(), "skip-execution") {
			continue
		}
		if most > 0 && l.Cells == most {
			break
		}
		l.Cells++
		begin := time.Now()
		r, outputs := evaluate(t, ctx, c.Source)
		took := time.Since(begin).Seconds()
		switch {
		case r.Times["run"] == 0 || r.Status != "ok": // it declares, or it fails as it should
		case l.First == 0:
			l.First = took // with what the browser compiles at the first use
		default:
			times = append(times, took)
			if !slices.ContainsFunc(outputs, func(o nbfile.Output) bool { return o.Kind == nbfile.Display }) {
				plain = append(plain, took)
			}
		}
		if testing.Verbose() {
			t.Logf("cell %d: %s, %.1f s: compile %.1f, link %.1f, run %.1f", i, r.Status, took, r.Times["compile"]/1000, r.Times["link"]/1000, r.Times["run"]/1000)
		}
		differences := differences(c, r, outputs)
		why := exceptions[name][i]
		switch {
		case len(differences) == 0 && why == "":
			l.Equal++
		case why == "" && r.Status == "ok" && slices.Contains(c.Tags(), "chaotic") && len(nbfile.Chaotic.Compare(c.Outputs, outputs)) == 0:
			t.Logf("cell %d is drawn otherwise, as its lesson says:\n%.1000s", i, strings.Join(differences, "\n"))
			l.Exceptions++
		case len(differences) == 0:
			t.Errorf("cell %d is an exception (%s), and is equal", i, why)
		case why != "":
			l.Exceptions++
		default:
			t.Errorf("cell %d (%.60q):\n%.2000s", i, c.Source, strings.Join(differences, "\n"))
		}
	}
	l.Median, l.Plain, l.Worst, l.Memory = median(times), median(plain), slices.Max(append(times, 0)), memory()
	t.Logf("%+v", l)
	return l
}

// differences says where a cell's outputs are not those of the file.
func differences(c *nbfile.Cell, r reply, outputs []nbfile.Output) (list []string) {
	if slices.Contains(c.Tags(), "raises-exception") { // the texts of two kernels about it differ
		if r.Status != "error" {
			list = append(list, "it does not fail")
		}
		return list
	}
	list = nbfile.Elsewhere.Compare(c.Outputs, outputs)
	if r.Status != "ok" {
		list = append(list, fmt.Sprintf("%+v", r))
	}
	return list
}

func median(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	return v[len(v)/2]
}
