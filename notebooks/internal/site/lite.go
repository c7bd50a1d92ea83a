package site

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/gradstep/gradstep/notebooks/internal/live"
	"github.com/gradstep/gradstep/notebooks/internal/page"
	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

// buildLite makes a JupyterLite without kernels and extensions that shows the contents. It is
// installed below .venv, apart from JupyterLab, which it uses to list the files.
func buildLite(ctx context.Context, c setup.Course, work, contents, to string) error {
	packages := c.Var("jupyterlite")
	requirements := c.Path("notebooks", "requirements-site.txt")
	want, err := os.ReadFile(requirements)
	if err != nil {
		return fmt.Errorf("site: the checkout is incomplete: %w", err)
	}
	stamp := filepath.Join(packages, "requirements.txt")
	if have, err := os.ReadFile(stamp); err != nil || !bytes.Equal(have, want) {
		if err := os.RemoveAll(packages); err != nil {
			return err
		}
		install := []string{"-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes", "--target", packages, "-r", requirements}
		if err := python(ctx, c, work, nil, install...); err != nil {
			return fmt.Errorf("site: JupyterLite could not be installed: %w", err)
		}
		if err := os.WriteFile(stamp, want, 0o644); err != nil {
			return err
		}
	}
	lite := filepath.Join(work, "lite")
	if err := os.MkdirAll(lite, 0o755); err != nil {
		return err
	}
	build := []string{"-m", "jupyterlite_core", "build", "--lite-dir", lite, "--contents", contents, "--output-dir", to}
	if err := python(ctx, c, lite, []string{"PYTHONPATH=" + packages}, build...); err != nil {
		return fmt.Errorf("site: JupyterLite could not be built: %w", err)
	}
	return slim(to)
}

func python(ctx context.Context, c setup.Course, dir string, env []string, args ...string) error {
	var text bytes.Buffer
	cmd := exec.CommandContext(ctx, c.Python(), args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &text, &text
	cmd.Env = append(append(os.Environ(), "PYTHONNOUSERSITE=1", "JUPYTER_NO_CONFIG=1"), env...)
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return fmt.Errorf("%w\n%s", err, &text)
	}
	return nil
}

// slim removes what no visitor's browser asks for: the maps of the scripts' sources, and the
// configuration of the bundler that made them.
func slim(site string) error {
	return filepath.WalkDir(site, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if strings.HasSuffix(path, ".map") || strings.HasPrefix(d.Name(), "rspack.config.") {
			return os.Remove(path)
		}
		return nil
	})
}

// configure names the extensions in the site's configuration, and Go as the kernel.
func configure(site string) error {
	file := filepath.Join(site, "jupyter-lite.json")
	data, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("site: JupyterLite's configuration is missing: %w", err)
	}
	var config map[string]any
	if err := json.Unmarshal(data, &config); err != nil {
		return fmt.Errorf("site: JupyterLite's configuration cannot be read: %w", err)
	}
	inner, ok := config["jupyter-config-data"].(map[string]any)
	if !ok {
		return fmt.Errorf("site: JupyterLite's configuration has no jupyter-config-data")
	}
	inner["appName"] = "gradstep"
	inner["defaultKernelName"] = "gonb"
	inner["federated_extensions"] = []map[string]any{
		{"name": page.Name, "load": "static/remoteEntry.js", "extension": "./extension", "liteExtension": true},
		{"name": live.Name, "load": "static/remoteEntry.js", "mimeExtension": "./mimeExtension"},
	}
	data, err = json.MarshalIndent(config, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(data, '\n'), 0o644)
}
