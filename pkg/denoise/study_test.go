package denoise

import (
	"fmt"
	"testing"

	"github.com/gradstep/gradstep/pkg/study"
)

// The committed tables have the rows that the study makes: one of them is made again.
func TestCommittedTables(t *testing.T) {
	for _, part := range Study(study.Full(), "../../testdata/photos").Parts {
		for _, table := range part.Tables {
			c, err := study.Load("../../testdata/study/denoiser", table.Name)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range table.Columns {
				if len(c.Text(h)) == 0 {
					t.Errorf("%s has no column %s", table.Name, h)
				}
			}
		}
	}
	if testing.Short() {
		t.Skip("a training takes seconds")
	}
	c, err := study.Load("../../testdata/study/denoiser", "strategies")
	if err != nil {
		t.Fatal(err)
	}
	o := run(t, Strategies()[0].Without)
	if got, want := fmt.Sprintf("%.8g %.8g", o.Train, o.Held), fmt.Sprintf("%.8g %.8g", c.Floats("train")[0], c.Floats("held")[0]); got != want {
		t.Errorf("risks %s, the table has %s", got, want)
	}
}

// A look makes all tables.
func TestLook(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	dir := t.TempDir()
	if err := study.Run(t.Context(), Study(study.Look(), "../../testdata/photos"), study.Settings{Dir: dir}); err != nil {
		t.Fatal(err)
	}
	for name, rows := range map[string]int{"gap": 6, "strategies": 10, "landscape": 36} {
		if table, err := study.Load(dir, name); err != nil || len(table.Rows) != rows {
			t.Errorf("%s: %d rows, want %d (%v)", name, len(table.Rows), rows, err)
		}
	}
}
