// Command smoke starts the course as a student does, in JupyterLab but without
// a browser, executes lessons through the server's REST and WebSocket
// interface, and ends it. It proves what no other test does: that set-up, the
// launcher, the server, the kernel spec and the kernel fit together, and that
// nothing is left running.
//
//	go run ./notebooks/internal/smoke [-timeout SECONDS] [NOTEBOOK…]
//
// It prints one line a cell. The exit status is 1 when something failed.
package main

import (
	"bufio"
	"context"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"time"

	"github.com/gradstep/gradstep/notebooks/internal/lab"
	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

//go:embed smoke.py
var script string

func main() {
	seconds := flag.Float64("timeout", 120, "how many `SECONDS` a cell may take")
	flag.Parse()
	notebooks := flag.Args()
	if len(notebooks) == 0 {
		notebooks = []string{lab.FirstLesson}
	}
	ctx, stop := lab.UntilStopped(context.Background())
	err := smoke(ctx, notebooks, *seconds)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// smoke starts the launcher, executes the notebooks one after another, and ends
// the launcher.
func smoke(ctx context.Context, notebooks []string, seconds float64) (err error) {
	root, err := setup.FindRoot(".")
	if err != nil {
		return err
	}
	c := setup.Course{Root: root}
	launcher, page, err := start(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end(c, launcher)) }()
	for _, notebook := range notebooks {
		address := page.Scheme + "://" + page.Host + "/"
		cmd := exec.CommandContext(ctx, c.Python(), "-I", "-B", "-c", script,
			address, page.Query().Get("token"), "notebooks/"+notebook, fmt.Sprint(seconds))
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		run, err := current(c)
		if err != nil {
			return err
		}
		cmd.Env = append(os.Environ(), "GRADSTEP_LAB="+run)
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("smoke: %s: %w", notebook, err)
		}
	}
	return nil
}

// current is the folder of the start that answered, the newest.
func current(c setup.Course) (dir string, err error) {
	entries, err := os.ReadDir(c.Var("run"))
	var last time.Time
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil && entry.IsDir() && info.ModTime().After(last) {
			dir, last = c.Var("run", entry.Name()), info.ModTime()
		}
	}
	return dir, err
}

// ready matches the line in which the launcher says where the course is.
var ready = regexp.MustCompile(`^ +(https?://\S+)$`)

// start builds and starts the launcher and waits for it to say that JupyterLab
// is ready. What it prints is passed on, less the token.
func start(ctx context.Context, c setup.Course) (*exec.Cmd, *url.URL, error) {
	launcher := exec.CommandContext(ctx, "go", "run", "./notebooks", "lab", "-no-browser")
	launcher.Dir = c.Root
	launcher.Env = append(os.Environ(), "GRADSTEP_STATIC=1") // sliders would wait for a browser
	launcher.Stderr = os.Stderr
	launcher.Cancel = func() error { return launcher.Process.Signal(os.Interrupt) }
	launcher.WaitDelay = 30 * time.Second
	out, err := launcher.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	begin := time.Now()
	if err := launcher.Start(); err != nil {
		return nil, nil, err
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		m := ready.FindStringSubmatch(lines.Text())
		if m == nil {
			fmt.Println(lines.Text())
			continue
		}
		page, err := url.Parse(m[1])
		if err != nil {
			return nil, nil, errors.Join(err, end(c, launcher))
		}
		fmt.Printf("JupyterLab answered after %.1f s\n", time.Since(begin).Seconds())
		go io.Copy(io.Discard, out)
		return launcher, page, nil
	}
	return nil, nil, fmt.Errorf("smoke: the launcher ended: %w", launcher.Wait())
}

// end kills the go command that ran the launcher, the rudest of the ends that a
// course can have, and waits for what it left to end itself.
func end(c setup.Course, launcher *exec.Cmd) error {
	launcher.Process.Kill()
	launcher.Wait()
	for limit := time.Now().Add(30 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		left, err := sessions(c)
		if err != nil || len(left) == 0 {
			return err
		}
		if time.Now().After(limit) {
			return fmt.Errorf("smoke: the launcher left behind %s", strings.Join(left, ", "))
		}
	}
}

// sessions says which starts of JupyterLab are under way or left something.
func sessions(c setup.Course) (left []string, err error) {
	entries, err := os.ReadDir(c.Var("run"))
	for _, entry := range entries {
		if entry.IsDir() {
			dir := c.Var("run", entry.Name())
			left = append(left, fmt.Sprintf("%s with the processes %v", dir, lab.Processes(dir)))
		}
	}
	return left, err
}
