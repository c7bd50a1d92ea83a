//go:build unix

package setup

import (
	"errors"
	"os"
	"syscall"
)

// TryLock locks an open file against other processes; false says that one of them
// holds it. The lock ends with the file or the process.
func TryLock(file *os.File) (bool, error) {
	for {
		err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case err == nil:
			return true, nil
		case errors.Is(err, syscall.EWOULDBLOCK):
			return false, nil
		case !errors.Is(err, syscall.EINTR):
			return false, err
		}
	}
}
