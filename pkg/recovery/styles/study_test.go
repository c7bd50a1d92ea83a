package styles

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/pagetest"
	"github.com/gradstep/gradstep/pkg/recovery/trials"
	"github.com/gradstep/gradstep/pkg/study"
)

func stored(t *testing.T) study.Table {
	t.Helper()
	table, err := study.Load("../../../testdata/study/style", "trials")
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// The stored trials come out again, and most of them find the style.
func TestTrialsAreAsStored(t *testing.T) {
	again := map[string]int{"joint, 8 bits": 6, "joint, exact values": 2, "joint, 8 bits, crops": 2, "alternating, 8 bits": 2, "unturned, 8 bits": 2}
	all, photo := stored(t), photograph(t)
	for _, c := range Cases() {
		n := again[c.Name]
		if testing.Short() {
			n = min(n, 1)
		}
		of := all.Where("case", c.Name)
		if len(of.Rows) != c.Trials {
			t.Fatalf("%s: %d trials are stored, want %d", c.Name, len(of.Rows), c.Trials)
		}
		for i := range n {
			got, err := c.Run(photo, uint64(i))
			if err != nil {
				t.Fatal(err)
			}
			share, b := got.Worst()
			row := study.Table{Columns: of.Columns, Digits: 6}
			row.Add(c.Name, i, share, b, got.Passes, got.Sweeps)
			if !slices.Equal(row.Rows[0], of.Rows[i]) {
				t.Errorf("%s, trial %d: %v, stored is %v", c.Name, i, row.Rows[0], of.Rows[i])
			}
		}
	}
	for name, trials := range map[string]int{"joint, 8 bits": 100, "alternating, 8 bits": 50, "joint, exact values": 50} {
		of, found := all.Where("case", name), 0
		for i, share := range of.Floats("share") {
			if Found(share, of.Floats("b")[i]) {
				found++
			}
		}
		if n := len(of.Rows); found*10 < n*9 || n != trials {
			t.Errorf("%s: %d of %d found", name, found, n)
		}
	}
}

// What the document says beside its table.
func TestDocumentsSentences(t *testing.T) {
	all := stored(t)
	joint, crops := all.Where("case", "joint, 8 bits"), all.Where("case", "joint, 8 bits, crops")
	share, b := joint.Floats("share"), joint.Floats("b")
	var failed []int
	same := 0
	for i := range share {
		switch {
		case !Found(share[i], b[i]):
			failed = append(failed, i)
		case i < 50:
			same++
		}
	}
	if len(failed) != 3 || share[failed[0]] < 1 || share[failed[1]] < 1 || share[failed[2]] > Share || math.Abs(b[failed[2]]-0.1) > 0.005 {
		t.Errorf("failed: %v", failed)
	}
	nearB, flat := 0, len(crops.Where("passes", 0).Rows)
	for _, b := range crops.Floats("b") {
		if b <= trials.Tolerance {
			nearB++
		}
	}
	if nearB != 9 || flat != 2 || same != 50 {
		t.Errorf("b is near in %d crops, %d are flat; of the first 50 the joint descent finds %d", nearB, flat, same)
	}
}

// The document shows the table of the stored trials.
func TestDocumentShowsTheTable(t *testing.T) {
	pagetest.Open("../../../docs/recovering-b.md").Tables(t, map[string]string{"styles": pageTable(stored(t))})
}

// pageTable returns the table of docs/recovering-b.md as Markdown, from that of the study: how many trials of
// each case found the style, the interval of their share, the median errors, and what the first cost.
func pageTable(results study.Table) string {
	t := study.Table{Columns: []string{"method and images", "found", "trials", "95 % interval", "median error", "median error of b", "passes", "sweeps"}}
	for _, name := range results.Distinct("case") {
		of := results.Where("case", name)
		shares, bs, n, found := of.Floats("share"), of.Floats("b"), len(of.Rows), 0
		for i, share := range shares {
			if Found(share, bs[i]) {
				found++
			}
		}
		slices.Sort(shares)
		slices.Sort(bs)
		lo, hi := study.Wilson(found, n)
		t.Add(name, found, n, fmt.Sprintf("%.0f to %.0f %%", 100*lo, 100*hi), fmt.Sprintf("%.2f %%", 100*shares[n/2]),
			fmt.Sprintf("%.4f", bs[n/2]), of.Text("passes")[0], of.Text("sweeps")[0])
	}
	return t.Markdown()
}
