package setup

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// A script runs the python beside it, from any folder, whatever form its first
// lines had.
func TestMakeRelocatable(t *testing.T) {
	bin := filepath.Join(t.TempDir(), "a b", "bin")
	if err := os.MkdirAll(bin, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"python": "#!/bin/sh\necho \"python runs ${1##*/} with $2\"\n",
		"plain":  "#!" + bin + "/python\nprint(1)\n",
		"spaced": "#!/bin/sh\n'''exec' \"" + bin + "/python3\" \"$0\" \"$@\"\n' '''\nprint(1)\n",
		"other":  "#!/bin/sh\necho other\n",
	} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := makeRelocatable(bin); err != nil {
		t.Fatal(err)
	}
	moved := filepath.Join(filepath.Dir(filepath.Dir(bin)), "moved to")
	if err := os.Rename(bin, moved); err != nil {
		t.Fatal(err)
	}
	for name, says := range map[string]string{
		"plain": "python runs plain with x\n", "spaced": "python runs spaced with x\n", "other": "other\n",
	} {
		out, err := exec.Command(filepath.Join(moved, name), "x").Output()
		if err != nil || string(out) != says {
			t.Errorf("%s printed %q, %v; want %q", name, out, err, says)
		}
	}
	data, err := os.ReadFile(filepath.Join(moved, "spaced"))
	if want := sibling + "print(1)\n"; err != nil || string(data) != want {
		t.Errorf("the script is %q, want %q", data, want)
	}
}
