package setup

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func mustSetUp(t *testing.T, f *fake) string {
	t.Helper()
	out, err := f.setUp(t)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return out
}

// want fails unless the text has each of the words.
func want(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%q is missing in:\n%s", w, text)
		}
	}
}

// wantNot fails when the text has one of the words.
func wantNot(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(text, w) {
			t.Errorf("%q should not be in:\n%s", w, text)
		}
	}
}

// Everything is made in the checkout, and nothing in the home folder.
func TestSetUpFromNothing(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	mustSetUp(t, f)
	for _, file := range []string{
		f.Python(), f.Venv("bin", "jupyter-lab"), f.Venv("go", "bin", "gonb"), f.Venv("go", "bin", "goimports"),
		f.Venv("go", "gopls", "gopls"), f.KernelSpec(),
	} {
		if _, err := os.Stat(file); err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Stat(f.Aside()); !os.IsNotExist(err) {
		t.Errorf("what was built aside is still there: %v", err)
	}
	if left, err := os.ReadDir(f.home()); len(left) > 0 {
		t.Errorf("set-up left %v in the home folder (%v)", left, err)
	}
	var spec struct {
		Argv []string
		Env  map[string]string
		Mode string `json:"interrupt_mode"`
	}
	data, err := os.ReadFile(f.KernelSpec())
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &spec); err != nil {
		t.Fatal(err)
	}
	if got := spec.Argv[len(spec.Argv)-1]; got != "-go_work="+f.Root {
		t.Errorf("the kernel works in %q", got)
	}
	if spec.Mode != "message" || spec.Env["GOPROXY"] != "off" || spec.Env["CGO_ENABLED"] != "0" {
		t.Errorf("the kernel spec is %s", data)
	}
	for i, dir := range []string{f.Venv("go", "bin"), f.Venv("go", "gopls")} {
		if got := filepath.SplitList(spec.Env["PATH"])[i]; got != dir {
			t.Errorf("folder %d of the PATH is %s, want %s", i, got, dir)
		}
	}
}

func TestSecondStartMakesNothing(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	mustSetUp(t, f)
	f.called(t)
	if out := mustSetUp(t, f); out != "" {
		t.Errorf("it said %q", out)
	}
	wantNot(t, f.called(t), "-m pip", "build", "download", "-m venv")
}

// Only what depends on a changed input is made again.
func TestChangedInputs(t *testing.T) {
	for _, test := range []struct {
		name    string
		change  func(*testing.T, *fake)
		made    []string
		notMade []string
	}{
		{
			"requirements",
			func(t *testing.T, f *fake) { f.file(t, f.Requirements(), "jupyterlab==4.6.7 \\\n") },
			[]string{"-m pip"},
			[]string{"build -v -o", "mod download"},
		},
		{
			"gopls",
			func(t *testing.T, f *fake) { f.file(t, filepath.Join(f.ToolModule("gopls"), "go.sum"), "x") },
			[]string{"tools/gopls"},
			[]string{"-m pip", "janpfeifer", "mod download"},
		},
		{
			"Go",
			func(_ *testing.T, f *fake) { f.set("GO_VERSION=go1.26.2") },
			[]string{"janpfeifer/gonb", "tools/gopls", "get"},
			[]string{"-m pip"},
		},
		{
			"go.mod",
			func(t *testing.T, f *fake) { f.file(t, f.Path("go.sum"), "x") },
			[]string{"mod download", "work use"},
			[]string{"-m pip", "tools/gopls"},
		},
		{
			"a program that was deleted",
			func(_ *testing.T, f *fake) { os.Remove(f.Venv("go", "bin", "goimports")) },
			[]string{"goimports"},
			[]string{"-m pip", "tools/gopls"},
		},
		{
			"a Python that was uninstalled",
			func(_ *testing.T, f *fake) { os.Remove(f.Python()) },
			[]string{"-m pip"},
			[]string{"janpfeifer"},
		},
		{
			"an emptied module cache",
			func(_ *testing.T, f *fake) { os.RemoveAll(filepath.Join(f.Getenv("FAKE_GOROOT"), "path", "mod")) },
			[]string{"mod download"},
			[]string{"-m pip", "janpfeifer"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			mustSetUp(t, f)
			f.called(t)
			test.change(t, f)
			mustSetUp(t, f)
			calls := f.called(t)
			want(t, calls, test.made...)
			wantNot(t, calls, test.notMade...)
			mustSetUp(t, f)
			wantNot(t, f.called(t), "-m pip", "build", "download")
		})
	}
}

// A checkout that was moved mends itself without making anything again.
func TestMoved(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	mustSetUp(t, f)
	f.called(t)
	old := f.Root
	f.Root = filepath.Join(filepath.Dir(old), "moved")
	if err := os.Rename(old, f.Root); err != nil {
		t.Fatal(err)
	}
	mustSetUp(t, f)
	wantNot(t, f.called(t), "-m pip", "janpfeifer", "tools/gopls")
	for _, file := range []string{f.KernelSpec(), f.Venv("bin", "activate"), f.Venv("bin", "jupyter-lab")} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		wantNot(t, string(data), old)
	}
}

// The state of running programs and the tools outlive a new environment.
func TestNewPackagesKeepState(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	mustSetUp(t, f)
	f.file(t, f.Var("workspaces", "w"), "open tabs")
	f.file(t, f.Venv("lib", "python3.12", "site-packages", "old.py"), "")
	f.file(t, f.Requirements(), "jupyterlab==4.6.7 \\\n")
	mustSetUp(t, f)
	if _, err := os.Stat(f.Var("workspaces", "w")); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(f.Venv("lib", "python3.12", "site-packages", "old.py")); !os.IsNotExist(err) {
		t.Errorf("a package of the old environment is left: %v", err)
	}
}

// What doctor looks at is well after a set-up, and what is taken away is named.
func TestInspect(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	wrong := func() (names []string) {
		for _, finding := range Inspect(t.Context(), f.Machine, f.Course) {
			if finding.Err != nil {
				names = append(names, finding.Name)
			}
		}
		return names
	}
	parts := []string{"JupyterLab", "modules", "gonb, goimports", "gopls", "packages", "figures", "kernel spec"}
	if got := wrong(); !slices.Equal(got, parts) {
		t.Errorf("before the set-up %q is wrong", got)
	}
	mustSetUp(t, f)
	if got := wrong(); len(got) > 0 {
		t.Errorf("after the set-up %q is wrong", got)
	}
	os.Remove(f.Venv("go", "gopls", "gopls"))
	os.Remove(f.KernelSpec())
	if got := wrong(); !slices.Equal(got, []string{"gopls", "kernel spec"}) {
		t.Errorf("%q is wrong", got)
	}
	f.set("GO_VERSION=go1.25.3")
	if got := wrong(); !slices.Equal(got, []string{"Go"}) {
		t.Errorf("with an old Go %q is wrong", got)
	}
}
