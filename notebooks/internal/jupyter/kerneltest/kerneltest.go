// Package kerneltest gives tests a real GoNB kernel.
package kerneltest

import (
	"testing"

	"github.com/gradstep/gradstep/notebooks/internal/jupyter"
	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

// Spec returns a GoNB kernel of the pinned version, whose cells import the
// packages of the checkout. It skips the test when -short is set. Tests of
// several packages may ask for it at the same time.
func Spec(t testing.TB) jupyter.Spec {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a GoNB kernel")
	}
	spec, err := setup.Kernel(t.Context(), Root(t), t.Output())
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

// Root returns the root of the checkout.
func Root(t testing.TB) string {
	t.Helper()
	root, err := setup.FindRoot(".") // a test runs in the folder of its package
	if err != nil {
		t.Fatal(err)
	}
	return root
}
