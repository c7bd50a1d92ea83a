package setup

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Module is the module path of the course.
const Module = "github.com/gradstep/gradstep"

// ErrNoCheckout says that a folder lies in no checkout of the course.
var ErrNoCheckout = errors.New("no checkout of " + Module)

// FindRoot returns the root of the checkout that dir lies in: the nearest
// folder above it, itself included, whose go.mod names Module. Modules nested
// in the checkout are passed over.
func FindRoot(dir string) (string, error) {
	start, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("setup: the current folder is unknown: %w", err)
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		if modulePath(filepath.Join(dir, "go.mod")) == Module {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", &Problem{
				What: fmt.Sprintf("%s lies in no checkout of the course.", start),
				Mend: "cd FOLDER-OF-THE-CHECKOUT && go run ./notebooks",
				Err:  ErrNoCheckout,
			}
		}
	}
}

// modulePath returns the module path that a go.mod names, or "".
func modulePath(file string) string {
	f, err := os.Open(file)
	if err != nil {
		return ""
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if path, ok := strings.CutPrefix(strings.TrimSpace(lines.Text()), "module "); ok {
			return strings.Trim(strings.TrimSpace(path), `"`)
		}
	}
	return ""
}
