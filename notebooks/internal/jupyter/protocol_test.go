package jupyter_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gradstep/gradstep/notebooks/internal/jupyter"
	"github.com/gradstep/gradstep/notebooks/internal/jupyter/kerneltest"
	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

func stream(name, text string) nbfile.Output {
	return nbfile.Output{Kind: nbfile.Stream, Name: name, Text: text}
}

func display(html string) nbfile.Output {
	return nbfile.Output{Kind: nbfile.Display, Data: nbfile.Bundle{"text/html": html}, Metadata: map[string]any{}, Count: 1}
}

func TestOutputs(t *testing.T) {
	for _, test := range []struct {
		name, code string
		want       []nbfile.Output
	}{
		{"nothing", "", nil},
		{"one stream is one output", "out a\nout b", []nbfile.Output{stream("stdout", "a\nb\n")}},
		{"streams alternate", "out a\nerr b\nout c", []nbfile.Output{stream("stdout", "a\n"), stream("stderr", "b\n"), stream("stdout", "c\n")}},
		{"a display between", "out a\ndisplay - x\nout b", []nbfile.Output{stream("stdout", "a\n"), display("x"), stream("stdout", "b\n")}},
		{"update", "display d 1\nout a\nupdate d 2\nupdate other 3", []nbfile.Output{display("2"), stream("stdout", "a\n")}},
		{"the same id twice", "display d 1\ndisplay d 2", []nbfile.Output{display("2"), display("2")}},
		{"clear", "out a\nclear\nout b", []nbfile.Output{stream("stdout", "b\n")}},
		{"clear, nothing after it", "out a\nclear", nil},
		{"clear waits in vain", "out a\nclear wait", []nbfile.Output{stream("stdout", "a\n")}},
		{"clear waits", "out a\nclear wait\nout b\nout c", []nbfile.Output{stream("stdout", "b\nc\n")}},
		{"an update of what is cleared", "display d 1\nclear\nout a\nupdate d 2", []nbfile.Output{stream("stdout", "a\n")}},
		{"carriage return", `raw "10 %\r100 %\rd\nx\b\by\r\nend"`, []nbfile.Output{stream("stdout", "d00 %\ny\nend")}},
		{"result", "result 42", []nbfile.Output{{
			Kind: nbfile.Result, Data: nbfile.Bundle{"text/plain": "42"}, Metadata: map[string]any{}, Count: 1,
		}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var r jupyter.Recorder
			reply, got := execute(t, start(t, kerneltest.Fake(t)), &r, test.code)
			if d := cmp.Diff(test.want, got); d != "" || reply.Status != "ok" || reply.Count != 1 {
				t.Errorf("%+v\n%s", reply, d)
			}
		})
	}
}

func TestError(t *testing.T) {
	var r jupyter.Recorder
	k := start(t, kerneltest.Fake(t))
	reply, got := execute(t, k, &r, "out before\nfail Name some value\nout after")
	want := []nbfile.Output{
		stream("stdout", "before\n"),
		{Kind: nbfile.Failure, ErrName: "Name", ErrValue: "some value", Traceback: []string{"some value"}},
	}
	if d := cmp.Diff(want, got); d != "" || reply.Status != "error" || reply.ErrValue != "some value" {
		t.Errorf("%+v\n%s", reply, d)
	}
	if reply, _ := execute(t, k, &r, "out x"); reply.Status != "ok" || reply.Count != 2 {
		t.Errorf("the next cell: %+v", reply)
	}
}

// A cell may change what an earlier one displayed, and its own output may come
// when the kernel has already said that it is idle.
func TestOutputOfEarlierCells(t *testing.T) {
	var r jupyter.Recorder
	k := start(t, kerneltest.Fake(t))
	first, _ := execute(t, k, &r, "display d 1\nlate x")
	execute(t, k, &r, "update d 2\nsleep 20ms")
	got, err := r.Outputs(first.Request)
	if d := cmp.Diff([]nbfile.Output{display("2"), stream("stdout", "x\n")}, got); d != "" || err != nil {
		t.Errorf("%v\n%s", err, d)
	}
}

func TestNothingIsLost(t *testing.T) {
	const lines = 5_000
	k := start(t, kerneltest.Fake(t))
	var r jupyter.Recorder
	_, got := execute(t, k, &r, strings.Repeat("out line\n", lines))
	if len(got) != 1 || got[0].Text != strings.Repeat("line\n", lines) {
		t.Errorf("%d outputs, %d bytes", len(got), len(got[0].Text))
	}
	// The first cell after the start is the one whose output gets lost when the
	// subscription was late.
	for range 5 {
		var r jupyter.Recorder
		if _, got := execute(t, start(t, kerneltest.Fake(t)), &r, "out first"); len(got) != 1 {
			t.Fatal("the output of the first cell is lost")
		}
	}
}

func TestWrongSignature(t *testing.T) {
	k := start(t, kerneltest.Fake(t))
	var r jupyter.Recorder
	_, err := k.Execute(t.Context(), "forge secret\nsleep 5s", r.Add)
	if !errors.Is(err, jupyter.ErrSignature) || !errors.Is(err, jupyter.ErrDead) {
		t.Errorf("got %v", err)
	}
}

func TestTimeout(t *testing.T) {
	k := start(t, kerneltest.Fake(t))
	var r jupyter.Recorder
	late := errors.New("too late")
	ctx, cancel := context.WithTimeoutCause(t.Context(), 50*time.Millisecond, late)
	defer cancel()
	begun := time.Now()
	reply, err := k.Execute(ctx, "out a\nspin", r.Add)
	if !errors.Is(err, late) || reply.ErrName != "interrupted" || time.Since(begun) > 50*time.Second {
		t.Errorf("%v, %+v, after %v", err, reply, time.Since(begun))
	}
	if reply, got := execute(t, k, &r, "out b"); reply.Status != "ok" || len(got) != 1 {
		t.Errorf("the kernel is of no more use: %+v", reply)
	}
}

func TestInputRequest(t *testing.T) {
	k := start(t, kerneltest.Fake(t))
	var r jupyter.Recorder
	_, err := k.Execute(t.Context(), "ask your name?", r.Add)
	if !errors.Is(err, jupyter.ErrInput) || !strings.Contains(err.Error(), "your name?") {
		t.Errorf("got %v", err)
	}
	execute(t, k, &r, "out b")
}

func TestDeath(t *testing.T) {
	k := start(t, kerneltest.Fake(t))
	var r jupyter.Recorder
	_, err := k.Execute(t.Context(), "out a\ndie", r.Add)
	if !errors.Is(err, jupyter.ErrDead) {
		t.Fatalf("got %v", err)
	}
	for _, want := range []string{"exit status 3", "the last words of the fake kernel"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in: %v", want, err)
		}
	}
	if _, err := k.Execute(t.Context(), "out b", r.Add); !errors.Is(err, jupyter.ErrDead) {
		t.Errorf("after its death: %v", err)
	}
}

func TestStartFails(t *testing.T) {
	for name, argv := range map[string][]string{
		"empty":    nil,
		"missing":  {"/does/not/exist"},
		"ends":     {"/bin/sh", "-c", "echo why it ended; exit 4"},
		"canceled": {"/bin/sleep", "100"},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			_, err := jupyter.Start(ctx, jupyter.Spec{Argv: argv}, t.TempDir())
			if err == nil {
				t.Fatal("it started")
			}
			if name == "ends" && !strings.Contains(err.Error(), "why it ended") {
				t.Errorf("got %v", err)
			}
			if name == "canceled" && !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestEnvironment(t *testing.T) {
	spec := kerneltest.Fake(t)
	t.Setenv("GRADSTEP_A", "outside")
	t.Setenv("GRADSTEP_B", "outside")
	spec.Env = []string{"GRADSTEP_B=spec"}
	k := start(t, spec)
	var r jupyter.Recorder
	_, got := execute(t, k, &r, "env GRADSTEP_A\nenv GRADSTEP_B\nenv TMPDIR\nenv GOTMPDIR")
	want := "GRADSTEP_A=outside\nGRADSTEP_B=spec\nTMPDIR=" + k.Folder + "\nGOTMPDIR=" + k.Folder + "\n"
	if got[0].Text != want {
		t.Errorf("got  %s\nwant %s", got[0].Text, want)
	}
	info, err := os.Stat(k.Folder)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder of the keys: %v, %v", info.Mode(), err)
	}
}
