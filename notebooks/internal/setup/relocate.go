package setup

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
)

// sibling begins a Python script that is run by the python beside it, wherever
// both are moved: for the shell its second line is an exec, for Python it and
// the third are a string.
const sibling = "#!/bin/sh\n'''exec' \"$(dirname -- \"$0\")/python\" \"$0\" \"$@\"\n' '''\n"

// makeRelocatable rewrites the scripts of a folder, which name their Python by
// its full path, so that they run from anywhere. Links and programs are left.
func makeRelocatable(bin string) error {
	entries, err := os.ReadDir(bin)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if !entry.Type().IsRegular() {
			continue
		}
		file := filepath.Join(bin, entry.Name())
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		body, ok := scriptBody(data, bin)
		if !ok {
			continue
		}
		if err := os.WriteFile(file, append([]byte(sibling), body...), 0o755); err != nil {
			return err
		}
	}
	return nil
}

// scriptBody returns what follows the lines that name the Python of the folder,
// in either of the forms that pip writes: #!, or, where the path has a space or
// is long, a shell's exec.
func scriptBody(data []byte, bin string) ([]byte, bool) {
	first, rest, _ := bytes.Cut(data, []byte("\n"))
	if bytes.HasPrefix(first, []byte("#!"+bin)) {
		return rest, true
	}
	second, after, _ := bytes.Cut(rest, []byte("\n"))
	third, body, _ := bytes.Cut(after, []byte("\n"))
	if string(first) == "#!/bin/sh" && bytes.Contains(second, []byte(bin)) && string(third) == "' '''" {
		return body, true
	}
	return nil, false
}

// settle makes the environment know where it lies, after it was made aside or
// the checkout was moved: its activate scripts and pyvenv.cfg say so in words.
func (w *worker) settle(ctx context.Context) error {
	if w.course.stamp("place").read() == w.course.Root {
		return nil
	}
	output, err := run{
		dir: w.course.Root, env: pythonEnv(w.machine),
		argv: []string{w.course.Python(), "-m", "venv", "--without-pip", w.course.Venv()},
	}.start(ctx)
	if err != nil {
		return diagnose("The virtual environment could not be told where it lies.", output, err)
	}
	return w.course.stamp("place").write(w.course.Root)
}
