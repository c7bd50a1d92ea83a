package wholefile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Check returns the error that a [Write] of size bytes to name would end with, as far as it can be known
// before: no such folder, a folder or a device in the place, no permission, a full disk. A program
// asks before its work rather than after it. It writes a file of that size beside name, and removes it.
func Check(name string, size int) error {
	name, err := follow(name)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".gradstep-*")
	if err != nil {
		var p *os.PathError
		if errors.As(err, &p) { // the name of the trial tells nobody anything
			err = p.Err
		}
		return fmt.Errorf("%s cannot be written: %w", name, err)
	}
	_, err = f.Write(make([]byte, size))
	if err := errors.Join(err, f.Sync(), f.Close(), os.Remove(f.Name())); err != nil {
		var p *os.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		return fmt.Errorf("%s cannot be written: %w", name, err)
	}
	return nil
}

// follow returns the place that a write to name writes to: the end of symbolic links, which need not exist. What
// is there and no regular file is an error.
func follow(name string) (string, error) {
	const most = 40 // links, as Linux has it
	for range most {
		info, err := os.Lstat(name)
		switch {
		case err != nil: // nothing is there; or the write says it better
			return name, nil
		case info.Mode()&os.ModeSymlink == 0 && !info.Mode().IsRegular():
			return "", fmt.Errorf("%s is not a regular file; nothing is written over it", name)
		case info.Mode()&os.ModeSymlink == 0:
			return name, nil
		}
		target, err := os.Readlink(name)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(target) {
			// Not by Join, to which a/.. is nothing even where a is a link.
			target = filepath.Dir(name) + string(filepath.Separator) + target
		}
		name = target
	}
	return "", fmt.Errorf("%s: too many symbolic links", name)
}

// Keep lets save write a finished result to name. When that fails, it is written to a new folder where
// there is room, under its own name, and the error says where. The error is nil only if name holds the result.
func Keep(name string, save func(name string) error) error {
	failed := save(name)
	if failed == nil {
		return nil
	}
	home, _ := os.UserHomeDir()
	for _, place := range []string{os.TempDir(), home, "."} {
		if place == "" {
			continue
		}
		dir, err := os.MkdirTemp(place, "gradstep-")
		if err != nil {
			continue
		}
		kept := filepath.Join(dir, filepath.Base(name))
		if save(kept) == nil {
			return fmt.Errorf("%w; the result is in %s", failed, kept)
		}
		os.RemoveAll(dir)
	}
	return fmt.Errorf("%w; nor was there another place for the result", failed)
}
