package setup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// A worker does the steps of a set-up, on one machine in one checkout.
type worker struct {
	machine Machine
	course  Course
	goenv   goEnv
	log     io.Writer
	python  string // the Python to take; "" where set-up chooses
}

// newWorker looks at what no step can do without: a system that GoNB runs on,
// a path that it can work with, and a go command.
func newWorker(ctx context.Context, m Machine, c Course, log io.Writer) (*worker, error) {
	if err := CheckSystem(m); err != nil {
		return nil, err
	}
	if err := checkPath(c); err != nil {
		return nil, err
	}
	env, err := readGoEnv(ctx, m, c)
	if err != nil {
		return nil, err
	}
	return &worker{machine: m, course: c, goenv: env, log: log}, nil
}

// CheckSystem refuses a system that GoNB does not run on.
func CheckSystem(m Machine) error {
	if m.GOOS != "windows" {
		return nil
	}
	return &Problem{
		What: "GoNB, the Go kernel of the notebooks, runs on Linux and macOS. On Windows it runs in WSL2, which is a Linux inside Windows; the packages below pkg run on Windows as they are.",
		Mend: "wsl --install -d Ubuntu    # then restart, open Ubuntu, install Go and Python there, clone the course there, and:\ngo run ./notebooks",
	}
}

// goEnv is the environment of the go commands that set-up starts.
func (w *worker) goEnv() []string {
	return w.machine.With(append(w.goenv.fixed(), "GOFLAGS=", "GOWORK=off", "TMPDIR="+w.course.Aside(temporary))...)
}

// temporary is the folder, aside, of the temporary files of pip and Go, which
// they leave when they are killed.
const temporary = "tmp"

// aside makes a new folder to build a part in. Each try has its own: a program
// that outlived the kill of its set-up cannot write into the next one.
func (w *worker) aside(pattern string) (string, error) {
	if err := os.MkdirAll(w.course.Aside(), 0o755); err != nil {
		return "", err
	}
	return os.MkdirTemp(w.course.Aside(), pattern)
}

// locked does the work while no other process sets up this checkout. What was
// built aside is removed when the work succeeded; after a failure the downloads
// are kept for the next try.
func (w *worker) locked(ctx context.Context, work func() error) error {
	l, err := acquire(ctx, w.course, w.log)
	if err != nil {
		return w.explain(err)
	}
	l.sweep(downloads)
	if err = os.MkdirAll(w.course.Aside(temporary), 0o755); err == nil {
		err = work()
	}
	l.release(err == nil)
	return w.explain(err)
}

// explain makes a Problem of the errors of files: a full disk, or a folder that
// may not be written.
func (w *worker) explain(err error) error {
	if err == nil {
		return nil
	}
	var p *Problem
	if errors.As(err, &p) {
		return err
	}
	text := strings.ToLower(err.Error())
	for _, s := range symptoms {
		if slices.ContainsFunc(s.texts, func(t string) bool { return strings.Contains(text, t) }) {
			return diagnose("Set-up could not write a file.", err.Error(), err)
		}
	}
	return err
}

// What the steps need on the disk the first time, measured and rounded up: the
// cache counts what is compiled and the modules that are downloaded.
var (
	needKernel = need{cache: 600 << 20, checkout: 30 << 20}
	needGopls  = need{cache: 600 << 20, checkout: 60 << 20}
	needPython = need{checkout: 400 << 20}
)

// A need is the space that a part takes in the checkout and in Go's caches.
type need struct {
	cache, checkout int64
}

// checkSpace refuses to start what a full disk would stop halfway. A volume
// whose space is not known is trusted.
func (w *worker) checkSpace(n need) error {
	home, err := w.machine.Free(w.course.Root)
	if err != nil {
		return nil
	}
	cache, err := w.machine.Free(w.goenv.GOCACHE)
	if err != nil {
		return nil
	}
	if home.ID == cache.ID {
		n = need{checkout: n.checkout + n.cache}
	}
	for _, v := range []struct {
		where string
		need  int64
		free  int64
	}{
		{w.course.Root, n.checkout, home.Free},
		{w.goenv.GOCACHE, n.cache, cache.Free},
	} {
		if v.free < v.need {
			return &Problem{
				What: fmt.Sprintf("The disk is full: set-up needs %d MB where %s lies, and %d MB are free.", v.need>>20, v.where, v.free>>20),
				Mend: "df -h .    # see where space is left; make some, for example with: go clean -cache\n" + again,
			}
		}
	}
	return nil
}
