package site_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/gradstep/gradstep/notebooks/internal/chromium"
	"github.com/gradstep/gradstep/notebooks/internal/setup"
	"github.com/gradstep/gradstep/notebooks/internal/site"
)

const root = "../../.."

var (
	inBrowser = flag.Bool("browser", false, "make the site, and use it in a browser")
	siteDir   = flag.String("site", "", "the `FOLDER` of a site, which is made there when it is not; without it one is made for the tests alone")
	patience  = flag.Duration("patience", 20*time.Minute, "what a browser on a busy machine may take for one `STEP`")
	pictures  = flag.String("pictures", "", "put screenshots into this `FOLDER`")
)

// made is a site, made once for all tests.
var made = sync.OnceValues(func() (string, error) {
	dir := *siteDir
	if dir == "" {
		dir = filepath.Join(scratch, "site")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(dir, "jupyter-lite.json")); err == nil {
		return dir, nil
	}
	course, err := filepath.Abs(root)
	if err != nil {
		return "", err
	}
	_, err = site.Build(context.Background(), setup.Course{Root: course}, dir, func(string) {})
	return dir, err
})

var scratch string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "gradstep-site-")
	if err != nil {
		panic(err)
	}
	scratch = dir
	status := m.Run()
	os.RemoveAll(dir)
	os.Exit(status)
}

// A visit is a reader's browser at a site.
type visit struct {
	t      *testing.T
	ctx    context.Context
	origin string

	mu      sync.Mutex
	dir     string            // what the server serves
	other   map[string]string // files that a new version has in place of those
	outside []string          // what the browser asked of other servers
}

func visitor(t *testing.T) *visit {
	t.Helper()
	if !*inBrowser {
		t.Skip("takes minutes, and a course that is set up: go test ./notebooks/internal/site -args -browser")
	}
	v := &visit{t: t}
	// All that does not go to the site goes to a proxy, which counts it: of workers and service workers, too.
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v.mu.Lock()
		v.outside = append(v.outside, r.Method+" "+r.Host+r.URL.Path)
		v.mu.Unlock()
		http.Error(w, "there is no other server", http.StatusBadGateway)
	}))
	t.Cleanup(proxy.Close)
	v.ctx = chromium.Start(t, chromedp.WSURLReadTimeout(*patience), chromedp.WindowSize(1300, 900), chromedp.ProxyServer(proxy.URL),
		chromedp.Flag("disable-component-update", true))
	dir, err := made()
	if err != nil {
		t.Fatal(err)
	}
	v.dir = dir
	server := httptest.NewServer(http.HandlerFunc(v.serve))
	t.Cleanup(server.Close)
	v.origin = server.URL
	return v
}

// serve serves the site as anybody's server does, but that the page lets the test look into it.
func (v *visit) serve(w http.ResponseWriter, r *http.Request) {
	v.mu.Lock()
	dir, other := v.dir, v.other[r.URL.Path]
	v.mu.Unlock()
	if other != "" {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, other)
		return
	}
	if r.URL.Path == "/lab/index.html" {
		data, err := os.ReadFile(filepath.Join(dir, "lab", "index.html"))
		if err != nil {
			v.t.Error(err)
		}
		_, _ = io.WriteString(w, strings.Replace(string(data), "<head>", "<head><script>"+listen+"</script>", 1))
		return
	}
	if r.URL.Path != "/jupyter-lite.json" {
		site.Handler(dir).ServeHTTP(w, r)
		return
	}
	data, err := os.ReadFile(filepath.Join(dir, "jupyter-lite.json"))
	var config map[string]any
	if err == nil {
		err = json.Unmarshal(data, &config)
	}
	inner, ok := config["jupyter-config-data"].(map[string]any)
	if err != nil || !ok {
		v.t.Errorf("the site's configuration: %v", err)
		http.Error(w, "the configuration cannot be read", http.StatusInternalServerError)
		return
	}
	inner["exposeAppInBrowser"] = true
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(config)
}

// listen keeps what goes wrong in the page.
const listen = `window.faults = [];
addEventListener('error', (e) => faults.push(e.message + ' ' + e.filename));
addEventListener('unhandledrejection', (e) => faults.push(String(e.reason?.stack || e.reason)));
for (const f of [console.error]) console.error = (...args) => { faults.push(args.map((a) => a?.stack || a).join(' ')); f(...args); };`

// open opens a lesson, and waits until it can be used.
func (v *visit) open(lesson string) {
	v.t.Helper()
	v.do(chromedp.Navigate(v.origin + "/lab/index.html?path=notebooks/" + lesson + ".ipynb"))
	v.wait(`window.notebook = Array.from(window.jupyterapp?.shell?.widgets('main') || []).find((w) => w.context?.path === 'notebooks/` + lesson + `.ipynb' && w.content?.model?.cells?.length > 1)`)
	v.wait(`notebook.sessionContext.isReady && notebook.sessionContext.session?.kernel`)
}

func (v *visit) do(a chromedp.Action[chromedp.Void]) {
	v.t.Helper()
	if _, err := chromedp.Run(v.ctx, a); err != nil {
		v.t.Fatal(err)
	}
}

// value returns what a script gives, as JSON; it may be a promise.
func value[T any](v *visit, script string) (result T) {
	v.t.Helper()
	text, err := chromedp.Run(v.ctx, chromedp.Evaluate[string]("(async () => JSON.stringify(await ("+script+") ?? null))()", chromedp.EvalAwaitPromise))
	if err == nil {
		err = json.Unmarshal([]byte(text), &result)
	}
	if err != nil {
		v.t.Fatalf("%v\n%s", err, script)
	}
	return result
}

// wait waits until a script gives true.
func (v *visit) wait(script string) {
	v.t.Helper()
	for end := time.Now().Add(*patience); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		if value[bool](v, "!!("+script+")") {
			if testing.Verbose() {
				v.t.Logf("so: %.100s", script)
			}
			return
		}
	}
	v.picture("failed")
	v.t.Logf("the page says %.3000q", value[[]string](v, "window.faults"))
	v.t.Fatalf("after %v it is still not so: %s", *patience, script)
}

// command does what a menu or a key does.
func (v *visit) command(name string) {
	v.t.Helper()
	v.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf("void jupyterapp.commands.execute(%q)", name)))
}

// picture takes a screenshot, for somebody to look at.
func (v *visit) picture(name string) {
	v.t.Helper()
	if *pictures == "" {
		return
	}
	data, err := chromedp.Run(v.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(*pictures, strings.ReplaceAll(v.t.Name(), "/", "-")+"-"+name+".png"), data, 0o644)
	}
	if err != nil {
		v.t.Error(err)
	}
}

// ofChromium are servers that Chromium asks by itself, whatever page it shows: for updates, the time, an
// account, hints. No other of its maker's servers is forgiven, such as one of fonts.
var ofChromium = []string{
	"accounts.google.com", "clients2.google.com", "content-autofill.googleapis.com", "edgedl.me.gvt1.com", "optimizationguide-pa.googleapis.com",
	"redirector.gvt1.com", "safebrowsing.googleapis.com", "update.googleapis.com",
}

// asked returns what was asked of other servers.
func (v *visit) asked() (list []string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, request := range v.outside {
		host, _, _ := strings.Cut(strings.Fields(request)[1], "/")
		if !slices.Contains(ofChromium, strings.TrimSuffix(host, ":443")) {
			list = append(list, request)
		}
	}
	return list
}

func evaluate(script string) chromedp.Action[chromedp.Void] {
	return chromedp.Evaluate[chromedp.Void]("void (" + strings.TrimSuffix(strings.TrimSpace(script), ";") + ")")
}

func quote(s string) string {
	data, _ := json.Marshal(s) // a string
	return string(data)
}
