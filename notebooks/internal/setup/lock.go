package setup

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// A lock lets one set-up of a checkout run at a time. The operating system
// drops it when its process ends, however that ends.
type lock struct {
	file *os.File
}

// acquire waits until no other process holds the lock. The first wait is told
// to log.
func acquire(ctx context.Context, c Course, log io.Writer) (*lock, error) {
	name := c.Aside("lock")
	told := false
	for {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return nil, err
		}
		file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
		if os.IsNotExist(err) {
			continue // the holder has just removed the folder
		} else if err != nil {
			return nil, err
		}
		got, err := TryLock(file)
		if err != nil {
			file.Close()
			return nil, fmt.Errorf("setup: locking %s: %w", name, err)
		}
		if got && isSame(file, name) {
			return &lock{file}, nil
		}
		file.Close()
		if got {
			continue // the holder removed this file before it let go
		}
		if !told {
			fmt.Fprintln(log, "Another set-up of this checkout is running; waiting for it to end.")
			told = true
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// isSame says whether the open file is still the one of that name.
func isSame(file *os.File, name string) bool {
	open, err := file.Stat()
	if err != nil {
		return false
	}
	now, err := os.Stat(name)
	return err == nil && os.SameFile(open, now)
}

// release lets go of the lock. With clean, the folder that it lies in, where
// parts were built aside, is removed first.
func (l *lock) release(clean bool) {
	if clean {
		l.sweep("")
		os.Remove(l.file.Name())
		os.Remove(filepath.Dir(l.file.Name()))
	}
	l.file.Close()
}

// sweep removes what lies beside the lock, except the entry to keep: parts that
// an earlier set-up did not finish.
func (l *lock) sweep(keep string) {
	dir := filepath.Dir(l.file.Name())
	entries, _ := os.ReadDir(dir)
	for _, entry := range entries {
		if name := entry.Name(); name != filepath.Base(l.file.Name()) && name != keep {
			os.RemoveAll(filepath.Join(dir, name))
		}
	}
}
