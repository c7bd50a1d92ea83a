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
	in, photos := absolute(t, "camera.png"), absolute(t, "")
	full := func(name string) string { return filepath.Join(dir, name) }
	t.Chdir(t.TempDir())
	for _, args := range [][]string{
		{"restore", "-lambda", "9", in, full("out.png")},
		{"quantize", "-b", "8", in, full("q.png")},
		{"fit", "-report", full("page.html"), in, in},
		{"diagnose", "-at", "1", "-report", full("page.html"), "--", "never-run", "{x0}"},
		{"diagnose", "-at", "1", "-journal", full("j"), "--", "never-run", "{x0}"},
		{"minimize", "-start", "1", "-report", full("page.html"), "--", "never-run", "{x0}"},
		{"minimize", "-start", "1", "-journal", full("j"), "--", "never-run", "{x0}"},
		{"study", "-small", "-photos", photos, "-dir", dir, "convergence"},
		smallTraining("-out", filepath.Join(dir, "net.json"), in),
		smallTraining("-out", filepath.Join(t.TempDir(), "net.json"), "-checkpoint", filepath.Join(dir, "c.json"), in),
	} {
		status, stdout, stderr := gradstep(args...)
		if status != failure || stdout != "" || !strings.HasSuffix(stderr, "no space left on device\n") || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%s: exit %d, %q, %q", args[:3], status, stdout, stderr)
		}
	}
}

// A standard output that takes nothing costs no result, and is not passed over.
func TestFullStandardOutput(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer full.Close()
	in := absolute(t, "camera.png")
	t.Chdir(t.TempDir())
	t.Setenv("TMPDIR", t.TempDir())
	if err := os.WriteFile("value.sh", []byte("echo $1"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"restore", "-lambda", "9", in, "-"},
		{"restore", "-lambda", "9", in, "out.png"},
		{"quantize", "-b", "8", in, "q.png"},
		{"fit", "-json", in, in},
		{"fit", in, in},
		{"diagnose", "-at", "1", "-journal", "d", "--", "sh", "value.sh", "{x0}"},
		{"minimize", "-start", "1", "-budget", "9", "-gradient", "central", "-json", "-journal", "m", "--", "sh", "value.sh", "{x0}"},
		{"train", "-h"},
		{"study"},
		smallTraining("-out", "net.json", in),
	} {
		c, _, said := process(args...)
		c.Stdout = full
		err := c.Run()
		if err == nil || c.ProcessState.ExitCode() != failure || !strings.Contains(said.String(), "no space left on device") {
			t.Errorf("%s: %v, %q", args, err, said)
		}
		if _, place, kept := strings.Cut(strings.TrimSpace(said.String()), "; the result is in "); args[len(args)-1] == "-" {
			if !kept {
				t.Fatalf("%s: %q", args, said)
			}
			load(t, place)
		}
	}
	for _, name := range []string{"out.png", "q.png"} {
		load(t, name)
	}
	for _, name := range []string{"d", "m", "net.json"} {
		if data, err := os.ReadFile(name); err != nil || len(data) < 100 {
			t.Errorf("%s: %d bytes, %v", name, len(data), err)
		}
	}
}

// What is finished is kept where the disk fills up during the work: values in the journal, and the page elsewhere.
func TestDiskThatGetsFullDuringEvaluations(t *testing.T) {
	dir, _ := fullDisk(t)
	t.Setenv("TMPDIR", t.TempDir())
	t.Chdir(t.TempDir())
	script := "cat /dev/zero >" + filepath.Join(dir, "fill") + " 2>/dev/null; echo $1"
	if err := os.WriteFile("value.sh", []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	status, _, stderr := gradstep("minimize", "-start", "1", "-budget", "9", "-gradient", "central", "-journal", "j", "-report", filepath.Join(dir, "page.html"),
		"--", "sh", "value.sh", "{x0}")
	_, place, kept := strings.Cut(strings.TrimSpace(stderr), "; the result is in ")
	if page, err := os.ReadFile(place); status != failure || !kept || err != nil || !bytes.Contains(page, []byte("</html>")) {
		t.Errorf("exit %d, %q, %v", status, stderr, err)
	}
	// Where the journal itself is on that disk, the value that it can't take is named, and those before are in it.
	dir, _ = fullDisk(t)
	script = "test \"$1\" = 1 || cat /dev/zero >" + filepath.Join(dir, "fill") + " 2>/dev/null; echo $1"
	if err := os.WriteFile("value.sh", []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	journal := filepath.Join(dir, "j")
	status, _, stderr = gradstep("minimize", "-start", "1", "-budget", "500", "-gradient", "central", "-journal", journal, "--", "sh", "value.sh", "{x0}")
	if status != failure || !strings.Contains(stderr, "no space left on device") {
		t.Errorf("exit %d, %q", status, stderr)
	}
	data, err := os.ReadFile(journal)
	if err != nil || !bytes.Contains(data, []byte("\n")) {
		t.Errorf("%q, %v", data, err)
	}
	if err := os.Remove(filepath.Join(dir, "fill")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("value.sh", []byte("echo $1"), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, stdout, stderr := gradstep("minimize", "-start", "1", "-budget", "9", "-gradient", "central", "-journal", journal, "--", "sh", "value.sh", "{x0}"); status != success {
		t.Errorf("it does not go on: exit %d, %q, %q", status, stdout, stderr)
	}
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
