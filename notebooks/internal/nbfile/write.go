package nbfile

import (
	"fmt"
	"path/filepath"

	"github.com/google/renameio/v2/maybe"
)

// WriteFile replaces the file of a notebook by data, whole or not at all. There must be
// one already.
func WriteFile(path string, data []byte) error {
	target, err := filepath.EvalSymlinks(path) // a link stays one
	if err == nil {
		err = maybe.WriteFile(target, data, 0o666)
	}
	if err != nil {
		return fmt.Errorf("write a notebook; %s is as it was: %w", path, err)
	}
	return nil
}
