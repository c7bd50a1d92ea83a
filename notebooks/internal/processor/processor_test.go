//go:build unix

package processor_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
	"github.com/gradstep/gradstep/notebooks/internal/processor"
)

const program = `package main

import (
	"fmt"
	"os"
	"runtime"
	"time"

	"github.com/janpfeifer/gonb/gonbui"
)

func main() {
	fmt.Println(os.Args[1], os.Getenv("ANSWER"), runtime.GOOS+"/"+runtime.GOARCH)
	if os.Args[1] == "sleep" {
		time.Sleep(time.Minute)
	}
	for i := range 3 {
		gonbui.DisplayHTML(fmt.Sprintf("<b>%d</b>", i))
		gonbui.Sync()
	}
	if os.Args[1] == "fail" {
		fmt.Fprintln(os.Stderr, "no luck")
		os.Exit(3)
	}
	gonbui.DisplayHTML("<b>last</b>") // and the program ends before it is taken
}
`

func build(t *testing.T, target processor.Target) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "program")
	if err := target.Build(t.Context(), filepath.Join("..", "..", ".."), []byte(program), out); err != nil {
		t.Fatal(err)
	}
	return out
}

// What a program prints and displays, how it fails and when it is ended is the
// same on this machine, in Node and under qemu.
func TestRun(t *testing.T) {
	t.Parallel()
	for name, needs := range map[string]string{
		runtime.GOOS + "/" + runtime.GOARCH: "go",
		"js/wasm":                           "node",
		"linux/arm64":                       "qemu-aarch64",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := exec.LookPath(needs); err != nil {
				t.Skip(err)
			}
			if testing.Short() && needs != "go" {
				t.Skip("under -short, this machine's own programs only")
			}
			target, err := processor.Parse(name)
			if err != nil {
				t.Fatal(err)
			}
			binary := build(t, target)
			env := []string{"ANSWER=42"}
			show := func(text string) nbfile.Output {
				return nbfile.Output{Kind: nbfile.Display, Data: nbfile.Bundle{"text/html": text}}
			}
			want := []nbfile.Output{
				{Kind: nbfile.Stream, Name: "stdout", Text: "fail 42 " + name + "\n"},
				{Kind: nbfile.Stream, Name: "stderr", Text: "no luck\n"},
				show("<b>0</b>"), show("<b>1</b>"), show("<b>2</b>"),
				{Kind: nbfile.Failure, ErrName: "ERROR", ErrValue: "exit status 3"},
			}
			got, err := target.Run(t.Context(), t.TempDir(), env, binary, "fail")
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Error(diff, err)
			}
			want = append([]nbfile.Output{{Kind: nbfile.Stream, Name: "stdout", Text: "end 42 " + name + "\n"}}, append(want[2:5:5], show("<b>last</b>"))...)
			got, err = target.Run(t.Context(), t.TempDir(), env, binary, "end")
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Error(diff, err)
			}
			cause := errors.New("too long")
			ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, cause)
			defer cancel()
			if _, err := target.Run(ctx, t.TempDir(), env, binary, "sleep"); !errors.Is(err, cause) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// What does not compile says so in the compiler's words.
func TestBuildFails(t *testing.T) {
	t.Parallel()
	target, err := processor.Parse("js/wasm")
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "program")
	err = target.Build(t.Context(), filepath.Join("..", "..", ".."), []byte("package main\n\nfunc main() { x }\n"), out)
	if err == nil || !strings.Contains(err.Error(), "it does not compile for js/wasm") || !strings.Contains(err.Error(), "undefined: x") {
		t.Error(err)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("there is a program")
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "arm64", "js", "js/arm64", "plan9/386", "linux/vax", "linux/amd64/", "linux/amd64/v9", "linux/arm64/v3", "js/wasm/v1"} {
		if _, err := processor.Parse(s); err == nil || !strings.Contains(err.Error(), "write GOOS/GOARCH") {
			t.Errorf("%q: %v", s, err)
		}
	}
}
