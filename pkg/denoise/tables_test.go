package denoise

import (
	"fmt"
	"os"
	"testing"
)

// The committed tables have the rows that the program makes: one of them is made again.
func TestCommittedTables(t *testing.T) {
	dir := os.DirFS("../../testdata/trials")
	for _, table := range Tables {
		c, err := Read(dir, table.Name)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range table.Head {
			if len(c[h]) == 0 {
				t.Errorf("%s has no column %s", table.Name, h)
			}
		}
	}
	if testing.Short() {
		t.Skip("a trial takes seconds")
	}
	c, err := Read(dir, "strategies")
	if err != nil {
		t.Fatal(err)
	}
	o := run(t, Strategies()[0].Without)
	if got, want := fmt.Sprintf("%.8g %.8g", o.Train, o.Held), fmt.Sprintf("%.8g %.8g", c["train"][0], c["held"][0]); got != want {
		t.Errorf("risks %s, the table has %s", got, want)
	}
}
