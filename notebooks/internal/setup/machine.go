package setup

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// A Machine is the computer as set-up sees it. Tests give one whose PATH holds
// scripts that stand for Python and Go.
type Machine struct {
	Env       []string                         // "KEY=value"
	GOOS      string                           // as runtime.GOOS
	OSRelease string                           // the text of /etc/os-release; may be ""
	Free      func(dir string) (Volume, error) // the free space where dir lies
}

// A Volume is the file system that a folder lies on.
type Volume struct {
	ID   uint64 // tells two file systems apart
	Free int64  // bytes that the user may write
}

// ThisMachine returns the computer that the program runs on.
func ThisMachine() Machine {
	release, _ := os.ReadFile("/etc/os-release")
	return Machine{Env: os.Environ(), GOOS: runtime.GOOS, OSRelease: string(release), Free: freeSpace}
}

// Getenv returns a variable's value, "" where it is not set.
func (m Machine) Getenv(key string) string {
	for _, entry := range slices.Backward(m.Env) {
		if value, ok := strings.CutPrefix(entry, key+"="); ok {
			return value
		}
	}
	return ""
}

// With returns the environment with these entries added, which win.
func (m Machine) With(env ...string) []string {
	return append(slices.Clone(m.Env), env...)
}

// Without returns the environment less the variables for which drop is true.
func (m Machine) Without(drop func(key string) bool) Machine {
	m.Env = slices.DeleteFunc(slices.Clone(m.Env), func(entry string) bool {
		key, _, _ := strings.Cut(entry, "=")
		return drop(key)
	})
	return m
}

// LookPath returns the first program of this name on the machine's PATH, or "".
// Relative entries of PATH are passed over, as os/exec does.
func (m Machine) LookPath(name string) string {
	for _, dir := range filepath.SplitList(m.Getenv("PATH")) {
		if !filepath.IsAbs(dir) {
			continue
		}
		file := filepath.Join(dir, name)
		if m.GOOS == "windows" {
			file += ".exe"
		}
		if info, err := os.Stat(file); err == nil && !info.IsDir() && (m.GOOS == "windows" || info.Mode()&0o111 != 0) {
			return file
		}
	}
	return ""
}

// isLike says whether the system is this Linux distribution or made from it.
func (m Machine) isLike(distribution string) bool {
	for line := range strings.Lines(m.OSRelease) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		if key == "ID" || key == "ID_LIKE" {
			if slices.Contains(strings.Fields(strings.Trim(value, `"'`)), distribution) {
				return true
			}
		}
	}
	return false
}
