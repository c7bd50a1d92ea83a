package setup

import (
	"context"
	_ "embed"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
)

//go:embed probe.py
var probe string

// A Python is an interpreter, and what it says about itself.
type Python struct {
	Path      string
	Version   string // as in 3.12.1
	Tag       string // as in cpython-312: what compiled packages depend on
	Venv      bool   // can make virtual environments
	EnsurePip bool   // can put pip into them
	Pip       string // the version of its own pip; "-" where it has none
}

// The oldest Python that JupyterLab and the packages it needs run on, as
// notebooks/requirements.txt pins them.
const minPython = "3.10"

// atLeast says whether the version is at least the other one.
func atLeast(version, least string) bool {
	v, l := strings.Split(version, "."), strings.Split(least, ".")
	for i := range l {
		if i >= len(v) {
			return false
		}
		a, errA := strconv.Atoi(v[i])
		b, errB := strconv.Atoi(l[i])
		if errA != nil || errB != nil {
			return false
		}
		if a != b {
			return a > b
		}
	}
	return true
}

// usable says whether an environment with packages can be made from it: with
// its ensurepip, or else with its own pip, which since 22.3 installs into other
// environments.
func (p Python) usable() bool {
	return atLeast(p.Version, minPython) && p.Venv && (p.EnsurePip || atLeast(p.Pip, "22.3"))
}

// askPython runs the probe.
func askPython(ctx context.Context, m Machine, dir, path string) (Python, error) {
	output, err := run{dir: dir, env: pythonEnv(m), argv: []string{path, "-c", probe}}.start(ctx)
	if err != nil {
		return Python{Path: path}, fmt.Errorf("%s does not run: %w", path, err)
	}
	for line := range strings.Lines(output) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) == 6 && f[0] == "python" {
			return Python{
				Path: path, Version: f[1], Tag: f[2],
				Venv: f[3] == "venv", EnsurePip: f[4] == "ensurepip", Pip: f[5],
			}, nil
		}
	}
	return Python{Path: path}, fmt.Errorf("%s is not a Python: it printed %q", path, lastLines(output, 1))
}

// FindPython returns the first Python on the PATH from which the environment
// can be made, or a Problem that says what is there instead. An asked name that
// is not empty is looked at alone.
func FindPython(ctx context.Context, m Machine, dir, asked string) (Python, error) {
	names := []string{"python3", "python", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"}
	if asked != "" {
		names = []string{asked}
	}
	var found []Python
	for _, name := range names {
		path := name
		if !filepath.IsAbs(name) && filepath.Base(name) == name {
			if path = m.LookPath(name); path == "" {
				continue
			}
		}
		p, err := askPython(ctx, m, dir, path)
		if ctx.Err() != nil {
			return Python{}, ctx.Err()
		}
		if err != nil {
			continue // such as a shim for a version that is not installed
		}
		if p.usable() {
			return p, nil
		}
		found = append(found, p)
	}
	return Python{}, noPython(m, found, asked)
}

// noPython says why none of the Pythons will do.
func noPython(m Machine, found []Python, asked string) error {
	for _, p := range found {
		if atLeast(p.Version, minPython) {
			return &Problem{
				What: fmt.Sprintf("Python %s (%s) is there, but cannot make virtual environments: its module ensurepip or venv is missing.", p.Version, p.Path),
				Mend: installVenv(m, p) + "\n" + again,
			}
		}
	}
	if len(found) > 0 {
		return &Problem{
			What: fmt.Sprintf("JupyterLab needs Python %s or newer; %s is Python %s.", minPython, found[0].Path, found[0].Version),
			Mend: installPython(m) + "\n" + again,
		}
	}
	what := "There is no Python on the PATH. JupyterLab is written in Python (the notebooks are not)."
	if asked != "" {
		what = fmt.Sprintf("%s is not a Python that runs.", asked)
	}
	return &Problem{What: what, Mend: installPython(m) + "\n" + again}
}

// installPython says how a Python is had on this system.
func installPython(m Machine) string {
	switch {
	case m.GOOS == "darwin":
		return "brew install python"
	case m.isLike("debian"), m.isLike("ubuntu"):
		return "sudo apt install python3 python3-venv"
	case m.isLike("fedora"):
		return "sudo dnf install python3"
	case m.isLike("arch"):
		return "sudo pacman -S python"
	case m.isLike("alpine"):
		return "sudo apk add python3"
	case m.isLike("suse"):
		return "sudo zypper install python312"
	}
	return "# install Python " + minPython + " or newer with your system's package manager"
}

// installVenv says how the missing modules of this Python are had. Debian and
// its descendants are the ones that leave them out.
func installVenv(m Machine, p Python) string {
	if m.isLike("debian") || m.isLike("ubuntu") {
		parts := strings.SplitN(p.Version, ".", 3)
		return fmt.Sprintf("sudo apt install python%s.%s-venv", parts[0], parts[1])
	}
	return installPython(m)
}

// pythonEnv is the machine's environment without what would lead a Python, pip
// or Jupyter out of the virtual environment. A mirror or a proxy that pip is
// told to use stays.
func pythonEnv(m Machine) []string {
	drop := map[string]bool{
		"PYTHONHOME": true, "PYTHONPATH": true, "PYTHONSTARTUP": true, "PYTHONUSERBASE": true,
		"VIRTUAL_ENV": true, "CONDA_PREFIX": true, "__PYVENV_LAUNCHER__": true,
		"PIP_TARGET": true, "PIP_PREFIX": true, "PIP_ROOT": true, "PIP_CONSTRAINT": true, "PIP_REQUIREMENT": true,
		"PIP_REQUIRE_HASHES": true, "PIP_LOG": true, "PIP_PYTHON": true, "PIP_REPORT": true, "PIP_DRY_RUN": true,
	}
	return m.Without(func(key string) bool { return drop[key] || strings.HasPrefix(key, "JUPYTER") }).With(
		"PYTHONNOUSERSITE=1",
		"PYTHONDONTWRITEBYTECODE=1", // the packages are compiled when they are installed
		"PIP_USER=0",
	)
}
