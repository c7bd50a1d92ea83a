package study

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTableIsWrittenAndRead(t *testing.T) {
	dir := t.TempDir()
	made := Table{Name: "t", Columns: []string{"what", "n", "v"}}
	made.Add("a, \"b\"", 3, 1.0/3)
	made.Add("c", 3, 1e6)
	made.Add("c", 4, math.NaN())
	if err := made.Save(dir); err != nil {
		t.Fatal(err)
	}
	read, err := Load(dir, "t")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(made, read); d != "" {
		t.Error(d)
	}
	if v := read.Where("n", 3).Where("what", "c").Value("v"); v != 1e6 {
		t.Errorf("v = %v", v)
	}
	if v := read.Floats("v"); v[0] != 0.33333 || !math.IsNaN(v[2]) {
		t.Errorf("v = %v", v)
	}
	if got := read.Distinct("what"); !slices.Equal(got, []string{"a, \"b\"", "c"}) {
		t.Errorf("distinct %q", got)
	}
	fine := Table{Name: "fine", Columns: []string{"v"}, Digits: 8}
	fine.Add(1.0 / 3)
	fine.Add(400.0)
	if fine.Rows[0][0] != "0.33333333" || fine.Rows[1][0] != "400" {
		t.Errorf("eight digits: %v", fine.Rows)
	}
	if e, _ := os.ReadDir(dir); len(e) != 1 {
		t.Errorf("%d files are left", len(e))
	}
	for name, data := range map[string]string{"empty": "", "ragged": "a,b\n1\n", "quote": "a\n\"x\n"} {
		if err := os.WriteFile(filepath.Join(dir, name+".csv"), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(dir, name); !errors.Is(err, ErrTable) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Load(dir, "absent"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("absent: %v", err)
	}
	if err := made.Save(filepath.Join(dir, "absent")); err == nil {
		t.Error("no error where there is no folder")
	}
}

// Columns of numbers stand at the right.
func TestMarkdown(t *testing.T) {
	table := Table{Columns: []string{"what", "n", "share", "mixed"}}
	table.Add("a", 3, "97 %", "3")
	table.Add("b", "–", "", "x")
	want := "| what | n | share | mixed |\n| --- | ---: | ---: | --- |\n| a | 3 | 97 % | 3 |\n| b | – |  | x |\n"
	if got := table.Markdown(); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
