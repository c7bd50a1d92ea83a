package jupyter_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/gradstep/gradstep/notebooks/internal/jupyter"
	"github.com/gradstep/gradstep/notebooks/internal/jupyter/kerneltest"
	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

const gonbImports = `import (
	"fmt"
	"os"
	"os/exec"
	"strings"

	"github.com/janpfeifer/gonb/gonbui"
)
`

// One kernel survives all that cells do to it.
func TestGoNBCells(t *testing.T) {
	t.Parallel()
	k := start(t, kerneltest.Spec(t))
	var r jupyter.Recorder
	if reply, _ := execute(t, k, &r, gonbImports); reply.Status != "ok" {
		t.Fatalf("%+v", reply)
	}
	for _, test := range []struct {
		name, code, status, stdout string
		displays                   string // their texts/html
	}{
		{name: "hello", code: "fmt.Println(`hé <b>`)", stdout: "hé <b>\n"},
		{name: "does not compile", code: "undefined()", status: "error"},
		{name: "panics", code: "fmt.Println(1)\npanic(`oh`)", status: "error", stdout: "1\n"},
		{name: "exits", code: "os.Exit(3)", status: "error"},
		{
			name: "display", code: "gonbui.DisplayHTML(`<i>1</i>`)\ngonbui.Sync()\nfmt.Println(2)",
			stdout: "2\n", displays: "<i>1</i>",
		},
		{
			name:     "updates",
			code:     "for i := range 5 {\n\tgonbui.UpdateHTML(`x`, fmt.Sprint(i))\n}\ngonbui.DisplayHTML(`, last`)\ngonbui.Sync()",
			displays: "4, last",
		},
		{
			name: "much", code: "fmt.Print(strings.Repeat(strings.Repeat(`x`, 99)+\"\\n\", 9_000))",
			stdout: strings.Repeat(strings.Repeat("x", 99)+"\n", 9_000),
		},
	} {
		reply, out := execute(t, k, &r, "%%\n"+test.code)
		if test.status == "" {
			test.status = "ok"
		}
		var displays strings.Builder
		for _, o := range out {
			if s, ok := o.Data["text/html"].(string); ok && !strings.Contains(s, "gonb-err") {
				displays.WriteString(s)
			}
		}
		stdout := nbfile.StreamText(out, "stdout")
		if reply.Status != test.status || stdout != test.stdout || displays.String() != test.displays {
			t.Errorf("%s: %s, %d bytes %.100q, displays %q", test.name, reply.Status, len(stdout), stdout, &displays)
		}
	}
}

// A cell that does not end is interrupted, also when it is interrupted while it
// is compiled, and whatever it does with the signal.
func TestGoNBInterrupt(t *testing.T) {
	t.Parallel()
	k := start(t, kerneltest.Spec(t))
	var r jupyter.Recorder
	execute(t, k, &r, gonbImports)
	late := errors.New("too late")
	for name, test := range map[string]struct {
		code  string
		limit time.Duration
		is    error
	}{
		"while it is compiled": {"for {\n}", time.Millisecond, late},
		"while it runs":        {"fmt.Println(1)\nfor {\n}", time.Second, late},
		"waits for input":      {"var s string\nfmt.Scanln(&s)", time.Second, late},
		"asks for input":       {"gonbui.RequestInput(`name?`, false)\nselect {}", 3 * time.Minute, jupyter.ErrInput},
	} {
		ctx, cancel := context.WithTimeoutCause(t.Context(), test.limit, late)
		_, err := k.Execute(ctx, "%%\n"+test.code, r.Add)
		cancel()
		if !errors.Is(err, test.is) || errors.Is(err, jupyter.ErrDead) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if reply, _ := execute(t, k, &r, "%%\nfmt.Println(1)"); reply.Status != "ok" {
		t.Errorf("the kernel is of no more use: %+v", reply)
	}
}

// A program that keeps the stdout of its cell and outlives it keeps GoNB busy
// for good: the kernel has to be killed.
func TestGoNBChildHoldsOutput(t *testing.T) {
	defer jupyter.SetObeyPatience(300 * time.Millisecond)()
	k := start(t, kerneltest.Spec(t))
	late := errors.New("too late")
	ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, late)
	defer cancel()
	var r jupyter.Recorder
	_, err := k.Execute(ctx, gonbImports+`%%
cmd := exec.Command("/bin/sleep", "1000")
cmd.Stdout = os.Stdout
cmd.Start()`, r.Add)
	if !errors.Is(err, late) || !errors.Is(err, jupyter.ErrDead) {
		t.Errorf("got %v", err)
	}
}
