package page

import (
	"encoding/json"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Of the Go at hand the overlay leaves one processor: no rules of others, and no package that writes
// their machine code.
func TestSlim(t *testing.T) {
	text, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	goroot, folder := strings.TrimSpace(string(text)), t.TempDir()
	overlay, err := slim(goroot, folder)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(overlay)
	var list struct{ Replace map[string]string }
	if err == nil {
		err = json.Unmarshal(data, &list)
	}
	if err != nil {
		t.Fatal(err)
	}
	mains, rules := 0, 0
	before, after := int64(0), int64(0)
	for from, to := range list.Replace {
		f, err := parser.ParseFile(token.NewFileSet(), to, nil, 0)
		if err != nil {
			t.Errorf("%s: %v", from, err)
			continue
		}
		switch filepath.Base(from) {
		case "main.go":
			mains++
			for _, i := range f.Imports {
				if regexp.MustCompile(`/(amd64|arm64|arm|x86|s390x|riscv64|mips|ppc64|loong64)"$`).MatchString(i.Path.Value) {
					t.Errorf("%s still imports %s", from, i.Path.Value)
				}
			}
		default:
			rules++
			was, err := os.Stat(from)
			if err != nil {
				t.Error(err)
				continue
			}
			is, err := os.Stat(to)
			if err != nil {
				t.Error(err)
				continue
			}
			before, after = before+was.Size(), after+is.Size()
			if strings.Contains(from, "Wasm") || strings.Contains(from, "generic") {
				t.Errorf("%s is needed", from)
			}
		}
	}
	if mains != 2 || rules < 8 || after*100 > before {
		t.Errorf("%d mains, %d files of rules, of %d bytes %d are left", mains, rules, before, after)
	}
}

// A Go whose sources look otherwise is an error, on which the programs are built as they are.
func TestSlimOfAnotherGo(t *testing.T) {
	if _, err := slim(t.TempDir(), t.TempDir()); err == nil {
		t.Error("a folder without sources gives an overlay")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "rewriteARM.go")
	if err := os.WriteFile(file, []byte("package ssa\n\nfunc rewriteValueARM("), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := emptyRules(file); err == nil {
		t.Error("a file that is not Go gives rules")
	}
}

// The rows and cases of other processors go, and nothing else.
func TestOneProcessor(t *testing.T) {
	file := filepath.Join(t.TempDir(), "main.go")
	source := `package main

import (
	"cmd/compile/internal/amd64"
	"cmd/compile/internal/wasm"
	"fmt"
)

var inits = map[string]func(){
	"amd64": amd64.Init,
	"wasm":  wasm.Init,
}

func main() {
	switch arch := name(); arch {
	case "amd64":
		amd64.Init()
	case "wasm":
		wasm.Init()
	default:
		fmt.Println(arch)
	}
}
`
	if err := os.WriteFile(file, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := oneProcessor(file)
	if err != nil {
		t.Fatal(err)
	}
	got := string(text)
	for _, want := range []string{`"wasm":`, "wasm.Init()", "default:", `"fmt"`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is gone:\n%s", want, got)
		}
	}
	if strings.Contains(got, "amd64") {
		t.Errorf("amd64 is left:\n%s", got)
	}
}
