package setup

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A fake is a checkout and a machine whose PATH holds scripts that stand for Go
// and Python, so that set-up runs whole, and fails in every way, without a
// network and in no time.
type fake struct {
	Course
	Machine
	base  string // holds all of them
	bin   string // the only folder on the PATH beside the system's own
	calls string // the file in which the scripts note what they were asked
}

// goScript answers what set-up asks of Go. A build makes programs that do
// nothing. FAIL_GO makes the commands that begin with its words fail, saying
// SAY.
const goScript = `#!/bin/sh
echo "go $*" >> "$CALLS"
case "$*" in
"$FAIL_GO"*) [ -n "$FAIL_GO" ] && { printf '%s\n' "$SAY" >&2; exit 1; } ;;
esac
case "$1 $2" in
"env -json")
	printf '{"GOVERSION":"%s","GOROOT":"%s","GOOS":"linux","GOARCH":"amd64","GOPATH":"%s","GOMODCACHE":"%s","GOCACHE":"%s","GOENV":"off"}\n' \
		"${GO_VERSION:-go1.26.1}" "$FAKE_GOROOT" "$FAKE_GOROOT/path" "$FAKE_GOROOT/path/mod" "$FAKE_GOROOT/cache" ;;
"list -deps") echo "go: downloading example.com/m v1.0.0" >&2; echo "stale example.com/m" ;;
"list -e") echo "package github.com/gradstep/gradstep/pkg/stair" ;;
"mod download")
	mkdir -p "$FAKE_GOROOT/path/mod/github.com/janpfeifer/gonb@v0.11.4/gonbui" ;;
"build -v")
	for word; do case "$word" in
	*/) out=$word ;;
	*.wasm) touch "$word" ;;
	*/gonb|*/goimports|*/gopls) touch "$out${word##*/}"; chmod +x "$out${word##*/}" ;;
	esac; done ;;
esac
`

// pythonScript answers what set-up asks of Python. PYTHON_SAYS is what the probe
// prints after its first word. FAIL_PYTHON is as FAIL_GO.
const pythonScript = `#!/bin/sh
echo "python $*" | head -1 >> "$CALLS"
for last; do :; done
case "$*" in
"$FAIL_PYTHON"*) [ -n "$FAIL_PYTHON" ] && { printf '%s\n' "$SAY" >&2; exit 1; } ;;
esac
case "$1 $2" in
"-c "*) printf 'python\t%b\n' "$PYTHON_SAYS" ;;
"-S -c") echo cpython-312 ;;
"-m venv")
	[ "$3" = --without-pip ] || mkdir -p "${RUSTUP_HOME:-$HOME/.rustup}" # as rustup does when pip asks rustc
	mkdir -p "$last/bin" "$last/lib/python3.12/site-packages"
	[ -e "$last/bin/python" ] || cp "$0" "$last/bin/python"
	printf '#!/bin/sh\nVIRTUAL_ENV="%s"\n' "$last" > "$last/bin/activate" ;;
"-m pip")
	mkdir -p "${RUSTUP_HOME:-$HOME/.rustup}"
	at=${0%/*}
	[ "$3" = --python ] && at=${4%/*}
	echo "Collecting jupyterlab==4.6.6 (from -r x)"
	echo "Installing collected packages: jupyterlab"
	printf '#!%s/python\nprint("lab")\n' "$at" > "$at/jupyter-lab"
	chmod +x "$at/jupyter-lab" ;;
"-m jupyterlab") echo 4.6.6 ;;
esac
`

// goodPython is what the probe prints of a Python that will do.
const goodPython = `3.12.1\tcpython-312\tvenv\tensurepip\t24.0`

func newFake(t *testing.T) *fake {
	t.Helper()
	if _, err := os.Stat("/bin/sh"); err != nil {
		t.Skip("there is no /bin/sh to run the scripts that stand for Go and Python")
	}
	// Every test runs below a path with a space and letters that are not ASCII.
	base := filepath.Join(t.TempDir(), "café 講義")
	f := &fake{Course: Course{Root: filepath.Join(base, "grad step")}, base: base, bin: filepath.Join(base, "bin"), calls: filepath.Join(base, "calls")}
	goroot := filepath.Join(base, "goroot")
	for file, text := range map[string]string{
		f.Path("go.mod"):                                     "module " + Module + "\n\ngo 1.26.0\n\nrequire (\n\texample.com/m v1.0.0\n)\n",
		f.Path("go.sum"):                                     "",
		f.Path("notebooks", "cells.go"):                      "//go:build cells\n\npackage main\n\nimport _ \"github.com/janpfeifer/gonb/gonbui\"\n",
		f.Requirements():                                     "jupyterlab==4.6.6 \\\n    --hash=sha256:00\n",
		filepath.Join(f.ToolModule("kernel"), "go.mod"):      "module m\n",
		filepath.Join(f.ToolModule("kernel"), "go.sum"):      "",
		filepath.Join(f.ToolModule("gopls"), "go.mod"):       "module m\n",
		filepath.Join(f.ToolModule("gopls"), "go.sum"):       "",
		filepath.Join(goroot, "bin", "go"):                   goScript,
		filepath.Join(goroot, "lib", "wasm", "wasm_exec.js"): "",
		filepath.Join(f.bin, "go"):                           goScript,
		filepath.Join(f.bin, "python3"):                      pythonScript,
	} {
		f.file(t, file, text)
	}
	f.Machine = Machine{
		GOOS: "linux",
		Env: []string{
			"PATH=" + f.bin + ":/usr/bin:/bin", "HOME=" + f.home(), "CALLS=" + f.calls, "FAKE_GOROOT=" + goroot,
			"PYTHON_SAYS=" + goodPython, "FAIL_GO=", "FAIL_PYTHON=",
		},
		OSRelease: "ID=ubuntu\nID_LIKE=debian\n",
		Free:      func(string) (Volume, error) { return Volume{ID: 1, Free: 100 << 30}, nil },
	}
	return f
}

// home is the user's home folder, which is empty.
func (f *fake) home() string { return filepath.Join(f.base, "home") }

// file writes a file, executable as all of them may be. No process is started
// meanwhile: it would hold the script open for writing, and Linux refuses to
// execute such a file.
func (f *fake) file(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	if err := os.WriteFile(name, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
}

// set changes the environment.
func (f *fake) set(entries ...string) { f.Machine.Env = f.With(entries...) }

// setUp runs set-up and returns what it printed.
func (f *fake) setUp(t *testing.T) (string, error) {
	t.Helper()
	var out strings.Builder
	err := Run(t.Context(), f.Machine, f.Course, Options{}, &out)
	return out.String(), err
}

// called returns what the scripts were asked since the last time.
func (f *fake) called(t *testing.T) string {
	t.Helper()
	data, _ := os.ReadFile(f.calls)
	os.Remove(f.calls)
	return string(data)
}
