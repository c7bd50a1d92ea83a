package setup

import (
	"context"
	"os"
	"path/filepath"
	"strings"
)

// The cells import the modules of go.mod, and run without a network: so each of
// them must be in the module cache, also those that only cells import.

func modulesHash(c Course, env goEnv) (string, error) {
	var in inputs
	in.word("cache", env.GOMODCACHE)
	in.file(c.Path("go.mod"))
	in.file(c.Path("go.sum"))
	return in.hash()
}

// modulesCurrent says whether the modules of go.mod were downloaded, and the
// cache was not emptied since.
func modulesCurrent(c Course, env goEnv) (bool, error) {
	want, err := modulesHash(c, env)
	if err != nil || c.stamp("modules").read() != want {
		return false, err
	}
	gonb, err := filepath.Glob(filepath.Join(globQuote(env.GOMODCACHE), "github.com", "janpfeifer", "gonb@*", "gonbui"))
	return len(gonb) > 0, err
}

func (w *worker) downloadModules(ctx context.Context) (err error) {
	hash, err := modulesHash(w.course, w.goenv)
	if err != nil {
		return err
	}
	s := startStep(w.log, "downloading the modules that cells import")
	defer func() { s.end(err) }()
	total, err := countRequired(w.course.Path("go.mod"))
	if err != nil {
		return err
	}
	done := 0
	output, err := run{
		dir: w.course.Root, env: w.goEnv(),
		argv: []string{w.goenv.tool(), "mod", "download", "-json"},
		line: func(line string) {
			if path, ok := strings.CutPrefix(strings.TrimSpace(line), `"Path": "`); ok {
				done++
				s.at(done, total, strings.TrimRight(path, `",`))
			}
		},
	}.start(ctx)
	if err != nil {
		return diagnose("The modules of go.mod could not be downloaded.", output, err)
	}
	return w.course.stamp("modules").write(hash)
}

// countRequired returns how many modules a go.mod requires.
func countRequired(file string) (int, error) {
	data, err := os.ReadFile(file)
	n := 0
	for line := range strings.Lines(string(data)) {
		if f := strings.Fields(line); len(f) >= 2 && strings.Contains(f[0], ".") && strings.HasPrefix(f[1], "v") {
			n++
		}
	}
	return n, err
}
