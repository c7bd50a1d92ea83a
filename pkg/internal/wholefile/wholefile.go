// Package wholefile writes files whole or not at all, so that no failure and no
// interruption costs what was there before, and no reader meets half a file. The work is
// renameio's; this package adds what all our writers want of it.
package wholefile

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"
)

// Write hands write a temporary file in the folder of name and, when that and the
// flush to the disk succeed, renames it to name. On an error, or when write panics, name is
// as it was, and the temporary file is gone.
//
// A symbolic link is followed and stays one. A file that is replaced keeps its
// permissions; a new one has those that the user's mask leaves of 0666. What is not a
// regular file, such as a folder or a device, is not written over: that is an error. An
// error of write is returned as it is.
func Write(name string, write func(io.Writer) error) error {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	if old, err := os.Stat(name); err == nil && !old.Mode().IsRegular() {
		return fmt.Errorf("%s is not a regular file; nothing is written over it", name)
	}
	f, err := renameio.NewPendingFile(name, renameio.WithTempDir(filepath.Dir(name)),
		renameio.WithPermissions(0o666), renameio.WithExistingPermissions())
	if err != nil {
		return err
	}
	defer f.Cleanup() // does nothing after the rename
	buf := bufio.NewWriter(f)
	if err := write(buf); err != nil {
		return err
	}
	if err := buf.Flush(); err != nil {
		return err
	}
	return f.CloseAtomicallyReplace()
}

// WriteBytes is [Write] of data.
func WriteBytes(name string, data []byte) error {
	return Write(name, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}
