package setup

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// goEnv is what the go command says about itself in the checkout.
type goEnv struct {
	GOVERSION, GOROOT, GOOS, GOARCH      string
	GOPATH, GOMODCACHE, GOCACHE, GOENV   string
	GOPROXY, GOEXE, GOHOSTOS, GOHOSTARCH string
}

// readGoEnv asks the go command on the machine's PATH. It is asked in the
// checkout, since go.mod may select another toolchain than the one on PATH.
func readGoEnv(ctx context.Context, m Machine, c Course) (goEnv, error) {
	var env goEnv
	tool := m.LookPath("go")
	if tool == "" {
		return env, &Problem{
			What: "There is no go command on the PATH. GoNB compiles each cell with it.",
			Mend: installGo(m),
			Err:  exec.ErrNotFound,
		}
	}
	cmd := exec.CommandContext(ctx, tool, "env", "-json")
	cmd.Dir = c.Root
	cmd.Env = m.With("GOFLAGS=", "GOWORK=off", "PWD="+c.Root)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return env, diagnose("The go command does not work here.", stderr.String(), err)
	}
	if err := json.Unmarshal(out, &env); err != nil {
		return env, fmt.Errorf("setup: reading what go env printed: %w", err)
	}
	for _, v := range []struct{ key, value string }{
		{"GOVERSION", env.GOVERSION},
		{"GOROOT", env.GOROOT},
		{"GOMODCACHE", env.GOMODCACHE},
		{"GOCACHE", env.GOCACHE},
	} {
		if v.value == "" {
			return env, fmt.Errorf("setup: go env does not say %s", v.key)
		}
	}
	return env, nil
}

// tool returns the go command of the toolchain that go.mod selects. It must be
// used everywhere: another one would fill other caches.
func (e goEnv) tool() string { return filepath.Join(e.GOROOT, "bin", "go"+e.GOEXE) }

// fixed are the variables that make every go command that set-up starts, and
// every cell, work with the same toolchain and caches. They are set in words,
// since XDG_CACHE_HOME and XDG_CONFIG_HOME, which the defaults of some follow,
// point into the checkout when a kernel runs.
func (e goEnv) fixed() []string {
	return []string{
		"GOROOT=" + e.GOROOT,
		"GOTOOLCHAIN=local",
		"GOPATH=" + e.GOPATH,
		"GOMODCACHE=" + e.GOMODCACHE,
		"GOCACHE=" + e.GOCACHE,
		"GOENV=" + e.GOENV,
		"GOAMD64=v1",
		"GO111MODULE=",
		"CGO_ENABLED=0",
	}
}

// installGo says how Go is had on this system.
func installGo(m Machine) string {
	switch {
	case m.GOOS == "darwin":
		return "brew install go"
	case m.isLike("fedora"):
		return "sudo dnf install golang"
	case m.isLike("arch"):
		return "sudo pacman -S go"
	}
	return "# install Go: https://go.dev/doc/install"
}

// platform names the kind of machine that tools are built for.
func (e goEnv) platform() string { return strings.Join([]string{e.GOOS, e.GOARCH}, "/") }
