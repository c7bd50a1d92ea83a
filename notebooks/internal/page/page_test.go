package page_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

// kernelFolder holds the kernel that the tests share.
var kernelFolder string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "gradstep-page-")
	if err != nil {
		panic(err)
	}
	kernelFolder = dir
	status := m.Run()
	os.RemoveAll(dir)
	os.Exit(status)
}

func read(t *testing.T, name string) *nbfile.Notebook {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "notebooks", filepath.FromSlash(name)+".ipynb"))
	if err != nil {
		t.Fatal(err)
	}
	nb, err := nbfile.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return nb
}
