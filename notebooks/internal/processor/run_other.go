//go:build !unix

package processor

import (
	"context"
	"errors"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

// Run needs named pipes in the file system.
func (Target) Run(context.Context, string, []string, string, ...string) ([]nbfile.Output, error) {
	return nil, errors.ErrUnsupported
}
