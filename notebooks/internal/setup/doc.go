// Package setup makes everything that the course needs below the checkout:
// JupyterLab in a virtual environment, the GoNB kernel and its helpers, the
// kernel spec and JupyterLab's settings.
//
// The map of the package:
//
//   - root.go, layout.go: the checkout and where things lie below it
//   - machine.go, goenv.go: the computer as set-up sees it, replaceable in tests
//   - problem.go, diagnose.go: failures as a plain sentence and a command to type
//   - progress.go, exec.go: long steps say what they do and how far they are
//   - lock.go, stamp.go: one set-up at a time; what was made from which inputs
//   - gotools.go: gonb, goimports and gopls, built from pinned modules
//   - python.go, venv.go, relocate.go: JupyterLab, and a checkout that was moved
//   - kernel.go, settings.go, warm.go: how a kernel is started, and its caches
//   - setup.go: the steps in their order; inspect.go: which of them are current
//
// Every step is built aside and renamed into place, and stamped with a hash of
// its inputs after it succeeded. So an interruption at any point costs at most
// the step that was under way, and a changed input rebuilds its own step only.
package setup
