package lab

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

// Options are the flags of the command.
type Options struct {
	Port      int      // 0 takes a free one
	NoBrowser bool     // print the address and open nothing
	Notebook  string   // below the folder of the notebooks; "" is FirstLesson
	Python    string   // as in setup.Options
	Arguments []string // of JupyterLab
}

// FirstLesson is in front when the course opens.
const FirstLesson = "00-start.ipynb"

// How long JupyterLab may take to start and to end.
const (
	startLimit = 2 * time.Minute
	grace      = 10 * time.Second
)

var errExited = errors.New("lab: JupyterLab ended before it answered")

// Run sets the course up where that is needed, opens it in JupyterLab, and
// waits until the user, a signal or the server itself ends it.
func Run(ctx context.Context, c setup.Course, o Options, out io.Writer) error {
	surviveClosedOutput()
	m := setup.ThisMachine()
	notebook, err := findNotebook(c, o.Notebook)
	if err != nil {
		return err
	}
	if _, err := choosePort(o.Port); err != nil { // said before minutes of set-up
		return err
	}
	if err := setup.Run(ctx, m, c, setup.Options{Python: o.Python}, out); err != nil {
		return err
	}
	s, err := newSession(c)
	if err != nil {
		return fmt.Errorf("lab: %w", err)
	}
	defer s.close(c)
	hurry := make(chan os.Signal, 1)
	srv, in, err := launch(ctx, m, c, s, o, out)
	if srv != nil {
		defer srv.stop(grace, hurry)
	}
	if ctx.Err() != nil {
		return nil // ended by the user
	}
	if err != nil {
		return err
	}
	tell(out, in.page(notebook), o.NoBrowser)
	var background sync.WaitGroup
	warm, stopWarm := context.WithCancel(ctx)
	defer background.Wait()
	defer stopWarm()
	background.Go(func() { setup.Warm(warm, m, c, s.tmp) }) // cells say themselves what does not compile

	select {
	case <-ctx.Done():
		fmt.Fprintln(out, "Ending JupyterLab and its kernels.")
		signal.Notify(hurry, os.Interrupt) // a second Ctrl-C does not wait
		return nil
	case <-srv.exited:
		if srv.err != nil {
			return &setup.Problem{
				What: "JupyterLab ended unexpectedly.", Mend: "go run ./notebooks", Detail: tail(s.log(), 12), Err: srv.err,
			}
		}
		fmt.Fprintln(out, "JupyterLab was shut down.")
		return nil
	}
}

// launch starts JupyterLab and waits until it answers. A port that another
// program takes meanwhile is exchanged for another one, unless it was asked for.
func launch(ctx context.Context, m setup.Machine, c setup.Course, s *session, o Options, out io.Writer) (srv *server, in info, err error) {
	shown := setup.Show(out, "starting JupyterLab")
	defer func() { shown(err) }()
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	for range 3 {
		port, err := choosePort(o.Port)
		if err != nil {
			return nil, in, err
		}
		srv, err = startServer(ctx, m, c, s, arguments(c, port, os.Geteuid() == 0, o.Arguments))
		if err != nil {
			return nil, in, err
		}
		if in, err = srv.answers(ctx, s.tmp); err == nil {
			return srv, in, nil
		}
		if o.Port != 0 || !errors.Is(err, errExited) || !portTaken(s) {
			return srv, in, startProblem(s, err)
		}
		srv.pipe.Close()
	}
	return nil, in, startProblem(s, errExited)
}

// portTaken says whether JupyterLab ended since it could not have the port.
func portTaken(s *session) bool { return strings.Contains(tail(s.log(), 12), "is already in use") }

// tell says where the course is, and opens it.
func tell(out io.Writer, page string, noBrowser bool) {
	fmt.Fprintf(out, "\nJupyterLab is ready:\n\n    %s\n\n", page)
	if !noBrowser && !openBrowser(page) {
		fmt.Fprintln(out, "Open this address in a browser on this computer.")
	}
	fmt.Fprintln(out, "It runs until Ctrl-C ends it.")
}

// startProblem says why JupyterLab did not start, in its own last words.
func startProblem(s *session, err error) error {
	p := &setup.Problem{What: "JupyterLab did not start.", Mend: "go run ./notebooks doctor", Detail: tail(s.log(), 12), Err: err}
	if portTaken(s) {
		p.What = "Another program took the port while JupyterLab started."
		p.Mend = "go run ./notebooks"
	}
	return p
}

// findNotebook returns the notebook's path as JupyterLab names it, relative to
// the checkout. A user may name it relative to the folder of the notebooks, or
// to the current one.
func findNotebook(c setup.Course, asked string) (string, error) {
	if asked == "" {
		if _, err := os.Stat(filepath.Join(c.Notebooks(), FirstLesson)); err != nil {
			return "", nil
		}
		return filepath.ToSlash(filepath.Join(filepath.Base(c.Notebooks()), FirstLesson)), nil
	}
	here, err := filepath.Abs(asked)
	if err != nil {
		return "", err
	}
	for _, file := range []string{here, filepath.Join(c.Notebooks(), asked)} {
		rel, err := filepath.Rel(c.Notebooks(), file)
		if err != nil || !filepath.IsLocal(rel) {
			continue
		}
		if _, err := os.Stat(file); err == nil {
			return filepath.ToSlash(filepath.Join(filepath.Base(c.Notebooks()), rel)), nil
		}
	}
	return "", &setup.Problem{
		What: fmt.Sprintf("There is no notebook %s below %s.", asked, c.Notebooks()),
		Mend: "ls " + filepath.Join("notebooks", "*.ipynb"),
	}
}

// tail returns the last lines of a file.
func tail(file string, n int) string {
	data, _ := os.ReadFile(file)
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
