package nbfile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// WriteFile replaces the file by data, whole or not at all: it writes a
// temporary file in the same folder, with the mode of the old one, and renames
// it. A symbolic link stays one.
func WriteFile(path string, data []byte) (err error) {
	path, err = filepath.EvalSymlinks(path)
	if err != nil {
		return fmt.Errorf("write a notebook: %w", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("write a notebook: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("write a notebook: %w", err)
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("write a notebook; %s is as it was: %w", path, errors.Join(err, os.Remove(f.Name())))
		}
	}()
	_, err = f.Write(data)
	if err == nil {
		err = f.Chmod(info.Mode().Perm())
	}
	if err == nil {
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	return err
}
