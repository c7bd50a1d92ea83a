package nbplot

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// Every cell links what nbplot imports: charts, PDF and further fonts, and the
// templates of the widgets, would make each one wait.
func TestLinksLittle(t *testing.T) {
	if testing.Short() {
		t.Skip("asks the go command")
	}
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	deps := strings.Fields(string(out))
	for _, heavy := range []string{
		"gonum.org/v1/plot", "gonum.org/v1/plot/plotter", "codeberg.org/go-pdf/fpdf", "gonum.org/v1/plot/font/liberation",
		"github.com/janpfeifer/gonb/gonbui/widgets", "text/template", "net/http",
	} {
		if slices.Contains(deps, heavy) {
			t.Errorf("nbplot links %s", heavy)
		}
	}
	if !slices.Contains(deps, "gonum.org/v1/plot/vg") {
		t.Errorf("the list of %d packages is not that of nbplot", len(deps))
	}
}
