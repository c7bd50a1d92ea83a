package page_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
	"github.com/gradstep/gradstep/notebooks/internal/page"
)

const root = "../../.."

// built is a kernel, made once for all tests.
var built = sync.OnceValues(func() (string, error) {
	dir, err := filepath.Abs(filepath.Join(kernelFolder, "kernel"))
	if err == nil {
		_, err = page.Builder{Root: root, Go: "go"}.Build(context.Background(), dir)
	}
	return dir, err
})

// open opens the kernel's page in a browser and returns a function that executes a cell in it.
func open(t *testing.T) (ctx context.Context, execute func(source string) (reply, []nbfile.Output)) {
	t.Helper()
	if !*inBrowser {
		t.Skip("takes minutes: go test ./notebooks/internal/page -args -browser [-lessons NAMES]")
	}
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil && browser == "" {
			browser = path
		}
	}
	if browser == "" {
		t.Skip("Chromium is not here (apt-get install chromium)")
	}
	dir, err := built()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser), chromedp.NoSandbox)
	alloc, end := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(end)
	ctx, close := chromedp.NewContext(alloc)
	t.Cleanup(close)
	if _, err := chromedp.Run(ctx, chromedp.Navigate(server.URL+"/try.html")); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool]("window.execute !== undefined")); err != nil {
		t.Fatal(err)
	}
	return ctx, func(source string) (reply, []nbfile.Output) {
		t.Helper()
		return evaluate(t, ctx, source)
	}
}

// reply is what the kernel says of a cell, with the milliseconds that its parts took.
type reply struct {
	Status string             `json:"status"`
	Evalue string             `json:"evalue"`
	Times  map[string]float64 `json:"times"`
}

func evaluate(t *testing.T, ctx context.Context, source string) (reply, []nbfile.Output) {
	t.Helper()
	code, err := json.Marshal(source)
	if err != nil {
		t.Fatal(err)
	}
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string]("execute("+string(code)+")", chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Reply   reply `json:"reply"`
		Outputs []struct {
			Name string         `json:"name"`
			Text string         `json:"text"`
			Data map[string]any `json:"data"`
		} `json:"outputs"`
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		t.Fatal(err)
	}
	var outputs []nbfile.Output
	for _, o := range answer.Outputs {
		if o.Data != nil {
			outputs = append(outputs, nbfile.Output{Kind: nbfile.Display, Data: nbfile.NewBundle(o.Data)})
		} else {
			outputs = append(outputs, nbfile.Output{Kind: nbfile.Stream, Name: o.Name, Text: o.Text})
		}
	}
	return answer.Reply, outputs
}

// What a student writes by mistake is answered in a sentence or in Go's words with the cell's line, and
// the next cell works.
func TestWrongCells(t *testing.T) {
	ctx, execute := open(t)
	if r, _ := execute("import \"fmt\"\n\nfunc Half(x float64) float64 { return x / 2 }"); r.Status != "ok" {
		t.Fatal(r)
	}
	for name, c := range map[string]struct{ source, want string }{
		"syntax":     {"%%\nfor {", "cell ["},
		"undefined":  {"%%\n\nfmt.Println(Third(3))", ":3:13: undefined: Third"},
		"types":      {"%%\nfmt.Println(Half(\"2\"))", "cannot use \"2\""},
		"no package": {"import \"net/smtp\"\n%%\nsmtp.SendMail(\"\", nil, \"\", nil, nil)", "net/smtp"},
		"panic":      {"%%\nvar x []int\nfmt.Println(x[3])", "index out of range [3]"},
		"too large":  {"%%\nx := make([]byte, 10<<30)\nfmt.Println(len(x))", "out of"},
		"deadlock":   {"%%\nselect {}", "all goroutines are asleep"},
		"shell":      {"!ls", "commands of a shell are not executed here"},
		"command":    {"%wasm\nfmt.Println()", "not executed here"},
		"exit":       {"import \"os\"\n%%\nfmt.Println(\"so far\")\nos.Exit(3)", "so far"},
		"flood":      {"%%\nfor range 2_000_000 {\n\tfmt.Println(\"again and again and again and again\")\n}", "what follows is not shown"},
	} {
		r, outputs := execute(c.source)
		text := nbfile.StreamText(outputs, "stdout") + nbfile.StreamText(outputs, "stderr")
		if (r.Status == "ok") != (name == "flood") || !strings.Contains(text, c.want) || len(text) > 1_100_000 {
			t.Errorf("%s: %+v, %.300q, want %q", name, r, text, c.want)
		}
	}
	// An endless loop is stopped; what was declared before it stays.
	stopped := make(chan reply)
	go func() {
		r, _ := execute("%%\nfor {\n}")
		stopped <- r
	}()
	for range 100 {
		time.Sleep(200 * time.Millisecond)
		doing, err := chromedp.Run(ctx, chromedp.Evaluate[string]("go.doing"))
		if err != nil {
			t.Fatal(err)
		}
		if doing == "running" {
			break
		}
	}
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void]("void go.interrupt()")); err != nil {
		t.Fatal(err)
	}
	if r := <-stopped; r.Status != "error" || !strings.Contains(r.Evalue, "stopped") {
		t.Errorf("an endless loop: %+v", r)
	}
	if _, outputs := execute("%%\nfmt.Println(Half(3))"); nbfile.StreamText(outputs, "stdout") != "1.5\n" {
		t.Errorf("after all that: %v", outputs)
	}
}

var (
	inBrowser = flag.Bool("browser", false, "compile Go's compiler for the page, and execute cells there")
	lessons   = flag.String("lessons", "01-staircase", "the `NAMES` of lessons to execute in a browser, apart by commas; \"all\" takes all")
	first     = flag.Int("first", 0, "execute so many cells of each lesson; 0 takes all")
)

// Lessons give in the page what is committed: texts exactly, figures by their pixels.
func TestLessonsInBrowser(t *testing.T) {
	names := strings.Split(*lessons, ",")
	if *lessons == "all" {
		names = nil
		files, err := filepath.Glob(filepath.Join(root, "notebooks", "[0-9]*.ipynb"))
		if err != nil {
			t.Fatal(err)
		}
		more, err := filepath.Glob(filepath.Join(root, "notebooks", "appendix", "*.ipynb"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range append(files, more...) {
			name, _ := filepath.Rel(filepath.Join(root, "notebooks"), f)
			names = append(names, strings.TrimSuffix(name, ".ipynb"))
		}
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			ctx, _ := open(t)
			lessonInBrowser(t, ctx, name)
		})
	}
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
		if mayFail := slices.Contains(c.Tags(), "raises-exception"); mayFail {
			if r.Status != "error" {
				t.Errorf("cell %d: it does not fail", i)
			}
			equal++
			continue
		}
		differences := nbfile.Elsewhere.Compare(c.Outputs, outputs)
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
