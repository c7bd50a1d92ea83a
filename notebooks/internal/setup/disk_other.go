//go:build !unix

package setup

import "errors"

// freeSpace is not known where GoNB does not run.
func freeSpace(string) (Volume, error) { return Volume{}, errors.ErrUnsupported }
