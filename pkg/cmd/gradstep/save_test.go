package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// smallTraining is a training of a part of a second.
func smallTraining(args ...string) []string {
	return append([]string{"train", "-depth", "2", "-channels", "2", "-patches", "16", "-steps", "4"}, args...)
}

// Where nothing can be written is known before the training, and said without one.
func TestTrainTriesItsOutputsFirst(t *testing.T) {
	photo := absolute(t, "camera.png")
	t.Chdir(t.TempDir())
	if err := os.Mkdir("folder", 0o700); err != nil {
		t.Fatal(err)
	}
	for args, want := range map[string]string{
		"-out missing/net.json":              "gradstep train: -out: missing/net.json cannot be written: no such file or directory\n",
		"-out folder":                        "gradstep train: -out: folder is not a regular file; nothing is written over it\n",
		"-out net.json -checkpoint folder":   "gradstep train: -checkpoint: folder is not a regular file; nothing is written over it\n",
		"-out net.json -checkpoint none/c.c": "gradstep train: -checkpoint: none/c.c cannot be written: no such file or directory\n",
	} {
		status, stdout, stderr := gradstep(smallTraining(append(strings.Fields(args), photo)...)...)
		if status != failure || stdout != "" || stderr != want {
			t.Errorf("%s: exit %d, %q, %q", args, status, stdout, stderr)
		}
	}
	if left, _ := os.ReadDir("."); len(left) != 1 {
		t.Errorf("%d files are left", len(left))
	}
}

// A checkpoint of other photographs, or of another recipe, is refused with a sentence; the same with
// other spaces is not; and no value that someone puts into it makes the program panic.
func TestTrainAndOtherCheckpoints(t *testing.T) {
	camera, other := absolute(t, "camera.png"), absolute(t, "astronaut.png")
	t.Chdir(t.TempDir())
	train := func(args ...string) (int, string) {
		status, _, stderr := gradstep(smallTraining(append(args, "-out", "net.json", "-checkpoint", "c.json")...)...)
		return status, stderr
	}
	if status, stderr := train(camera); status != success {
		t.Fatal(stderr)
	}
	want, err := os.ReadFile("net.json")
	saved, err2 := os.ReadFile("c.json")
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{other}, "it belongs to a training of camera.png"},
		{[]string{"-rate", "0.02", camera}, "rate 0.003 and 4 steps; this is one of camera.png"},
		{[]string{"-steps", "40", camera}, "and 4 steps; this is one of"},
		{[]string{"-most", "30", camera}, "noise of 10 to 40 levels"},
		{[]string{"-seed", "7", camera}, "seed 1"},
		{[]string{"-channels", "5", camera}, "c.json has"},
	} {
		if status, stderr := train(c.args...); status != failure || !strings.Contains(stderr, c.want) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%v: exit %d, %q", c.args, status, stderr)
		}
	}
	var spaced bytes.Buffer
	if err := errors.Join(json.Indent(&spaced, saved, " ", "\t"), os.WriteFile("c.json", spaced.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
	if status, stderr := train(camera); status != success {
		t.Errorf("reformatted: %s", stderr)
	}
	if again, _ := os.ReadFile("net.json"); !bytes.Equal(again, want) {
		t.Error("reformatted, it makes another network")
	}
	var tree any
	if err := json.Unmarshal(saved, &tree); err != nil {
		t.Fatal(err)
	}
	tried := 0
	tamper(tree, func() {
		data, err := json.Marshal(tree)
		if err := errors.Join(err, os.WriteFile("c.json", data, 0o600)); err != nil {
			t.Fatal(err)
		}
		tried++
		if status, stderr := train(camera); status != success && strings.Count(strings.TrimSpace(stderr), "\n") != 0 {
			t.Errorf("exit %d, %q", status, stderr)
		}
	})
	if tried < 20 {
		t.Errorf("%d values were tried", tried)
	}
}

// tamper puts a wrong value into each place of a tree of JSON, one at a time, of the kinds in turn, and
// calls try for each.
func tamper(node any, try func()) {
	wrong, turn := []any{nil, -1.0, 1e9, 0.5, "", "AAAA", []any{}, map[string]any{}}, new(int)
	tamperFrom(node, wrong, turn, try)
}

func tamperFrom(node any, wrong []any, turn *int, try func()) {
	visit := func(get func() any, set func(any)) {
		old := get()
		set(wrong[*turn%len(wrong)])
		*turn++
		try()
		set(old)
		if list, ok := old.([]any); !ok || len(list) < 10 { // of many alike, none in turn
			tamperFrom(old, wrong, turn, try)
		}
	}
	switch n := node.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(n)) {
			visit(func() any { return n[k] }, func(v any) { n[k] = v })
		}
	case []any:
		for i := range n {
			visit(func() any { return n[i] }, func(v any) { n[i] = v })
		}
	}
}

// Whatever asks the program to end, the training is saved; and it is whole after a kill.
func TestTrainIsSavedBySignals(t *testing.T) {
	photo := absolute(t, "camera.png")
	t.Chdir(t.TempDir())
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, os.Kill} {
		os.Remove("c.json")
		c, _, said := process("train", "-depth", "2", "-channels", "1", "-patches", "16", "-steps", "1000000", "-out", "net.json", "-checkpoint", "c.json", photo)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		wait := time.Now().Add(time.Minute)
		for time.Now().Before(wait) { // for the first checkpoint, which has to be whole
			if _, err := os.Stat("c.json"); err == nil {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		if err := c.Process.Signal(s); err != nil {
			t.Skip(err)
		}
		if c.Wait() == nil || s != os.Kill && !strings.Contains(said.String(), "the same command goes on from c.json") {
			t.Errorf("%v: %s", s, said.String())
		}
		if data, err := os.ReadFile("c.json"); err != nil || !json.Valid(data) {
			t.Errorf("%v: the checkpoint is %d bytes, %v", s, len(data), err)
		}
	}
}

func absolute(t *testing.T, photo string) string {
	t.Helper()
	name, err := filepath.Abs(filepath.Join(photos, photo))
	if err != nil {
		t.Fatal(err)
	}
	return name
}
