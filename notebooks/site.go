package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"github.com/gradstep/gradstep/notebooks/internal/setup"
	"github.com/gradstep/gradstep/notebooks/internal/site"
)

func runSite(ctx context.Context, c call) int {
	flags := flag.NewFlagSet(c.name, flag.ContinueOnError)
	out := flags.String("o", "site", "the `FOLDER` to make the site in")
	serve := flags.Bool("serve", false, "serve the site on this machine, until Ctrl-C")
	port := flags.Int("port", 0, "the `PORT` to serve on (default: a free one)")
	if status, done := c.parse(flags, 0); done {
		return status
	}
	if err := makeSite(ctx, c, *out); err != nil {
		return fail(ctx, err, c.stderr)
	}
	if !*serve {
		return 0
	}
	if err := serveSite(ctx, c, *out, *port); err != nil {
		return fail(ctx, err, c.stderr)
	}
	return 0
}

func makeSite(ctx context.Context, c call, out string) error {
	if err := setup.Run(ctx, setup.ThisMachine(), c.course, setup.Options{}, c.stdout); err != nil {
		return err
	}
	dir, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	begin := time.Now()
	parts, err := site.Build(ctx, c.course, dir, func(step string) { fmt.Fprintln(c.stdout, step, "…") })
	if err != nil {
		return err
	}
	sum, later := 0, 0
	for _, p := range parts {
		fmt.Fprintf(c.stdout, "  %-14s %6.1f MB, packed %5.1f MB\n", p.Name, float64(p.Unpacked)/1e6, float64(p.Size)/1e6)
		sum += p.Size
		if p.Later {
			later += p.Size
		}
	}
	fmt.Fprintf(c.stdout, "Made in %.0f s. The kernel is a download of %.1f MB, of which %.1f MB come behind the first cell.\n", time.Since(begin).Seconds(), float64(sum)/1e6, float64(later)/1e6)
	fmt.Fprintf(c.stdout, "The site is in %s: put it on any server of files (docs/setup.md).\n", out)
	return nil
}

func serveSite(ctx context.Context, c call, dir string, port int) error {
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return err
	}
	server := &http.Server{Handler: site.Handler(dir)}
	context.AfterFunc(ctx, func() { server.Close() })
	fmt.Fprintf(c.stdout, "http://%s/lab/index.html?path=notebooks/00-start.ipynb\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
