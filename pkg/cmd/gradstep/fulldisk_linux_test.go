package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// fullDisk mounts a disk of 2 MiB, to be filled by fill.
func fullDisk(t *testing.T) (dir string, fill func()) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=2m"); err != nil {
		t.Skip("a small disk needs root: ", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, 0) })
	return dir, func() {
		f, err := os.Create(filepath.Join(dir, "fill"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for err == nil {
			_, err = f.Write(make([]byte, 4096))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
	}
}

// On a full disk programs say so before their work.
func TestFullDisk(t *testing.T) {
	dir, fill := fullDisk(t)
	fill()
	in := absolute(t, "camera.png")
	for _, args := range [][]string{
		{"restore", "-lambda", "9", in, filepath.Join(dir, "out.png")},
		smallTraining("-out", filepath.Join(dir, "net.json"), in),
		smallTraining("-out", filepath.Join(t.TempDir(), "net.json"), "-checkpoint", filepath.Join(dir, "c.json"), in),
	} {
		status, stdout, stderr := gradstep(args...)
		if status != failure || stdout != "" || !strings.HasSuffix(stderr, "cannot be written: no space left on device\n") || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%s: exit %d, %q, %q", args[0], status, stdout, stderr)
		}
	}
	// Quick work is not asked about before; its result is kept.
	t.Setenv("TMPDIR", t.TempDir())
	status, _, stderr := gradstep("quantize", "-b", "8", in, filepath.Join(dir, "q.png"))
	_, place, kept := strings.Cut(strings.TrimSpace(stderr), "; the result is in ")
	if status != failure || !kept {
		t.Fatalf("exit %d, %q", status, stderr)
	}
	load(t, place)
}

// A disk that gets full during a training costs nothing: the checkpoint of an interruption is kept
// elsewhere.
func TestDiskThatGetsFull(t *testing.T) {
	dir, fill := fullDisk(t)
	t.Setenv("TMPDIR", t.TempDir())
	c, _, said := process("train", "-depth", "2", "-channels", "1", "-patches", "16", "-steps", "1000000",
		"-out", filepath.Join(t.TempDir(), "net.json"), "-checkpoint", filepath.Join(dir, "c.json"), absolute(t, "camera.png"))
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for wait := time.Now().Add(time.Minute); time.Now().Before(wait); time.Sleep(20 * time.Millisecond) {
		if _, err := os.Stat(filepath.Join(dir, "c.json")); err == nil {
			break
		}
	}
	fill()
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if c.Wait() == nil {
		t.Error("no failure")
	}
	_, place, kept := strings.Cut(strings.TrimSpace(said.String()), "; the result is in ")
	if !kept {
		t.Fatal(said)
	}
	if data, err := os.ReadFile(place); err != nil || !bytes.Contains(data, []byte("RuleType")) {
		t.Errorf("%d bytes, %v", len(data), err)
	}
}
