//go:build unix

package processor

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/janpfeifer/gonb/gonbui/protocol"
	"golang.org/x/sys/unix"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

// Run executes a program in a folder and returns what it prints and displays: a
// stream for each of its two, and what it displays, in order. A program that
// fails has an output of the kind [nbfile.Failure] besides. The program's
// environment is PATH, HOME and TMPDIR of this process, and env.
func (t Target) Run(ctx context.Context, dir string, env []string, program string, args ...string) ([]nbfile.Output, error) {
	folder, err := os.MkdirTemp("", "gradstep-pipes-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	launcher, err := t.launcher(folder)
	if err != nil {
		return nil, err
	}
	p, err := newPipes(folder)
	if err != nil {
		return nil, err
	}
	defer p.close()
	line := append(launcher, program)
	line = append(line, args...)
	cmd := exec.CommandContext(ctx, line[0], line[1:]...)
	cmd.Dir = dir
	for _, name := range []string{"PATH", "HOME", "TMPDIR"} {
		if v, ok := os.LookupEnv(name); ok {
			cmd.Env = append(cmd.Env, name+"="+v)
		}
	}
	cmd.Env = append(cmd.Env, env...)
	cmd.Env = append(cmd.Env, protocol.GONB_PIPE_ENV+"="+p.out, protocol.GONB_PIPE_BACK_ENV+"="+p.back)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.WaitDelay = 10 * time.Second
	// A program may have started others.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return unix.Kill(-cmd.Process.Pid, unix.SIGKILL) }
	runErr := cmd.Run()
	displays, err := p.wait()
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	if err != nil {
		return nil, err
	}
	var list []nbfile.Output
	for _, s := range []struct {
		name string
		text string
	}{{"stdout", stdout.String()}, {"stderr", stderr.String()}} {
		if s.text != "" {
			list = append(list, nbfile.Output{Kind: nbfile.Stream, Name: s.name, Text: s.text})
		}
	}
	list = append(list, displays...)
	switch exit := (*exec.ExitError)(nil); {
	case errors.As(runErr, &exit):
		list = append(list, nbfile.Output{Kind: nbfile.Failure, ErrName: "ERROR", ErrValue: runErr.Error()})
	case runErr != nil:
		return nil, runErr
	}
	return list, nil
}

// pipes are the two named pipes of gonbui: displays come by one, answers go by
// the other.
type pipes struct {
	out, back string
	reader    *os.File
	hold      *os.File // a writer of out, so that its reader meets no end before the program ends
	answers   *os.File
	done      chan struct{}
	displays  []nbfile.Output
	err       error
}

func newPipes(folder string) (*pipes, error) {
	p := &pipes{out: filepath.Join(folder, "out"), back: filepath.Join(folder, "back"), done: make(chan struct{})}
	for _, path := range []string{p.out, p.back} {
		if err := unix.Mkfifo(path, 0o600); err != nil {
			return nil, fmt.Errorf("make a named pipe: %w", err)
		}
	}
	var errs [3]error
	p.reader, errs[0] = os.OpenFile(p.out, os.O_RDONLY|unix.O_NONBLOCK, 0)
	p.hold, errs[1] = os.OpenFile(p.out, os.O_WRONLY, 0)
	p.answers, errs[2] = os.OpenFile(p.back, os.O_RDWR, 0)
	if err := errors.Join(errs[:]...); err != nil {
		p.close()
		return nil, err
	}
	go p.read()
	return p, nil
}

func (p *pipes) close() {
	for _, f := range []*os.File{p.reader, p.hold, p.answers} {
		if f != nil {
			f.Close()
		}
	}
}

// wait returns what was displayed, after the program has ended.
func (p *pipes) wait() ([]nbfile.Output, error) {
	p.hold.Close()
	<-p.done
	return p.displays, p.err
}

func (p *pipes) read() {
	defer close(p.done)
	decoder, encoder := gob.NewDecoder(p.reader), gob.NewEncoder(p.answers)
	for {
		var m protocol.DisplayData
		switch err := decoder.Decode(&m); {
		case errors.Is(err, io.EOF), errors.Is(err, os.ErrClosed):
			return
		case err != nil:
			p.err = fmt.Errorf("what the program displays cannot be read: %w", err)
			return
		}
		if v, ok := m.Data[protocol.MIMECommValue].(protocol.CommValue); ok {
			if v.Address != protocol.GonbuiSyncAddress {
				continue // of a widget, which nobody sees
			}
			if p.err = encoder.Encode(protocol.CommValue{Address: protocol.GonbuiSyncAckAddress, Value: v.Value}); p.err != nil {
				return
			}
			continue
		}
		if m.DisplayID == "" {
			p.displays = append(p.displays, nbfile.Output{Kind: nbfile.Display, Data: bundle(m.Data)})
		}
	}
}

// bundle is what a display holds, in the forms of a notebook file.
func bundle(data map[protocol.MIMEType]any) nbfile.Bundle {
	b := map[string]any{}
	for mime, v := range data {
		if raw, ok := v.([]byte); ok {
			if strings.HasPrefix(string(mime), "text/") || mime == protocol.MIMEImageSVG {
				v = string(raw)
			} else {
				v = base64.StdEncoding.EncodeToString(raw)
			}
		}
		b[string(mime)] = v
	}
	return nbfile.NewBundle(b)
}
