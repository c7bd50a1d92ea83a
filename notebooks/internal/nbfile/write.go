package nbfile

import (
	"fmt"
	"os"

	"github.com/gradstep/gradstep/internal/atomicfile"
)

// WriteFile replaces the file of a notebook by data, whole or not at all. There must be
// one already.
func WriteFile(path string, data []byte) error {
	_, err := os.Stat(path)
	if err == nil {
		err = atomicfile.WriteBytes(path, data)
	}
	if err != nil {
		return fmt.Errorf("write a notebook; %s is as it was: %w", path, err)
	}
	return nil
}
