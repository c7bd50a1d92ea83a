package runner

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"sync"
	"syscall"
	"time"

	"github.com/gradstep/gradstep/notebooks/internal/jupyter"
	"github.com/gradstep/gradstep/notebooks/internal/processor"
)

// DefaultTimeout is how long a cell may take: ten times what a lesson's longest
// one does.
const DefaultTimeout = 5 * time.Minute

// Main executes the subcommand verb, "run", "check" or "play", of the checkout at root
// and returns its exit status. Usage is what -h prints above the flags. It asks kernel for the kernel only when there is
// something to execute. SIGINT, SIGTERM and SIGHUP end it as the end of ctx
// does: the kernels are shut down, no file is changed.
func Main(ctx context.Context, root, verb, usage string, args []string, kernel func(context.Context) (jupyter.Spec, error), stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()

	flags := flag.NewFlagSet(verb, flag.ContinueOnError)
	flags.SetOutput(stderr)
	timeout := flags.Duration("timeout", DefaultTimeout, "how long a cell may take")
	var on *processor.Target
	inKernel := false
	if verb == "check" {
		flags.Func("on", "execute the cells on another `GOOS/GOARCH`: js/wasm in Node, linux/arm64 and the like under qemu-user; linux/amd64/v3 fuses products with sums as arm64 does", func(s string) error {
			t, err := processor.Parse(s)
			on = &t
			return err
		})
		flags.BoolVar(&inKernel, "kernel", false, "execute the cells one by one in the kernel, as a reader does, also when nothing differs without it")
	}
	jobs := flags.Int("jobs", runtime.GOMAXPROCS(0), "how many notebooks are executed at once")
	flags.Usage = func() {
		fmt.Fprintf(flags.Output(), "%s\nflags:\n", usage)
		flags.PrintDefaults()
	}
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case *timeout <= 0 || *jobs <= 0:
		fmt.Fprintf(stderr, "%s: -timeout and -jobs must be positive\n", verb)
		return 2
	case on != nil && inKernel:
		fmt.Fprintf(stderr, "%s: the kernel executes cells on this machine alone: give -on or -kernel\n", verb)
		return 2
	}
	files, err := findFiles(root, flags.Args())
	if err != nil {
		fmt.Fprintf(stderr, "%s: %v\n", verb, err)
		return 2
	}
	o := Options{Root: root, Timeout: *timeout, Target: on, InKernel: inKernel}
	if on == nil {
		if o.Kernel, err = kernel(ctx); err != nil {
			fmt.Fprintf(stderr, "%s: %v\n", verb, err)
			return 1
		}
	}
	p := newPrinter(stdout, stderr, files)
	failed := each(ctx, files, *jobs, func(file string) error { return p.follow(ctx, verb, file, o) })
	if ctx.Err() != nil {
		fmt.Fprintf(stderr, "%s: interrupted\n", verb)
		return 130
	}
	p.summary(verb, failed)
	if failed > 0 {
		return 1
	}
	return 0
}

// each calls do for all files, a number of them at once, and counts the errors.
// It starts nothing new after the end of ctx.
func each(ctx context.Context, files []string, jobs int, do func(string) error) (failed int) {
	var (
		mu   sync.Mutex
		wait sync.WaitGroup
		next = make(chan string)
	)
	for range min(jobs, len(files)) {
		wait.Go(func() {
			for file := range next {
				if do(file) != nil {
					mu.Lock()
					failed++
					mu.Unlock()
				}
			}
		})
	}
	for _, file := range files {
		if ctx.Err() != nil {
			break
		}
		select {
		case next <- file:
		case <-ctx.Done():
		}
	}
	close(next)
	wait.Wait()
	return failed
}
