//go:build unix

package setup

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// freeSpace returns the volume of dir, or of its nearest parent that exists.
func freeSpace(dir string) (Volume, error) {
	info, err := os.Stat(dir)
	for errors.Is(err, fs.ErrNotExist) && dir != filepath.Dir(dir) {
		dir = filepath.Dir(dir)
		info, err = os.Stat(dir)
	}
	if err != nil {
		return Volume{}, err
	}
	var stat syscall.Statfs_t
	if err := syscall.Statfs(dir, &stat); err != nil {
		return Volume{}, &fs.PathError{Op: "statfs", Path: dir, Err: err}
	}
	v := Volume{Free: int64(stat.Bavail) * int64(stat.Bsize)}
	if sys, ok := info.Sys().(*syscall.Stat_t); ok {
		v.ID = uint64(sys.Dev)
	}
	return v, nil
}
