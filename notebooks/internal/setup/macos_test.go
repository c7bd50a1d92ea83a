package setup

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

// On macOS /usr/bin/python3 is Apple's: it is 3.9, or asks for developer tools and fails.
// The course then says brew, and takes Homebrew's Python, wherever on the PATH it is.
func TestPythonsOfMacOS(t *testing.T) {
	t.Parallel()
	for name, stub := range map[string]string{
		"Apple's 3.9":        "#!/bin/sh\nprintf 'python\\t3.9.6\\tcpython-39\\tvenv\\tensurepip\\t21.2.4\\n'\n",
		"no developer tools": "#!/bin/sh\necho 'xcode-select: note: No developer tools were found, requesting install.' >&2\nexit 1\n",
	} {
		f := newFake(t)
		f.GOOS = "darwin"
		f.file(t, filepath.Join(f.bin, "python3"), stub)
		f.set("PATH=" + f.bin)
		_, err := FindPython(t.Context(), f.Machine, f.Root, "")
		var p *Problem
		if !errors.As(err, &p) || !strings.Contains(p.Mend, "brew install python") {
			t.Errorf("%s: %v", name, err)
		}
		f.file(t, filepath.Join(f.bin, "python3.13"), pythonScript)
		f.set(`PYTHON_SAYS=3.13.1\tcpython-313\tvenv\tensurepip\t25.0`)
		f.set("PATH=" + f.bin + ":/usr/bin:/bin")
		got, err := FindPython(t.Context(), f.Machine, f.Root, "")
		if err != nil || got.Path != filepath.Join(f.bin, "python3.13") {
			t.Errorf("%s, and Homebrew's beside it: %+v, %v", name, got, err)
		}
	}
}
