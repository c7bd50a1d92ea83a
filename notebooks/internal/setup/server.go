package setup

import "context"

// ServerEnv is the environment that JupyterLab is started with: it reads and
// writes below the checkout, and Go in its terminals uses the caches that it
// uses elsewhere.
func ServerEnv(ctx context.Context, m Machine, c Course, runtime string) ([]string, error) {
	env, err := readGoEnv(ctx, m, c)
	if err != nil {
		return nil, err
	}
	return append(pythonEnv(m),
		"JUPYTER_CONFIG_DIR="+c.Var("jupyter"),
		"JUPYTER_DATA_DIR="+c.Var("data"),
		"JUPYTER_RUNTIME_DIR="+runtime,
		"JUPYTERLAB_SETTINGS_DIR="+c.Var("settings"),
		"JUPYTERLAB_WORKSPACES_DIR="+c.Var("workspaces"),
		"JUPYTER_PREFER_ENV_PATH=1",
		"IPYTHONDIR="+c.Var("ipython"),
		"XDG_CACHE_HOME="+c.Var("cache"),
		"XDG_CONFIG_HOME="+c.Var("config"),
		"GOPATH="+env.GOPATH,
		"GOMODCACHE="+env.GOMODCACHE,
		"GOCACHE="+env.GOCACHE,
		"GOENV="+env.GOENV,
	), nil
}
