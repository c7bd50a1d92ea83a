//go:build !unix

package setup

import (
	"errors"
	"os"
)

// TryLock is not supported where GoNB does not run.
func TryLock(*os.File) (bool, error) { return false, errors.ErrUnsupported }
