package processor

import (
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// A Target is an operating system and a processor, in Go's names.
type Target struct{ OS, Arch string }

func (t Target) String() string { return t.OS + "/" + t.Arch }

// Native is the target of this process.
func Native() Target { return Target{runtime.GOOS, runtime.GOARCH} }

// emulators are qemu's names of the processors that Go has under Linux.
var emulators = map[string]string{
	"386": "i386", "amd64": "x86_64", "arm": "arm", "arm64": "aarch64", "loong64": "loongarch64",
	"ppc64": "ppc64", "ppc64le": "ppc64le", "riscv64": "riscv64", "s390x": "s390x",
}

// Parse reads GOOS/GOARCH. Its error says so when programs of the target cannot
// be executed here: it takes this machine's own, js/wasm, and Linux.
func Parse(s string) (Target, error) {
	system, arch, _ := strings.Cut(s, "/")
	t := Target{OS: system, Arch: arch}
	_, emulated := emulators[arch]
	switch {
	case t.native(), t.wasm(), system == "linux" && emulated && runtime.GOOS == "linux":
		return t, nil
	}
	return t, fmt.Errorf("programs of %q cannot be executed here: write GOOS/GOARCH, as js/wasm or linux/arm64", s)
}

func (t Target) native() bool { return t == Native() }
func (t Target) wasm() bool   { return t == Target{"js", "wasm"} }

//go:embed node.js
var nodeScript []byte

// launcher is what stands before a program on the command line. The folder
// takes a script, when one is needed.
func (t Target) launcher(folder string) ([]string, error) {
	switch {
	case t.native():
		return nil, nil
	case t.wasm():
		node, err := exec.LookPath("node")
		if err != nil {
			return nil, fmt.Errorf("WebAssembly is executed by Node: %w", err)
		}
		goroot, err := exec.Command("go", "env", "GOROOT").Output()
		if err != nil {
			return nil, fmt.Errorf("look for Go's wasm_exec.js: %w", err)
		}
		script := filepath.Join(folder, "node.js")
		if err := os.WriteFile(script, nodeScript, 0o600); err != nil {
			return nil, err
		}
		support := filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js")
		return []string{node, "--stack-size=8192", script, support}, nil
	}
	emulator := "qemu-" + emulators[t.Arch]
	for _, name := range []string{emulator, emulator + "-static"} {
		if path, err := exec.LookPath(name); err == nil {
			return []string{path}, nil
		}
	}
	return nil, fmt.Errorf("%s is not there: on Debian and Ubuntu it comes with apt-get install qemu-user", emulator)
}
