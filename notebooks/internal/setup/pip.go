package setup

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"time"
)

// pinned matches the line of notebooks/requirements.txt that begins a package.
var pinned = regexp.MustCompile(`^([A-Za-z0-9._-]+)==`)

// countRequirements returns how many packages are pinned. Some are pinned
// twice, for older and newer Pythons; each name counts once.
func (w *worker) countRequirements() (int, error) {
	file, err := os.Open(w.course.Requirements())
	if err != nil {
		return 0, fmt.Errorf("setup: the checkout is incomplete: %w", err)
	}
	defer file.Close()
	names := map[string]bool{}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		if m := pinned.FindStringSubmatch(lines.Text()); m != nil {
			names[m[1]] = true
		}
	}
	return len(names), lines.Err()
}

// downloads is the folder, aside, of what pip has downloaded.
const downloads = "pip"

// pipEnv is the environment of pip, and of venv, whose ensurepip runs one. Its cache lies aside, so that an interrupted
// set-up need not download again. pip asks rustc for its version, to tell the
// registry; where that is rustup's, it would make a folder in the home folder.
func (w *worker) pipEnv() []string {
	env := append(pythonEnv(w.machine), "PIP_CACHE_DIR="+w.course.Aside(downloads), "TMPDIR="+w.course.Aside(temporary))
	if w.machine.Getenv("RUSTUP_HOME") == "" {
		if _, err := os.Stat(filepath.Join(w.machine.Getenv("HOME"), ".rustup")); err != nil {
			env = append(env, "RUSTUP_HOME="+w.course.Aside("rustup"))
		}
	}
	return env
}

// watchInstalled shows how many packages pip has unpacked, which it does not
// say itself.
func watchInstalled(ctx context.Context, dir string, total int, s *step) {
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			// Each installed package, pip apart, leaves one such folder.
			done, _ := filepath.Glob(filepath.Join(globQuote(dir), "lib", "python3*", "site-packages", "*.dist-info"))
			s.at(len(done), total, "unpacked")
		}
	}
}

// globQuote makes a path stand for itself in a pattern.
func globQuote(path string) string {
	return regexp.MustCompile(`[*?\[\\]`).ReplaceAllString(path, `\$0`)
}
