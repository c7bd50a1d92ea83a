package jupyter_test

import (
	"context"
	"testing"
	"time"

	"github.com/gradstep/gradstep/notebooks/internal/jupyter"
	"github.com/gradstep/gradstep/notebooks/internal/jupyter/kerneltest"
)

func TestQuick(t *testing.T) {
	spec := kerneltest.Spec(t)
	spec.Argv = append(spec.Argv, "-raw_error"); t0 := time.Now()
	k, err := jupyter.Start(t.Context(), spec, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Log("start", time.Since(t0))
	var r jupyter.Recorder
	for _, code := range []string{"import \"fmt\"\n%%\nfmt.Println(1)", "%%\nfmt.Println(2)\nfoo()", "%%\nvar p *int; fmt.Println(\"a\");\n*p=3", "%%\nfor {}"} {
		t0 = time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		reply, err := k.Execute(ctx, code, r.Add)
		cancel()
		t.Log(time.Since(t0))
		out, _ := r.Outputs(reply.Request)
		t.Logf("%v\n%+v\n%+v", err, reply, out)
	}
	t0 = time.Now()
	if err := k.Close(); err != nil {
		t.Error(err)
	}
	t.Log("close", time.Since(t0))
}
