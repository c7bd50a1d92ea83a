// Package lab opens the course in JupyterLab, and ends it without a trace.
//
//   - lab.go: the command: set up, start, say where, wait, end
//   - server.go: JupyterLab's command line, and when it answers
//   - port.go, browser.go: where it listens, and who looks at it
//   - runtime.go: the folder of one start; what an earlier start left behind
//   - process_*.go: the processes that belong to a start
//
// JupyterLab, its kernels, gopls and the programs of cells end with the
// launcher, whatever ends it. After Ctrl-C, SIGTERM or SIGHUP the launcher ends
// the server, which ends its kernels. When the launcher is killed, the server
// sees the pipe between them close, and ends itself in the same way (watch.py).
// When both are killed, the next start ends what they left.
package lab
