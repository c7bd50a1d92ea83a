package lab

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

func TestArguments(t *testing.T) {
	c := setup.Course{Root: "/a b/course"}
	args := arguments(c, 9000, true, []string{"--ServerApp.port=1"})
	for _, want := range []string{
		"--allow-root", "--ServerApp.ip=127.0.0.1", "--ServerApp.port=9000", "--ServerApp.root_dir=/a b/course", "--FileContentsManager.preferred_dir=notebooks",
		"--KernelManager.transport=ipc",
	} {
		if !slices.Contains(args, want) {
			t.Errorf("%s is missing in %q", want, args)
		}
	}
	if args[len(args)-1] != "--ServerApp.port=1" {
		t.Errorf("the user's arguments are not the last of %q", args)
	}
	if args := arguments(c, 9000, false, nil); slices.Contains(args, "--allow-root") {
		t.Error("--allow-root is given to a user who is not root")
	}
	if strings.Contains(strings.Join(args, " "), "token") {
		t.Error("the token can be read in the list of processes")
	}
}

func TestPage(t *testing.T) {
	var in info
	if err := json.Unmarshal([]byte(`{"url": "http://127.0.0.1:8888/base/", "token": "abc"}`), &in); err != nil {
		t.Fatal(err)
	}
	page, err := url.Parse(in.page("a b/01-ü.ipynb"))
	if err != nil {
		t.Fatal(err)
	}
	if page.Path != "/base/lab/tree/a b/01-ü.ipynb" || page.Query().Get("token") != "abc" || !page.Query().Has("reset") {
		t.Errorf("the page is %s", page)
	}
	in.Token = "" // the user may have chosen a password
	if got := in.page(""); got != "http://127.0.0.1:8888/base/lab?reset" {
		t.Errorf("the page is %s", got)
	}
}

func TestFindNotebook(t *testing.T) {
	c := setup.Course{Root: t.TempDir()}
	for _, name := range []string{"01-a.ipynb", filepath.Join("sub", "b.ipynb")} {
		file := filepath.Join(c.Notebooks(), name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := findNotebook(c, ""); got != "" || err != nil {
		t.Errorf("without a first lesson: %q, %v", got, err)
	}
	t.Chdir(c.Root)
	for asked, want := range map[string]string{
		"01-a.ipynb": "notebooks/01-a.ipynb", "notebooks/01-a.ipynb": "notebooks/01-a.ipynb", "sub/b.ipynb": "notebooks/sub/b.ipynb",
		filepath.Join(c.Notebooks(), "01-a.ipynb"): "notebooks/01-a.ipynb",
	} {
		if got, err := findNotebook(c, asked); got != want || err != nil {
			t.Errorf("%s: %q, %v, want %q", asked, got, err, want)
		}
	}
	for _, asked := range []string{"02-b.ipynb", "../go.mod", "/etc/passwd"} {
		if got, err := findNotebook(c, asked); err == nil {
			t.Errorf("%s: %q", asked, got)
		}
	}
}
