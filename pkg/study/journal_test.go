package study

import (
	"bytes"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A journal that ends in the middle of a line loses that line, one with a damaged line that line only; a file
// with another head, or with none, is left as it is.
func TestJournalIsCheckedLineByLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.journal")
	j, err := OpenJournal(path, "p1")
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"a b", "c", "d"} {
		if err := j.Add(key, "value of\t"+key); err != nil {
			t.Fatal(err)
		}
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, head string
		data       []byte
		want       string // the keys; "-": refused
	}{
		{"whole", "p1", data, "abcd"},
		{"cut", "p1", data[:len(data)-3], "abc"},
		{"no end of line", "p1", data[:len(data)-1], "abc"},
		{"a changed letter", "p1", bytes.Replace(data, []byte("of\tc"), []byte("of\td"), 1), "abd"},
		{"garbage behind", "p1", append(bytes.Clone(data), "\x00\x00\x00\n\x00"...), "abcd"},
		{"cut in the head", "p1", data[:5], ""},
		{"empty", "p1", nil, ""},
		{"another head", "p2", data, "-"},
		{"another file", "p1", []byte("hello\nworld\n"), "-"},
		{"another short file", "p1", []byte("hello"), "-"},
	} {
		if err := os.WriteFile(path, c.data, 0o600); err != nil {
			t.Fatal(err)
		}
		j, err := OpenJournal(path, c.head)
		if c.want == "-" {
			after, _ := os.ReadFile(path)
			if !errors.Is(err, ErrJournal) || !bytes.Equal(after, c.data) {
				t.Errorf("%s: %v, and the file has %q", c.name, err, after)
			}
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		check := func(j *Journal, want string) {
			t.Helper()
			all := j.All()
			for key, value := range all {
				if value != "value of\t"+key {
					t.Errorf("%s: %q has the value %q", c.name, key, value)
				}
			}
			for _, key := range []string{"a b", "c", "d", "e"} {
				if _, known := all[key]; known != strings.Contains(want, key[:1]) {
					t.Errorf("%s: %q is known: %v", c.name, key, known)
				}
			}
		}
		check(j, c.want)
		// What is added next stands behind whole lines.
		if err := errors.Join(j.Add("e", "value of\te"), j.Close()); err != nil {
			t.Fatal(err)
		}
		if j, err = ReadJournal(path); err != nil || j.Head() != c.head {
			t.Fatalf("%s: head %q, %v", c.name, j.Head(), err)
		}
		check(j, c.want+"e")
	}
	if _, err := ReadJournal(filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	if err := j.Remove(); err == nil {
		t.Error("a closed journal is removed")
	}
}

// Numbers come back from a journal with their bits.
func TestResultsKeepTheirBits(t *testing.T) {
	want := Result{"a b": 0.1, "inf": math.Inf(1), "nan": math.NaN(), "zero": math.Copysign(0, -1), "tiny": 5e-324}
	want.SetVector("v", []float64{1, 2.5, -3})
	got, err := decode(want.encode())
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range want {
		if math.Float64bits(got[name]) != math.Float64bits(v) && !(math.IsNaN(v) && math.IsNaN(got[name])) {
			t.Errorf("%s: %v became %v", name, v, got[name])
		}
	}
	if v := got.Vector("v"); len(got) != len(want) || len(v) != 3 || v[2] != -3 || got.Vector("w") != nil {
		t.Errorf("%v", got)
	}
	if empty, err := decode(Result{}.encode()); err != nil || len(empty) != 0 {
		t.Errorf("%v, %v", empty, err)
	}
	if _, err := decode("a=x"); !errors.Is(err, ErrJournal) {
		t.Error(err)
	}
}
