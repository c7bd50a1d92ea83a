package site

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

func put(t *testing.T, dir, name, text string) string {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// A site takes the place of a site, of nothing and of an empty folder, and of nothing else.
func TestFree(t *testing.T) {
	dir := t.TempDir()
	if err := free(filepath.Join(dir, "new")); err != nil {
		t.Error(err)
	}
	if err := free(dir); err != nil {
		t.Error(err)
	}
	file := put(t, dir, "thesis.txt", "years of work")
	if err := free(dir); err == nil || !strings.Contains(err.Error(), "is left alone") {
		t.Errorf("somebody's folder: %v", err)
	}
	if err := free(file); err == nil {
		t.Error("a file would be replaced")
	}
	put(t, dir, marker, "")
	if err := free(dir); err != nil {
		t.Errorf("a site: %v", err)
	}
}

// What the site shows is the course, in its places, and not what lies beside it.
func TestCopyContents(t *testing.T) {
	root, to := t.TempDir(), t.TempDir()
	shows := []string{"README.md", "docs/setup.md", "notebooks/00-start.ipynb", "notebooks/appendix/more.ipynb", "testdata/photos/a.png"}
	hides := []string{".git/config", "go.mod", "notebooks/main.go", "notebooks/.ipynb_checkpoints/00-start.ipynb", ".venv/var/lab.log", "testdata/photos/fresh/b.png", "testdata/solutions/s.go"}
	for _, name := range append(append([]string(nil), shows...), hides...) {
		put(t, root, name, name)
	}
	if err := copyContents(setup.Course{Root: root}, to); err != nil {
		t.Fatal(err)
	}
	for _, name := range shows {
		if data, err := os.ReadFile(filepath.Join(to, filepath.FromSlash(name))); err != nil || string(data) != name {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
	for _, name := range hides {
		if _, err := os.Stat(filepath.Join(to, filepath.FromSlash(name))); err == nil {
			t.Errorf("%s is shown", name)
		}
	}
}

// The configuration names the kernel and the extensions, and keeps the rest.
func TestConfigure(t *testing.T) {
	dir := t.TempDir()
	if err := configure(dir); err == nil {
		t.Error("a site without a configuration is configured")
	}
	file := put(t, dir, "jupyter-lite.json", `{"jupyter-config-data": {"baseUrl": "./", "federated_extensions": []}, "jupyter-lite-schema-version": 0}`)
	if err := configure(dir); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	var config struct {
		Data struct {
			Base       string `json:"baseUrl"`
			Kernel     string `json:"defaultKernelName"`
			Extensions []struct {
				Name, Load, Extension, MimeExtension string
			} `json:"federated_extensions"`
		} `json:"jupyter-config-data"`
	}
	if err == nil {
		err = json.Unmarshal(data, &config)
	}
	if err != nil {
		t.Fatal(err)
	}
	if d := config.Data; d.Base != "./" || d.Kernel != "gonb" || len(d.Extensions) != 2 || d.Extensions[0].Extension == "" || d.Extensions[1].MimeExtension == "" {
		t.Errorf("%+v", d)
	}
	put(t, dir, "jupyter-lite.json", `{}`)
	if err := configure(dir); err == nil {
		t.Error("an empty configuration is taken")
	}
}

// What no visitor asks for is not in the site.
func TestSlimSite(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"build/lab.js", "build/lab.js.map", "build/rspack.config.js", "lab/index.html"} {
		put(t, dir, name, "")
	}
	if err := slim(dir); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"build/lab.js": true, "lab/index.html": true, "build/lab.js.map": false, "build/rspack.config.js": false} {
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name))); (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The server names the types that browsers insist on, and packs nothing again.
func TestHandler(t *testing.T) {
	dir := t.TempDir()
	for name, want := range map[string]string{"figures.wasm": "application/wasm", "kernel.js": "text/javascript", "link.wasm.zst": "application/zstd", "a.ipynb": "application/json", "b.css": "text/css; charset=utf-8"} {
		put(t, dir, name, "text")
		r := httptest.NewRecorder()
		Handler(dir).ServeHTTP(r, httptest.NewRequest("GET", "/"+name, nil))
		if got := r.Header().Get("Content-Type"); got != want || r.Header().Get("Content-Encoding") != "" || r.Header().Get("Cache-Control") != "no-cache" || r.Body.String() != "text" {
			t.Errorf("%s: %v %q", name, r.Header(), r.Body)
		}
	}
	r := httptest.NewRecorder()
	Handler(dir).ServeHTTP(r, httptest.NewRequest("GET", "/nothing.js", nil))
	if r.Code != 404 {
		t.Errorf("a file that is not there: %d", r.Code)
	}
}
