package setup

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// pythonHash is the hash of what the environment is made from: the pinned
// packages, and the kind of Python that they were compiled for.
func pythonHash(c Course, tag string) (string, error) {
	var in inputs
	in.file(c.Requirements())
	in.word("python", tag)
	return in.hash()
}

// pythonCurrent says whether JupyterLab is installed as it is pinned now, and
// its Python still runs: an upgrade of the system may have taken it away.
func pythonCurrent(ctx context.Context, m Machine, c Course) (bool, error) {
	if _, err := os.Stat(c.Venv("bin", "jupyter-lab")); err != nil {
		return false, nil
	}
	stamped := c.stamp("python").read()
	tag, hash, _ := strings.Cut(stamped, " ")
	want, err := pythonHash(c, tag)
	if err != nil || hash != want {
		return false, err
	}
	output, err := run{
		dir: c.Root, env: pythonEnv(m),
		argv: []string{c.Python(), "-S", "-c", "import sys; print(sys.implementation.cache_tag)"},
	}.start(ctx)
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	return err == nil && strings.TrimSpace(output) == tag, nil
}

// installPackages makes the environment aside, with every pinned package, moves
// it into place and stamps it.
func (w *worker) installPackages(ctx context.Context) error {
	python, err := FindPython(ctx, w.machine, w.course.Root, w.python)
	if err != nil {
		return err
	}
	hash, err := pythonHash(w.course, python.Tag)
	if err != nil {
		return err
	}
	dir, err := w.aside("venv-*")
	if err != nil {
		return err
	}
	if err := w.makeVenv(ctx, python, dir); err != nil {
		return err
	}
	if err := w.pipInstall(ctx, python, dir); err != nil {
		return err
	}
	if err := makeRelocatable(filepath.Join(dir, "bin")); err != nil {
		return err
	}
	if err := w.course.stamp("python").remove(); err != nil {
		return err
	}
	if err := w.course.stamp("place").remove(); err != nil {
		return err
	}
	if err := w.replaceVenv(dir); err != nil {
		return err
	}
	return w.course.stamp("python").write(python.Tag + " " + hash)
}

// makeVenv makes an environment without packages, or with pip alone.
func (w *worker) makeVenv(ctx context.Context, python Python, dir string) (err error) {
	s := startStep(w.log, fmt.Sprintf("making a virtual environment with Python %s", python.Version))
	defer func() { s.end(err) }()
	argv := []string{python.Path, "-m", "venv"}
	if !python.EnsurePip {
		argv = append(argv, "--without-pip")
	}
	output, err := run{dir: w.course.Root, env: w.pipEnv(), argv: append(argv, dir)}.start(ctx)
	if err != nil {
		p := diagnose("The virtual environment could not be made.", output, err)
		if strings.Contains(output, "ensurepip") {
			return &Problem{
				What:   fmt.Sprintf("Python %s (%s) cannot put pip into a virtual environment.", python.Version, python.Path),
				Mend:   installVenv(w.machine, python) + "\n" + again,
				Detail: lastLines(output, 4), Err: err,
			}
		}
		return p
	}
	return nil
}

// pipInstall installs the pinned packages, each checked against its hash.
func (w *worker) pipInstall(ctx context.Context, python Python, dir string) (err error) {
	s := startStep(w.log, "installing JupyterLab")
	defer func() { s.end(err) }()

	venvPython := filepath.Join(dir, "bin", "python")
	argv := []string{venvPython, "-m", "pip"}
	if !python.EnsurePip {
		argv = []string{python.Path, "-m", "pip", "--python", venvPython}
	}
	argv = append(argv,
		"install", "--no-deps", "--require-hashes", "--requirement", w.course.Requirements(),
		"--no-input", "--disable-pip-version-check", "--progress-bar=off", "--no-warn-script-location", "--no-color")
	total, err := w.countRequirements()
	if err != nil {
		return err
	}
	collected, watched := 0, make(chan struct{})
	defer func() { <-watched }()
	installing, stop := context.WithCancel(ctx)
	defer stop()
	begin, once := make(chan struct{}), sync.Once{}
	go func() {
		defer close(watched)
		select {
		case <-installing.Done():
		case <-begin:
			watchInstalled(installing, dir, total, s)
		}
	}()
	output, err := run{
		dir: w.course.Root, argv: argv,
		env: w.pipEnv(),
		line: func(line string) {
			if name, ok := strings.CutPrefix(line, "Collecting "); ok {
				collected++
				name, _, _ = strings.Cut(name, " ")
				s.at(collected, total, "downloaded: "+name)
			} else if strings.HasPrefix(line, "Installing collected packages") {
				once.Do(func() { close(begin) })
			}
		},
	}.start(ctx)
	stop()
	if err != nil {
		return diagnose("JupyterLab could not be installed.", output, err)
	}
	output, err = run{
		dir: w.course.Root, env: pythonEnv(w.machine),
		argv: []string{venvPython, "-m", "jupyterlab", "--version"},
	}.start(ctx)
	if err != nil {
		return diagnose("JupyterLab was installed, but does not start.", output, err)
	}
	return nil
}

// replaceVenv moves the entries of the new environment into .venv, in place of
// the old ones. The Go tools and the state of running programs stay.
func (w *worker) replaceVenv(dir string) error {
	old, err := w.aside("old-*")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(w.course.Venv(), 0o755); err != nil {
		return err
	}
	for _, move := range []struct{ from, to string }{{w.course.Venv(), old}, {dir, w.course.Venv()}} {
		entries, err := os.ReadDir(move.from)
		if err != nil {
			return err
		}
		for _, entry := range entries {
			if kept[entry.Name()] {
				continue
			}
			if err := os.Rename(filepath.Join(move.from, entry.Name()), filepath.Join(move.to, entry.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
