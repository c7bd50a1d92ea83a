package nbfile_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a b ü.ipynb")
	if err := os.WriteFile(file, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link.ipynb")
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	if err := nbfile.WriteFile(link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil || string(data) != "new" {
		t.Errorf("got %q, %v", data, err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode is %v, %v", info.Mode(), err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link became %v, %v", info.Mode(), err)
	}
	expectEntries(t, dir, 2)
}

func TestWriteFileFails(t *testing.T) {
	dir := t.TempDir()
	if err := nbfile.WriteFile(filepath.Join(dir, "missing.ipynb"), nil); err == nil {
		t.Error("a file that is not there was written")
	}
	// A folder cannot be replaced by a file.
	file := filepath.Join(dir, "folder.ipynb")
	if err := os.Mkdir(file, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := nbfile.WriteFile(file, []byte("new")); err == nil {
		t.Error("a folder was replaced")
	}
	expectEntries(t, dir, 1)
}

// expectEntries checks that no temporary file is left.
func expectEntries(t *testing.T, dir string, n int) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != n {
		t.Errorf("the folder has %v, %v", entries, err)
	}
}
