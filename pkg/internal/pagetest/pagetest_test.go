package pagetest_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/pagetest"
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
func (r *recorder) Fatalf(format string, args ...any) {
	panic(fmt.Sprintf(format, args...))
}
func (r *recorder) Name() string { return "TestIt" }

func TestSays(t *testing.T) {
	path := filepath.Join(t.TempDir(), "page.md")
	if err := os.WriteFile(path, []byte("# A page\n\nIt takes\n3 steps.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var r recorder
	page := pagetest.Open(path)
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
	pagetest.Open(filepath.Join(t.TempDir(), "page.md")).Says(&recorder{}, "")
}

func TestTables(t *testing.T) {
	const text = "# A page\n<!-- a -->\n| 1 |\n<!-- end a -->\nwords\n<!-- b -->\n<!-- end b -->\nend\n"
	path := filepath.Join(t.TempDir(), "page.md")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	told := func(tables map[string]string) (says string) {
		defer func() { says = fmt.Sprint(recover()) }()
		pagetest.Open(path).Tables(&recorder{}, tables)
		return ""
	}
	if says := told(map[string]string{"a": "| 1 |\n", "b": ""}); says != "<nil>" {
		t.Error(says)
	}
	other := map[string]string{"a": "| 1 |\n", "b": "| $2 |\n"}
	if says := told(other); !strings.Contains(says, "has other figures; run go test -run TestIt") {
		t.Error(says)
	}
	if says := told(map[string]string{"c": ""}); !strings.Contains(says, `no place for the table "c"`) {
		t.Error(says)
	}
	if err := flag.Set("update", "true"); err != nil {
		t.Fatal(err)
	}
	defer flag.Set("update", "false")
	if says := told(other); says != "<nil>" {
		t.Error(says)
	}
	want := strings.Replace(text, "<!-- b -->\n", "<!-- b -->\n| $2 |\n", 1)
	if data, err := os.ReadFile(path); err != nil || string(data) != want {
		t.Errorf("%q, %v", data, err)
	}
}
