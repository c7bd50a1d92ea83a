package page_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/gradstep/gradstep/notebooks/internal/compose"
	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

// wrongCells are what a student writes by mistake, behind a cell that declares Half.
var wrongCells = map[string]struct {
	source, want string
	builds       bool // it is wrong when it runs
}{
	"syntax":     {"%%\nfor {", "cell [", false},
	"undefined":  {"%%\n\nfmt.Println(Third(3))", ":3:13: undefined: Third", false},
	"types":      {"%%\nfmt.Println(Half(\"2\"))", "cannot use \"2\"", false},
	"no package": {"import \"net/smtp\"\n%%\nsmtp.SendMail(\"\", nil, \"\", nil, nil)", "net/smtp", false},
	"shell":      {"!ls", "commands of a shell are not executed here", false},
	"command":    {"%wasm\nfmt.Println()", "not executed here", false},
	"panic":      {"%%\nvar x []int\nfmt.Println(x[3])", "index out of range [3]", true},
	"too large":  {"%%\nx := make([]byte, 10<<30)\nfmt.Println(len(x))", "out of", true},
	"deadlock":   {"%%\nselect {}", "all goroutines are asleep", true},
	"exit":       {"import \"os\"\n%%\nfmt.Println(\"so far\")\nos.Exit(3)", "so far", true},
	"flood":      {"%%\nfor range 2_000_000 {\n\tfmt.Println(\"again and again and again and again\")\n}", "what follows is not shown", true},
}

const half = "import \"fmt\"\n\nfunc Half(x float64) float64 { return x / 2 }"

// What does not build says so without a browser, too: the same compiler, for the page, with the packages
// of the page.
func TestWrongCellsDoNotBuild(t *testing.T) {
	dir := t.TempDir()
	list := func(env []string, args ...string) string {
		cmd := exec.CommandContext(t.Context(), "go", args...)
		cmd.Dir = root
		cmd.Env = append(os.Environ(), env...)
		text, err := cmd.Output()
		if err != nil {
			t.Fatal(args, err)
		}
		return string(text)
	}
	page := []string{"GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0"}
	config := list(page, "list", "-export", "-gcflags=all=-dwarf=false", "-trimpath", "-deps", "-f", "{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}", "flag", "fmt", "os")
	put := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	cfg := put("importcfg", config)
	build := func(s *compose.Session, source string) (*compose.Program, string) {
		p, err := s.Compose("cell [7]", source)
		if err != nil {
			return nil, compose.Explain(err)
		}
		file := put("main.go", string(p.Source))
		cmd := exec.CommandContext(t.Context(), "go", "tool", "compile", "-o", filepath.Join(dir, "main.a"), "-p", "main", "-complete", "-dwarf=false", "-importcfg", cfg, "-pack", file)
		cmd.Env = append(os.Environ(), page...)
		text, _ := cmd.CombinedOutput() // its status follows from the text
		return p, string(text)
	}
	s := &compose.Session{Find: compose.Index([]string{"fmt", "os", "flag"})}
	p, text := build(s, half)
	if p == nil || text != "" {
		t.Fatal(text)
	}
	s.Keep(p)
	for name, c := range wrongCells {
		_, text := build(s, c.source)
		if c.builds && text != "" || !c.builds && !strings.Contains(text, c.want) {
			t.Errorf("%s: %q, want %q", name, text, c.want)
		}
	}
}

// What a student writes by mistake is answered in a sentence or in Go's words with the cell's line, and
// the next cell works.
func TestWrongCells(t *testing.T) {
	ctx, execute := open(t)
	if r, _ := execute(half); r.Status != "ok" {
		t.Fatal(r)
	}
	for name, c := range wrongCells {
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
