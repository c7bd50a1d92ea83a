package lab

import (
	"os"
	"path/filepath"

	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

// A session is one start of JupyterLab: a folder for its connection files, and
// the lock on it that lives as long as the launcher.
type session struct {
	dir  string
	lock *os.File
}

// newSession makes the folder of this start, after ending what starts whose
// launcher is gone have left behind.
func newSession(c setup.Course) (*session, error) {
	all := c.Var("run")
	if err := os.MkdirAll(all, 0o700); err != nil {
		return nil, err
	}
	// The folders are looked at and made by one launcher at a time.
	guard, err := os.OpenFile(filepath.Join(all, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	defer guard.Close()
	if err := waitLock(guard); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(all)
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		if entry.IsDir() {
			endAbandoned(filepath.Join(all, entry.Name()))
		}
	}
	dir := c.Runtime(os.Getpid())
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	lock, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if _, err := setup.TryLock(lock); err != nil {
		lock.Close()
		return nil, err
	}
	return &session{dir: dir, lock: lock}, nil
}

// endAbandoned ends the processes of a start whose launcher is gone, and removes
// its folder. A start that is under way is left alone.
func endAbandoned(dir string) {
	lock, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return
	}
	defer lock.Close()
	if free, err := setup.TryLock(lock); err != nil || !free {
		return
	}
	endAll(dir)
	os.RemoveAll(dir)
}

// log is where JupyterLab writes.
func (s *session) log() string { return filepath.Join(s.dir, "lab.log") }

// close ends whatever is left of the start, and removes its folder. The log is
// kept as the log of the last start.
func (s *session) close(c setup.Course) {
	endAll(s.dir)
	os.Rename(s.log(), c.Var("lab.log"))
	os.RemoveAll(s.dir)
	s.lock.Close()
}
