package blackbox_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/blackbox"
)

func TestJournalRefuses(t *testing.T) {
	c := shell("echo 1", 1)
	dir := t.TempDir()
	for name, q := range map[string][2]string{
		"other":   {`{"gradstep":"values","version":1,"command":["f","{x0}"]}` + "\n", `another command, "f {x0}"`},
		"version": {`{"gradstep":"values","version":2,"command":["f","{x0}"]}` + "\n", "has version 2"},
		"text":    {"Dear diary,\n", "is no journal"},
		"word":    {"precious", "is no journal"},
		"damaged": {`{"gradstep":"values","version":1,"command":["sh","-c","echo 1","sh","{x0}"]}` + "\n" + `{"x":[1],"f":` + "\n" + `{"x":[2],"f":3}` + "\n", "line 2"},
		"empty":   {`{"gradstep":"values","version":1,"command":["sh","-c","echo 1","sh","{x0}"]}` + "\n" + `{"x":[1]}` + "\n", "line 2"},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(q[0]), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := blackbox.OpenJournal(path, c.Args)
		after, _ := os.ReadFile(path)
		if !errors.Is(err, blackbox.ErrJournal) || !strings.Contains(err.Error(), q[1]) || string(after) != q[0] {
			t.Errorf("%s: %v; the file is %q", name, err, after)
		}
	}
	path := filepath.Join(dir, "used")
	openJournal(t, path, c)
	if _, err := blackbox.OpenJournal(path, c.Args); !errors.Is(err, blackbox.ErrJournal) {
		t.Errorf("opened twice: %v", err)
	}
}
