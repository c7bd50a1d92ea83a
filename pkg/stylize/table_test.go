package stylize

import (
	"bytes"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradstep/gradstep/pkg/internal/pagetest"
)

func stored(t *testing.T) []Row {
	t.Helper()
	data, err := os.ReadFile("../../testdata/stack.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := ReadRows(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// The stored trials come out again, and most of them find the style.
func TestTrialsAreAsStored(t *testing.T) {
	again := map[string]int{"joint, 8 bits": 6, "joint, exact values": 2, "joint, 8 bits, crops": 2, "alternating, 8 bits": 2, "unturned, 8 bits": 2}
	rows := map[string][]Row{}
	for _, r := range stored(t) {
		rows[r.Case] = append(rows[r.Case], r)
	}
	for _, c := range Cases(photograph(t)) {
		n := again[c.Name]
		if testing.Short() {
			n = min(n, 1)
		}
		trials, err := c.Study.Trials(0, n)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows[c.Name]) != c.Trials {
			t.Fatalf("%s: %d trials are stored, want %d", c.Name, len(rows[c.Name]), c.Trials)
		}
		for i, trial := range trials {
			got, want := trial.Row(c.Name, i), rows[c.Name][i]
			if got.Found() != want.Found() || got.Passes != want.Passes || got.Sweeps != want.Sweeps {
				t.Errorf("%s, trial %d: %+v, stored is %+v", c.Name, i, got, want)
			}
			if math.Abs(got.Share-want.Share) > 1e-5*want.Share || math.Abs(got.B-want.B) > 1e-5*max(want.B, 1e-3) {
				t.Errorf("%s, trial %d: errors %v and %v, stored are %v and %v", c.Name, i, got.Share, got.B, want.Share, want.B)
			}
		}
	}
	for name, trials := range map[string]int{"joint, 8 bits": 100, "alternating, 8 bits": 50, "joint, exact values": 50} {
		found := 0
		for _, r := range rows[name] {
			if r.Found() {
				found++
			}
		}
		if n := len(rows[name]); found*10 < n*9 || n != trials {
			t.Errorf("%s: %d of %d found", name, found, n)
		}
	}
}

// What the document says beside its table.
func TestDocumentsSentences(t *testing.T) {
	failed, nearB, flat, same := []Row(nil), 0, 0, 0
	for _, r := range stored(t) {
		switch {
		case r.Case == "joint, 8 bits" && !r.Found():
			failed = append(failed, r)
		case r.Case == "joint, 8 bits" && r.Trial < 50:
			same++
		case r.Case == "joint, 8 bits, crops":
			if r.B <= withinB {
				nearB++
			}
			if r.Passes == 0 {
				flat++
			}
		}
	}
	if len(failed) != 3 || failed[0].Share < 1 || failed[1].Share < 1 || failed[2].Share > withinShare || math.Abs(failed[2].B-0.1) > 0.005 {
		t.Errorf("failed: %+v", failed)
	}
	if nearB != 9 || flat != 2 || same != 50 {
		t.Errorf("b is near in %d crops, %d are flat; of the first 50 the joint descent finds %d", nearB, flat, same)
	}
}

// The document shows the table of the stored trials.
func TestDocumentShowsTheTable(t *testing.T) {
	pagetest.Open("../../docs/recovering-b.md").Says(t, Summary(stored(t)))
}

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
