package wholefile_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/wholefile"
)

// expect fails unless the file has the text and is alone in its folder.
func expect(t *testing.T, name, text string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil || string(data) != text {
		t.Errorf("%q, %v; want %q", data, err, text)
	}
	entries, err := os.ReadDir(filepath.Dir(name))
	if err != nil || len(entries) != 1 {
		t.Errorf("%d entries in the folder, %v", len(entries), err)
	}
}

func TestWrite(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a b.txt")
	for _, text := range []string{"one\n", "", strings.Repeat("long ", 10_000)} {
		if err := wholefile.WriteBytes(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
		expect(t, name, text)
	}
}

func TestFailuresLeaveTheFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a")
	if err := wholefile.WriteBytes(name, []byte("old")); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	err := wholefile.Write(name, func(w io.Writer) error {
		io.WriteString(w, strings.Repeat("half", 10_000))
		return broken
	})
	if err != broken {
		t.Errorf("got %v", err)
	}
	expect(t, name, "old")

	func() {
		defer func() {
			if recover() == nil {
				t.Error("no panic")
			}
		}()
		wholefile.Write(name, func(io.Writer) error { panic("in write") })
	}()
	expect(t, name, "old")
}

func TestPermissions(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a")
	mask := filepath.Join(t.TempDir(), "like any other")
	if err := os.WriteFile(mask, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	mode := func(name string) fs.FileMode {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode()
	}
	if err := wholefile.WriteBytes(name, nil); err != nil || mode(name) != mode(mask) {
		t.Errorf("a new file has %v, one of os.WriteFile %v; %v", mode(name), mode(mask), err)
	}
	if err := os.Chmod(name, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := wholefile.WriteBytes(name, nil); err != nil || mode(name) != 0o640 {
		t.Errorf("%v, %v", mode(name), err)
	}
}

func TestLink(t *testing.T) {
	dir := t.TempDir()
	name, link := filepath.Join(dir, "a"), filepath.Join(t.TempDir(), "link")
	if err := os.WriteFile(name, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(name, link); err != nil {
		t.Skip(err)
	}
	if err := wholefile.WriteBytes(link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	expect(t, name, "new")
	if target, err := os.Readlink(link); err != nil || target != name {
		t.Errorf("the link leads to %q, %v", target, err)
	}
}

func TestPlacesThatCannotBeWritten(t *testing.T) {
	dir := t.TempDir()
	if err := wholefile.WriteBytes(dir, nil); err == nil || !strings.Contains(err.Error(), dir+" is not a regular file") {
		t.Errorf("a folder: %v", err)
	}
	err := wholefile.WriteBytes(filepath.Join(dir, "missing", "a"), nil)
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "missing") {
		t.Errorf("a missing folder: %v", err)
	}
}

// Whoever reads while others write finds one of the texts, whole.
func TestManyWriters(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a")
	texts := []string{strings.Repeat("a", 20_000), strings.Repeat("b", 30_000)}
	var wait sync.WaitGroup
	for _, text := range texts {
		if err := wholefile.WriteBytes(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
		wait.Go(func() {
			for range 20 {
				if err := wholefile.WriteBytes(name, []byte(text)); err != nil {
					t.Error(err)
				}
				if data, err := os.ReadFile(name); err != nil || string(data) != texts[0] && string(data) != texts[1] {
					t.Errorf("%d bytes, %v", len(data), err)
				}
			}
		})
	}
	wait.Wait()
}

// A link that leads to nothing yet stays one, and a chain of them; a ring of links is an error.
func TestDanglingLinks(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("in", 0o700); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Symlink("in/b", "a"), os.Symlink("../c", "in/b"), os.Symlink("y", "x"), os.Symlink("x", "y")); err != nil {
		t.Skip(err)
	}
	if err := errors.Join(wholefile.Check("a", 10), wholefile.WriteBytes("a", []byte("new"))); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile("c"); err != nil || string(data) != "new" {
		t.Errorf("%q, %v", data, err)
	}
	if target, err := os.Readlink("a"); err != nil || target != "in/b" {
		t.Errorf("the link leads to %q, %v", target, err)
	}
	if err := wholefile.WriteBytes("x", nil); err == nil {
		t.Error("a ring of links is written to")
	}
}

// What a write would end with is known before, and nothing is left or changed by the question.
func TestCheck(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a")
	if err := errors.Join(wholefile.Check(name, 1000), wholefile.WriteBytes(name, []byte("old")), wholefile.Check(name, 1000)); err != nil {
		t.Fatal(err)
	}
	expect(t, name, "old")
	for _, bad := range []string{filepath.Dir(name), filepath.Join(name, "b"), filepath.Join(filepath.Dir(name), "missing", "a")} {
		if err := wholefile.Check(bad, 1); err == nil || !strings.Contains(err.Error(), bad) {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// A result that cannot be where it should is somewhere else, and the error says where.
func TestKeep(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	save := func(name string) error { return wholefile.WriteBytes(name, []byte("result")) }
	good := filepath.Join(t.TempDir(), "a")
	if err := wholefile.Keep(good, save); err != nil {
		t.Error(err)
	}
	expect(t, good, "result")
	err := wholefile.Keep(filepath.Join(good, "b.json"), save)
	if err == nil {
		t.Fatal("written below a file")
	}
	_, place, found := strings.Cut(err.Error(), "; the result is in ")
	if !found || filepath.Base(place) != "b.json" {
		t.Fatal(err)
	}
	expect(t, place, "result")

	broken := errors.New("broken")
	if err := wholefile.Keep(good, func(string) error { return broken }); !errors.Is(err, broken) || !strings.Contains(err.Error(), "nor was there") {
		t.Error(err)
	}
}
