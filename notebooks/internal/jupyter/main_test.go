package jupyter_test

import (
	"testing"
	"time"

	"github.com/gradstep/gradstep/notebooks/internal/jupyter"
	"github.com/gradstep/gradstep/notebooks/internal/jupyter/kerneltest"
	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

func TestMain(m *testing.M) {
	// On a busy machine a program is compiled for longer than a kernel is waited for.
	jupyter.SetObeyPatience(time.Minute)
	kerneltest.Main(m)
}

// start starts a kernel that is closed at the end of the test.
func start(t *testing.T, spec jupyter.Spec) *jupyter.Kernel {
	t.Helper()
	k, err := jupyter.Start(t.Context(), spec, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := k.Close(); err != nil {
			t.Error(err)
		}
	})
	return k
}

// execute executes a cell that must not be interrupted, and returns its answer
// and outputs.
func execute(t *testing.T, k *jupyter.Kernel, r *jupyter.Recorder, code string) (jupyter.Reply, []nbfile.Output) {
	t.Helper()
	reply, err := k.Execute(t.Context(), code, r.Add)
	if err != nil {
		t.Fatal(err)
	}
	outputs, err := r.Outputs(reply.Request)
	if err != nil {
		t.Fatal(err)
	}
	return reply, outputs
}
