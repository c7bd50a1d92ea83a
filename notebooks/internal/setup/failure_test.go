package setup

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every failure of a real machine ends in a plain sentence and a command, and
// the set-up after it succeeds.
func TestFailures(t *testing.T) {
	full := func(f *fake, free int64) {
		f.Free = func(string) (Volume, error) { return Volume{ID: 1, Free: free}, nil }
	}
	for _, test := range []struct {
		name   string
		broken func(*testing.T, *fake)
		want   []string
	}{
		{
			"no Go",
			func(_ *testing.T, f *fake) { os.Remove(filepath.Join(f.bin, "go")) },
			[]string{"no go command on the PATH"},
		},
		{
			"an old Go",
			func(_ *testing.T, f *fake) {
				f.set("FAIL_GO=env -json", "SAY=go: go.mod requires go >= 1.26.0 (running go 1.24.2; GOTOOLCHAIN=local)")
			},
			[]string{"older than the course's go.mod asks for", "go version"},
		},
		{
			"no Python",
			func(_ *testing.T, f *fake) {
				os.Remove(filepath.Join(f.bin, "python3"))
				f.set("PATH=" + f.bin)
			},
			[]string{"no Python on the PATH", "sudo apt install python3 python3-venv"},
		},
		{
			"an old Python",
			func(_ *testing.T, f *fake) {
				f.set(`PYTHON_SAYS=3.9.18\tcpython-39\tvenv\tensurepip\t24.0`, "PATH="+f.bin)
			},
			[]string{"needs Python 3.10 or newer", "is Python 3.9.18", "sudo apt install"},
		},
		{
			"no ensurepip and no pip",
			func(_ *testing.T, f *fake) { f.set(`PYTHON_SAYS=3.12.1\tcpython-312\tvenv\t-\t-`, "PATH="+f.bin) },
			[]string{"Python 3.12.1", "cannot make virtual environments", "sudo apt install python3.12-venv"},
		},
		{
			"no venv",
			func(_ *testing.T, f *fake) { f.set(`PYTHON_SAYS=3.12.1\tcpython-312\t-\t-\t24.0`, "PATH="+f.bin) },
			[]string{"cannot make virtual environments"},
		},
		{
			"no network for pip",
			func(_ *testing.T, f *fake) {
				f.set("FAIL_PYTHON=-m pip", "SAY=NewConnectionError: [Errno -3] Temporary failure in name resolution")
			},
			[]string{"JupyterLab could not be installed", "network did not answer", "go run ./notebooks setup"},
		},
		{
			"no network for Go",
			func(_ *testing.T, f *fake) { f.set("FAIL_GO=list -deps", "SAY=dial tcp: lookup proxy: no such host") },
			[]string{"sources of the Go kernel", "network did not answer"},
		},
		{
			"no network for modules",
			func(_ *testing.T, f *fake) { f.set("FAIL_GO=mod download", "SAY=dial tcp: i/o timeout") },
			[]string{"modules of go.mod", "network did not answer"},
		},
		{
			"a wrong checksum",
			func(_ *testing.T, f *fake) {
				f.set("FAIL_PYTHON=-m pip", "SAY=THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE")
			},
			[]string{"checksum differs"},
		},
		{
			"too little space",
			func(_ *testing.T, f *fake) { full(f, 200<<20) },
			[]string{"The disk is full", "200 MB are free", "df -h ."},
		},
		{
			"a disk that fills up",
			func(_ *testing.T, f *fake) {
				f.set("FAIL_GO=build -v", "SAY=write $WORK/b001/_pkg_.a: no space left on device")
			},
			[]string{"could not be built", "The disk is full"},
		},
		{
			"a compiler error",
			func(_ *testing.T, f *fake) { f.set("FAIL_GO=build -v", "SAY=main.go:1:1: syntax error") },
			[]string{"could not be built", "syntax error"},
		},
		{
			"Windows",
			func(_ *testing.T, f *fake) { f.GOOS = "windows" },
			[]string{"runs on Linux and macOS", "wsl --install"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			well := f.Machine
			test.broken(t, f)
			_, err := f.setUp(t)
			var p *Problem
			if !errors.As(err, &p) {
				t.Fatalf("got %v, want a problem", err)
			}
			want(t, p.Error(), test.want...)
			if p.Mend == "" {
				t.Error("it names no command")
			}
			f.Machine = well
			f.file(t, filepath.Join(f.bin, "go"), goScript)
			f.file(t, filepath.Join(f.bin, "python3"), pythonScript)
			mustSetUp(t, f)
		})
	}
}

// An error that no rule knows keeps its own words.
func TestDiagnoseUnknown(t *testing.T) {
	err := diagnose("It failed.", "one\n\ntwo\n", errors.New("exit status 3"))
	want(t, err.Error(), "It failed.", "one", "two", again)
	if err := diagnose("It failed.", "", context.Canceled); !errors.Is(err, context.Canceled) || strings.Contains(err.Error(), "It failed") {
		t.Errorf("an interruption became %v", err)
	}
}

func TestPathsThatGoNBCannotUse(t *testing.T) {
	for _, name := range []string{"a,b", "a:b", "a\nb", `a"b`} {
		if err := checkPath(Course{Root: "/home/" + name}); err == nil {
			t.Errorf("%q is accepted", name)
		}
	}
	for _, name := range []string{"grad step", "Übung", "講義", "it's", "50%", "$HOME", "a=b", "[x]"} {
		if err := checkPath(Course{Root: "/home/" + name}); err != nil {
			t.Errorf("%q is refused: %v", name, err)
		}
	}
}

// Without ensurepip, a Python whose own pip installs into other environments
// will do.
func TestOtherPip(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.set(`PYTHON_SAYS=3.12.1\tcpython-312\tvenv\t-\t23.0.1`)
	mustSetUp(t, f)
	want(t, f.called(t), "-m venv --without-pip", "-m pip --python")
}

// The first Python may be too old while a later one will do.
func TestLaterPython(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.file(t, filepath.Join(f.bin, "python3"), "#!/bin/sh\nprintf 'python\\t3.8.1\\tcpython-38\\tvenv\\tensurepip\\t24.0\\n'\n")
	f.file(t, filepath.Join(f.bin, "python"), "#!/bin/sh\necho 'pyenv: python: command not found' >&2\nexit 127\n")
	f.file(t, filepath.Join(f.bin, "python3.11"), pythonScript)
	f.set("PATH=" + f.bin + ":/usr/bin:/bin")
	p, err := FindPython(t.Context(), f.Machine, f.Root, "")
	if err != nil || p.Path != filepath.Join(f.bin, "python3.11") {
		t.Errorf("found %+v, %v", p, err)
	}
	if _, err := FindPython(t.Context(), f.Machine, f.Root, "python3"); err == nil {
		t.Error("a Python that was asked for and is too old is accepted")
	}
}
