package lab

import (
	"os"
	"path/filepath"

	"github.com/gradstep/gradstep/notebooks/internal/jupyter"
	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

// A session is one start of JupyterLab: its folder, with the lock that lives as
// long as the launcher, and a folder for what only this user may reach.
type session struct {
	dir  string
	tmp  string // for connection files, sockets, and temporary files: GoNB leaves its own when it is killed
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
	s := &session{dir: c.Runtime(os.Getpid())}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return nil, err
	}
	if s.lock, err = os.OpenFile(filepath.Join(s.dir, "lock"), os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return nil, err
	}
	if _, err := setup.TryLock(s.lock); err != nil {
		s.lock.Close()
		return nil, err
	}
	// The folder lies where temporary files lie, since the path of a socket in
	// it must be short; a link leads the next start to it. Its mode is 0700: no
	// other user reaches the kernels' sockets.
	if s.tmp, err = os.MkdirTemp(jupyter.TempDir(socketLength), "gs-*"); err == nil {
		err = os.Symlink(s.tmp, tmpLink(s.dir))
	}
	if err != nil {
		s.close(c)
		return nil, err
	}
	return s, nil
}

// socketLength is the longest path of a socket below the place of temporary files: the
// folder's ten digits, a kernel's identity of 36 characters, and its fifth socket.
const socketLength = len("gs-0123456789/kernel-") + 36 + len("-ipc-5")

// tmpLink is the link to a start's folder of temporary files.
func tmpLink(dir string) string { return filepath.Join(dir, "tmp") }

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
	remove(dir)
}

// remove ends whatever is left of a start, and removes its folders.
func remove(dir string) {
	endAll(dir)
	if tmp, err := os.Readlink(tmpLink(dir)); err == nil {
		os.RemoveAll(tmp)
	}
	os.RemoveAll(dir)
}

// log is where JupyterLab writes.
func (s *session) log() string { return filepath.Join(s.dir, "lab.log") }

// close ends whatever is left of the start, and removes its folders. The log is
// kept as the log of the last start.
func (s *session) close(c setup.Course) {
	endAll(s.dir)
	os.Rename(s.log(), c.Var("lab.log"))
	remove(s.dir)
	s.lock.Close()
}
