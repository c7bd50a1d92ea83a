package page_test

import (
	"context"
	"encoding/json"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/gradstep/gradstep/notebooks/internal/chromium"
	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
	"github.com/gradstep/gradstep/notebooks/internal/page"
)

const root = "../../.."

var (
	inBrowser = flag.Bool("browser", false, "compile Go's compiler for the page, and execute cells there")
	kernelDir = flag.String("kernel", "", "the `FOLDER` of a kernel, which is built there when it is not; without it one is built for the tests alone")
)

// built is a kernel, made once for all tests.
var built = sync.OnceValues(func() (string, error) {
	dir := *kernelDir
	if dir == "" {
		dir = filepath.Join(kernelFolder, "kernel")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(dir, "parts.json")); err == nil {
		return dir, nil
	}
	_, err = page.Builder{Root: root, Go: "go"}.Build(context.Background(), dir)
	return dir, err
})

// open opens the kernel's page in a browser and returns a function that executes a cell in it.
func open(t *testing.T) (ctx context.Context, execute func(source string) (reply, []nbfile.Output)) {
	t.Helper()
	if !*inBrowser {
		t.Skip("takes minutes: go test ./notebooks/internal/page -args -browser [-lessons NAMES]")
	}
	ctx = chromium.Start(t, chromedp.WSURLReadTimeout(5*time.Minute))
	dir, err := built()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close)
	if _, err := chromedp.Run(ctx, chromedp.Navigate(server.URL+"/try.html")); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool]("window.execute !== undefined", chromedp.WithPollingTimeout(5*time.Minute))); err != nil {
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
