package setup

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Finding is what was found of one requirement. Err is nil when it is met; a
// Problem in it says what is wrong and the command that mends it.
type Finding struct {
	Name  string
	Found string
	Err   error
}

var errNotMade = errors.New("not made yet")

// Inspect looks at every requirement of the course, and changes nothing. It
// needs neither a network nor a set-up.
func Inspect(ctx context.Context, m Machine, c Course) []Finding {
	findings := []Finding{
		{Name: "system", Found: m.GOOS, Err: CheckSystem(m)},
		{Name: "folder", Found: c.Root, Err: errors.Join(checkPath(c), checkWritable(c))},
	}
	env, goErr := readGoEnv(ctx, m, c)
	if goErr == nil {
		goErr = checkGoVersion(c, env)
	}
	findings = append(findings, Finding{"Go", fmt.Sprintf("%s (%s)", env.GOVERSION, env.tool()), goErr})
	w := &worker{machine: m, course: c, goenv: env}
	findings = append(findings, w.inspectPython(ctx))
	if goErr != nil {
		return findings // what follows is built with Go
	}
	var sum need
	var made []Finding
	for _, p := range w.parts() {
		current, err := p.current(ctx)
		if err == nil && !current {
			err = &Problem{What: "It is not there, or made from other inputs than those of now.", Mend: again, Err: errNotMade}
			sum.cache += p.need.cache
			sum.checkout += p.need.checkout
		}
		made = append(made, Finding{p.name, p.found(), err})
	}
	findings = append(findings, w.inspectDisk(sum))
	return append(append(findings, made...), w.inspectKernelSpec())
}

// checkWritable says whether files can be made in the checkout.
func checkWritable(c Course) error {
	file, err := os.CreateTemp(c.Root, ".writable-*")
	if err != nil {
		return &Problem{
			What: fmt.Sprintf("Files cannot be written in %s.", c.Root),
			Mend: fmt.Sprintf("sudo chown -R \"$USER\" %q", c.Root),
			Err:  err,
		}
	}
	file.Close()
	return os.Remove(file.Name())
}

// checkGoVersion compares the toolchain with what go.mod asks for.
func checkGoVersion(c Course, env goEnv) error {
	file, err := os.Open(c.Path("go.mod"))
	if err != nil {
		return err
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		least, ok := strings.CutPrefix(lines.Text(), "go ")
		have := strings.TrimPrefix(env.GOVERSION, "go")
		if ok && strings.HasPrefix(env.GOVERSION, "go") && !atLeast(have, strings.TrimSuffix(least, ".0")) {
			return &Problem{
				What: fmt.Sprintf("The course needs Go %s or newer.", least),
				Mend: "go version    # then install a newer Go: https://go.dev/doc/install",
			}
		}
	}
	return nil
}

// inspectPython looks at the Python of the environment, or, where there is none
// yet, for one to make it with.
func (w *worker) inspectPython(ctx context.Context) Finding {
	if current, err := pythonCurrent(ctx, w.machine, w.course); err == nil && current {
		if p, err := askPython(ctx, w.machine, w.course.Root, w.course.Python()); err == nil {
			return Finding{"Python", fmt.Sprintf("%s (.venv)", p.Version), nil}
		}
	}
	p, err := FindPython(ctx, w.machine, w.course.Root, w.python)
	return Finding{"Python", fmt.Sprintf("%s (%s)", p.Version, p.Path), err}
}

func (w *worker) inspectDisk(n need) Finding {
	f := Finding{Name: "disk", Found: "free space unknown", Err: w.checkSpace(n)}
	if v, err := w.machine.Free(w.course.Root); err == nil {
		f.Found = fmt.Sprintf("%.1f GB free, %.1f GB needed", float64(v.Free)/1e9, float64(n.cache+n.checkout)/1e9)
	}
	return f
}

// inspectKernelSpec looks whether the kernel spec starts the kernel of this
// checkout. Its environment is not compared: it follows the PATH, and is written
// again at each start.
func (w *worker) inspectKernelSpec() Finding {
	f := Finding{Name: "kernel spec", Found: filepath.Join(".venv", "share", "jupyter", "kernels", "gonb", "kernel.json")}
	var have struct {
		Argv []string `json:"argv"`
	}
	data, err := os.ReadFile(w.course.KernelSpec())
	if err == nil {
		err = json.Unmarshal(data, &have)
	}
	if err != nil || !slices.Equal(have.Argv, kernelSpec(w.machine, w.course, w.goenv).Argv) {
		f.Err = &Problem{What: "It is not there, or written for another place.", Mend: again, Err: errNotMade}
	}
	return f
}
