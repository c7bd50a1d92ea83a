package setup

import (
	"path/filepath"
	"strconv"
)

// A Course is a checkout, named by its root. Its methods say where things lie.
type Course struct {
	Root string
}

// Path joins elements to the root of the checkout.
func (c Course) Path(elem ...string) string {
	return filepath.Join(append([]string{c.Root}, elem...)...)
}

// Venv joins elements to the folder that holds everything set-up makes.
func (c Course) Venv(elem ...string) string {
	return c.Path(append([]string{".venv"}, elem...)...)
}

// Aside joins elements to the folder where parts are built before they are
// renamed into place. It exists only while set-up runs, or after it was killed.
func (c Course) Aside(elem ...string) string {
	return c.Path(append([]string{".venv.build"}, elem...)...)
}

// Notebooks is the folder that JupyterLab shows.
func (c Course) Notebooks() string { return c.Path("notebooks") }

// Requirements lists the Python packages with their versions and hashes.
func (c Course) Requirements() string { return c.Path("notebooks", "requirements.txt") }

// ToolModule is the folder of the module that pins a group of Go tools.
func (c Course) ToolModule(name string) string {
	return c.Path("notebooks", "internal", "tools", name)
}

// Python is the interpreter of the virtual environment.
func (c Course) Python() string { return c.Venv("bin", "python") }

// KernelSpec is the file from which JupyterLab learns how to start GoNB.
func (c Course) KernelSpec() string {
	return c.Venv("share", "jupyter", "kernels", "gonb", "kernel.json")
}

// Var joins elements to the folder where running programs keep their state.
func (c Course) Var(elem ...string) string {
	return c.Venv(append([]string{"var"}, elem...)...)
}

// Runtime is the folder of the JupyterLab that the launcher with this process id
// started: its lock, its log, and the link to its temporary files.
func (c Course) Runtime(pid int) string { return c.Var("run", strconv.Itoa(pid)) }

// kept are the entries of .venv that are not part of the Python environment,
// and stay when that is replaced.
var kept = map[string]bool{"go": true, "stamps": true, "var": true}
