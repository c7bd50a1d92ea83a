package stylize

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRows(t *testing.T) {
	rows := []Row{{"a, b", 0, 0.00123456, 0.5, 1021, 0}, {"c", 7, 0.3, 1e-9, 3, 11}}
	var out bytes.Buffer
	if err := WriteRows(&out, rows); err != nil {
		t.Fatal(err)
	}
	got, err := ReadRows(&out)
	if d := cmp.Diff(rows, got); d != "" || err != nil {
		t.Error(d, err)
	}
	for _, bad := range []string{"case,trial\n", "case,trial,share,b,passes,sweeps\na,0,x,1,2,3\n"} {
		if _, err := ReadRows(strings.NewReader(bad)); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
	want := "| a | 1 | 2 | 1.50 % | 0.0200 | 9 | 2 |\n"
	table := Summary([]Row{{"a", 0, 0.01, 0.01, 8, 1}, {"a", 1, 0.015, 0.02, 9, 2}, {"b", 0, 0.015, 0.06, 9, 2}})
	if !strings.Contains(table, "| a | 2 | 2 |") || !strings.Contains(table, "| b | 0 | 1 |") {
		t.Errorf("%s, want a line like %s", table, want)
	}
}
