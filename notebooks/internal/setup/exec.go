package setup

import (
	"bufio"
	"context"
	"io"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// A run is a program that set-up starts.
type run struct {
	dir  string
	env  []string
	argv []string
	line func(string) // told each line the program prints; may be nil
}

// tailLines is how many of the last lines of a program are kept for a failure.
const tailLines = 60

// start runs the program to its end and returns the last lines it printed, on
// either stream. When ctx ends, the program and all it started are killed.
func (r run) start(ctx context.Context) (tail string, err error) {
	cmd := exec.CommandContext(ctx, r.argv[0], r.argv[1:]...)
	cmd.Dir = r.dir
	cmd.Env = append(r.env[:len(r.env):len(r.env)], "PWD="+r.dir)
	ownGroup(cmd)
	cmd.WaitDelay = 2 * time.Second
	read, write := io.Pipe()
	cmd.Stdout, cmd.Stderr = write, write

	var last []string
	var lines sync.WaitGroup
	lines.Go(func() {
		text := bufio.NewScanner(read)
		text.Buffer(nil, 1<<20)
		for text.Scan() {
			line := strings.TrimRight(text.Text(), "\r")
			if last = append(last, line); len(last) > tailLines {
				last = last[1:]
			}
			if r.line != nil {
				r.line(line)
			}
		}
		io.Copy(io.Discard, read) // a line longer than the buffer
	})
	err = cmd.Run()
	write.Close()
	lines.Wait()
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return strings.Join(last, "\n"), err
}
