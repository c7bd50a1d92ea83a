package processor

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Build compiles a program with the packages of the checkout at root, at the
// versions of its go.mod, and writes it to the file out. What the compiler says
// is the error's text.
func (t Target) Build(ctx context.Context, root string, source []byte, out string) error {
	folder, err := os.MkdirTemp("", "gradstep-program-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, "main.go")
	if err := os.WriteFile(file, source, 0o600); err != nil {
		return err
	}
	text, err := t.command(ctx, root, "build", "-buildvcs=false", "-ldflags=-s", "-o", out, file).CombinedOutput()
	switch exit := (*exec.ExitError)(nil); {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.As(err, &exit):
		return fmt.Errorf("it does not compile for %s:\n%s", t, text)
	}
	return err
}

// command is a go command for the target, in the checkout.
func (t Target) command(ctx context.Context, root string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOOS="+t.OS, "GOARCH="+t.Arch, "GOAMD64="+cmp.Or(t.Level, "v1"), "CGO_ENABLED=0", "GOFLAGS=")
	return cmd
}
