package doctor

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

func TestLine(t *testing.T) {
	for _, test := range []struct {
		finding setup.Finding
		want    string
	}{
		{setup.Finding{Name: "Go", Found: "go1.26.1 (go)"}, "✓ Go               go1.26.1 (go)"},
		{
			setup.Finding{Name: "disk", Err: &setup.Problem{What: "The disk\nis full.", Mend: "df -h .    # look\ngo clean -cache"}},
			"✗ disk             The disk is full. Type: df -h . && go clean -cache",
		},
		{setup.Finding{Name: "x", Err: errors.New("odd")}, "✗ x                odd Type: go run ./notebooks setup"},
	} {
		if got := line(test.finding); got != test.want {
			t.Errorf("got  %q\nwant %q", got, test.want)
		}
	}
}

// On an empty machine every line that is wrong names a command, and nothing is
// written.
func TestEmptyMachine(t *testing.T) {
	c := setup.Course{Root: t.TempDir()}
	if err := os.WriteFile(c.Path("go.mod"), []byte("module "+setup.Module+"\n\ngo 1.26.0\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	m := setup.Machine{
		GOOS: "linux", Env: []string{"PATH=" + t.TempDir()},
		Free: func(string) (setup.Volume, error) { return setup.Volume{Free: 1 << 20}, nil },
	}
	var out strings.Builder
	if Run(t.Context(), m, c, &out) {
		t.Error("it found nothing wrong")
	}
	for _, want := range []string{"✓ system", "✓ folder", "✗ Go", "✗ Python"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
	for line := range strings.Lines(out.String()) {
		if strings.HasPrefix(line, "✗") && !strings.Contains(line, "Type: ") {
			t.Errorf("no command in %q", line)
		}
	}
	entries, err := filepath.Glob(filepath.Join(c.Root, "*"))
	if err != nil || len(entries) != 1 {
		t.Errorf("the checkout now has %q, %v", entries, err)
	}
}
