package setup

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A toolGroup is built from one of the modules below notebooks/internal/tools,
// each of which pins its tools with everything they import.
type toolGroup struct {
	name     string            // of the stamp and of the module's folder
	dir      string            // below .venv
	programs map[string]string // file name to package
	why      string
}

// The two groups are two modules, since gopls does not compile beside newer
// versions of the packages that the others need; and they are installed in two
// folders, since a kernel that finds gopls on its PATH starts it, which only
// pays when somebody types.
var (
	kernelTools = toolGroup{
		name: "kernel",
		dir:  filepath.Join("go", "bin"),
		programs: map[string]string{
			"gonb":      "github.com/janpfeifer/gonb",
			"goimports": "golang.org/x/tools/cmd/goimports",
		},
		why: "the Go kernel (gonb, goimports)",
	}
	completionTools = toolGroup{
		name:     "gopls",
		dir:      filepath.Join("go", "gopls"),
		programs: map[string]string{"gopls": "golang.org/x/tools/gopls"},
		why:      "completion and documentation (gopls)",
	}
)

// Dir is the folder that holds the group's programs.
func (g toolGroup) in(c Course) string { return c.Venv(g.dir) }

// hash is the hash of everything the group is built from.
func (g toolGroup) hash(c Course, env goEnv) (string, error) {
	var in inputs
	in.word("go", env.GOVERSION)
	in.word("for", env.platform())
	in.word("flags", strings.Join(toolFlags, " "))
	in.file(filepath.Join(c.ToolModule(g.name), "go.mod"))
	in.file(filepath.Join(c.ToolModule(g.name), "go.sum"))
	return in.hash()
}

// current says whether the group is built, from the inputs of now.
func (g toolGroup) current(c Course, env goEnv) (bool, error) {
	want, err := g.hash(c, env)
	if err != nil {
		return false, err
	}
	if c.stamp(g.name).read() != want {
		return false, nil
	}
	for program := range g.programs {
		if info, err := os.Stat(filepath.Join(g.in(c), program)); err != nil || info.Mode()&0o111 == 0 {
			return false, nil
		}
	}
	return true, nil
}

// toolFlags leave -trimpath away: with it, the packages that the tools share
// with the cells would be compiled twice.
var toolFlags = []string{"-buildvcs=false", "-ldflags=-s -w"}

// build compiles the group aside, renames its programs into place and stamps it.
func (w *worker) buildTools(ctx context.Context, g toolGroup) (err error) {
	hash, err := g.hash(w.course, w.goenv)
	if err != nil {
		return err
	}
	s := startStep(w.log, "building "+g.why)
	defer func() { s.end(err) }()

	if err := w.course.stamp(g.name).remove(); err != nil {
		return err
	}
	aside, err := w.aside("go-" + g.name + "-*")
	if err != nil {
		return err
	}
	total, err := w.stalePackages(ctx, g, s)
	if err != nil {
		return err
	}
	argv := append([]string{w.goenv.tool(), "build", "-v", "-o", aside + string(filepath.Separator)}, toolFlags...)
	for _, pkg := range g.programs {
		argv = append(argv, pkg)
	}
	built := 0
	output, err := run{
		dir: w.course.ToolModule(g.name), env: w.goEnv(), argv: argv,
		line: func(line string) {
			if strings.HasPrefix(line, "go: ") || strings.Contains(line, " ") {
				return
			}
			built++
			s.at(built, total, line)
		},
	}.start(ctx)
	if err != nil {
		return diagnose(fmt.Sprintf("%s could not be built.", upperFirst(g.why)), output, err)
	}
	for program := range g.programs {
		to := filepath.Join(g.in(w.course), program)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		if err := os.Rename(filepath.Join(aside, program), to); err != nil {
			return err
		}
	}
	return w.course.stamp(g.name).write(hash)
}

// stalePackages downloads what the group needs and returns how many packages
// are left to compile.
func (w *worker) stalePackages(ctx context.Context, g toolGroup, s *step) (int, error) {
	argv := append([]string{w.goenv.tool(), "list", "-deps"}, toolFlags...)
	argv = append(argv, "-f", "{{if .Stale}}stale {{.ImportPath}}{{end}}")
	for _, pkg := range g.programs {
		argv = append(argv, pkg)
	}
	total, downloads := 0, 0
	output, err := run{
		dir: w.course.ToolModule(g.name), env: w.goEnv(), argv: argv,
		line: func(line string) {
			if module, ok := strings.CutPrefix(line, "go: downloading "); ok {
				downloads++
				s.at(downloads, 0, "modules downloaded: "+module)
			} else if strings.HasPrefix(line, "stale ") {
				total++
			}
		},
	}.start(ctx)
	if err != nil {
		return 0, diagnose(fmt.Sprintf("The sources of %s could not be had.", g.why), output, err)
	}
	return total, nil
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
