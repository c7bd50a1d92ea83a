package jupyter_test

import (
	"context"
	"fmt"
	"time"

	"github.com/gradstep/gradstep/notebooks/internal/jupyter"
	"github.com/gradstep/gradstep/notebooks/internal/jupyter/kerneltest"
)

// The kernel of this example is the one of the tests, whose cells are scripts.
func ExampleKernel_Execute() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	spec, err := kerneltest.FakeSpec()
	if err != nil {
		fmt.Println(err)
		return
	}
	k, err := jupyter.Start(ctx, spec, ".")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer k.Close()

	var r jupyter.Recorder
	reply, err := k.Execute(ctx, "out Hello\nout world", r.Add)
	if err != nil {
		fmt.Println(err)
		return
	}
	outputs, err := r.Outputs(reply.Request)
	fmt.Printf("[%d] %s: %q %v\n", reply.Count, reply.Status, outputs[0].Text, err)
	// Output: [1] ok: "Hello\nworld\n" <nil>
}
