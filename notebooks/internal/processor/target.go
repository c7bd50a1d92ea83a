package processor

import (
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// A Target is an operating system and a processor, in Go's names. Level is
// GOAMD64, for amd64 alone; "" is v1, which does not fuse products with sums. From
// v3 on the compiler fuses them, as on arm64, and an emulator is not needed to see
// what depends on it.
type Target struct{ OS, Arch, Level string }

func (t Target) String() string {
	if t.Level != "" {
		return t.OS + "/" + t.Arch + "/" + t.Level
	}
	return t.OS + "/" + t.Arch
}

// Native is the target of this process.
func Native() Target { return Target{OS: runtime.GOOS, Arch: runtime.GOARCH} }

// emulators are qemu's names of the processors that Go has under Linux.
var emulators = map[string]string{
	"386": "i386", "amd64": "x86_64", "arm": "arm", "arm64": "aarch64", "loong64": "loongarch64",
	"ppc64": "ppc64", "ppc64le": "ppc64le", "riscv64": "riscv64", "s390x": "s390x",
}

// Parse reads GOOS/GOARCH, and GOOS/amd64/LEVEL. Its error says so when programs
// of the target cannot be executed here: it takes this machine's own, js/wasm, and
// Linux.
func Parse(s string) (Target, error) {
	system, arch, _ := strings.Cut(s, "/")
	arch, level, leveled := strings.Cut(arch, "/")
	t := Target{OS: system, Arch: arch, Level: level}
	_, emulated := emulators[arch]
	switch {
	case leveled && (arch != "amd64" || !slices.Contains([]string{"v1", "v2", "v3", "v4"}, level)):
	case t.native(), t.wasm(), system == "linux" && emulated && runtime.GOOS == "linux":
		return t, nil
	}
	return t, fmt.Errorf("programs of %q cannot be executed here: write GOOS/GOARCH, as js/wasm, linux/arm64 or linux/amd64/v3", s)
}

func (t Target) native() bool { return t.OS == runtime.GOOS && t.Arch == runtime.GOARCH }
func (t Target) wasm() bool   { return t.OS == "js" && t.Arch == "wasm" }

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
