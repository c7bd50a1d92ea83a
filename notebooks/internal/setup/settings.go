package setup

// JupyterLab's settings for the course, which a user can change in its settings
// editor. The news and the look for updates would ask a network. gopls takes
// longer for its first completion than JupyterLab waits by default. A kernel
// ends when its notebook is closed. Cells that are out of sight stay in the
// page, so that figures keep their place when one scrolls. Long lines of code wrap,
// so that nothing of them is hidden in a narrow window.
const overrides = `{
  "@jupyterlab/apputils-extension:notification": {
    "fetchNews": "false",
    "checkForUpdates": false
  },
  "@jupyterlab/completer-extension:manager": {
    "providerTimeout": 20000
  },
  "@jupyterlab/notebook-extension:tracker": {
    "codeCellConfig": {
      "lineNumbers": false,
      "lineWrap": true
    },
    "kernelShutdown": true,
    "windowingMode": "none"
  }
}
`

func (w *worker) writeSettings() error {
	return writeFile(w.course.Venv("share", "jupyter", "lab", "settings", "overrides.json"), []byte(overrides))
}

// writeTelemetry turns Go's telemetry off in the configuration that kernels
// see: gopls would start a second process for it, half its own size.
func (w *worker) writeTelemetry() error {
	return writeFile(w.course.Var("config", "go", "telemetry", "mode"), []byte("off\n"))
}
