package page_test

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

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
