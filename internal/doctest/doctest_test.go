package doctest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/gradstep/gradstep/internal/doctest"
)

// recorder is a test that is told of failures, and goes on.
type recorder struct {
	testing.TB
	told []string
}

func (r *recorder) Helper() {}
func (r *recorder) Errorf(format string, args ...any) {
	r.told = append(r.told, fmt.Sprintf(format, args...))
}
func (r *recorder) Fatal(args ...any) { panic(fmt.Sprint(args...)) }

func TestSays(t *testing.T) {
	path := filepath.Join(t.TempDir(), "page.md")
	if err := os.WriteFile(path, []byte("# A page\n\nIt takes 3 steps.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var r recorder
	page := doctest.Open(path)
	page.Says(&r, "takes 3 steps")
	if r.told != nil {
		t.Errorf("told %q", r.told)
	}
	page.Says(&r, "takes 4 steps")
	if len(r.told) != 1 || r.told[0] != path+" does not say\ntakes 4 steps" {
		t.Errorf("told %q", r.told)
	}
}

func TestMissingPage(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a page that is not there says everything")
		}
	}()
	doctest.Open(filepath.Join(t.TempDir(), "page.md")).Says(&recorder{}, "")
}
