// Package atomicfile writes files whole or not at all, so that no failure and no
// interruption costs what was there before, and no reader meets half a file.
package atomicfile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
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
	old, statErr := os.Stat(name)
	if statErr == nil && !old.Mode().IsRegular() {
		return fmt.Errorf("%s is not a regular file; nothing is written over it", name)
	}
	f, err := createBeside(name)
	if err != nil {
		return err
	}
	renamed := false
	defer func() {
		if !renamed {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if statErr == nil {
		if err := f.Chmod(old.Mode().Perm()); err != nil {
			return err
		}
	}
	buf := bufio.NewWriter(f)
	if err := write(buf); err != nil {
		return err
	}
	if err := errors.Join(buf.Flush(), f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return err
	}
	renamed = true
	return nil
}

// WriteBytes is [Write] of data.
func WriteBytes(name string, data []byte) error {
	return Write(name, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// createBeside creates a new file in the folder of name. Unlike os.CreateTemp it
// leaves the permissions to the user's mask.
func createBeside(name string) (*os.File, error) {
	dir, base := filepath.Split(name)
	for {
		temporary := filepath.Join(dir, fmt.Sprintf(".%s.%08x", base, rand.Uint32()))
		f, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}
