package jupyter

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
)

// How long the client waits for a kernel that ought to answer at once.
const (
	startPatience    = 60 * time.Second // first use of a cold disk included
	beatPatience     = 30 * time.Second
	repeatInterrupt  = 500 * time.Millisecond
	shutdownPatience = time.Second
	cancelPatience   = time.Second // whoever cancels gives up the kernel, too
	deathPatience    = time.Second // between the end of a socket and that of its process
)

// obeyPatience is longer than the 5 s after which GoNB kills a cell that ignores
// an interrupt.
var obeyPatience = 10 * time.Second

// ErrDead is wrapped by the error of every call on a kernel that ended by
// itself or had to be killed.
var ErrDead = errors.New("the kernel is dead")

// A Kernel is a running kernel with which the client is connected. Its methods
// must not be called at the same time, Close excepted.
type Kernel struct {
	// Folder is the kernel's temporary folder.
	Folder string

	*sockets
	process *process
	stop    context.CancelCauseFunc
	ctx     context.Context // ends when the kernel is of no more use; its cause says why
	closing sync.Once
	closed  error
}

// Start starts a kernel in the folder dir, and returns when it answers on all
// its sockets. The kernel must be closed; ctx matters for the start only.
func Start(ctx context.Context, spec Spec, dir string) (*Kernel, error) {
	if len(spec.Argv) == 0 {
		return nil, errors.New("start a kernel: its command line is empty")
	}
	folder := folderName()
	p, err := newProcess(folder)
	if err != nil {
		return nil, err
	}
	file, c, err := makeFolder(folder)
	if err != nil {
		return nil, errors.Join(err, p.end())
	}
	argv := make([]string, len(spec.Argv))
	for i, a := range spec.Argv {
		argv[i] = strings.ReplaceAll(a, ConnectionFile, file)
	}
	// GOTMPDIR may be set by `go env -w`: without a value here the go command
	// would leave its files elsewhere.
	env := append(append([]string{}, spec.Env...), "TMPDIR="+folder, "GOTMPDIR="+folder)
	if err := p.start(argv, env, dir, file+".log"); err != nil {
		return nil, errors.Join(err, p.end())
	}
	k := &Kernel{Folder: folder, process: p}
	k.ctx, k.stop = context.WithCancelCause(context.Background())
	go k.watch()
	if err := k.open(ctx, c); err != nil {
		return nil, errors.Join(err, k.Close())
	}
	return k, nil
}

// fail marks the kernel as dead.
func (k *Kernel) fail(err error) {
	k.stop(fmt.Errorf("%w: %w", ErrDead, err))
}

// broke marks a kernel as dead whose socket broke. That is what a kernel that
// ends does, too, and then the process knows the better reason.
func (k *Kernel) broke(err error) {
	select {
	case <-k.process.exited:
	case <-time.After(deathPatience):
		k.fail(fmt.Errorf("the connection broke: %w", err))
	case <-k.ctx.Done():
	}
}

// request sends a request on shell. A kernel to which nothing can be sent is
// dead, and the error says why.
func (k *Kernel) request(kind string, content any) (Header, error) {
	header, err := k.send(k.shell, kind, content)
	if err != nil {
		k.broke(err)
		<-k.ctx.Done()
		return header, context.Cause(k.ctx)
	}
	return header, nil
}

// watch waits for the end of the process.
func (k *Kernel) watch() {
	<-k.process.exited
	status := "exit status 0"
	if k.process.state != nil {
		status = k.process.state.Error()
	}
	err := fmt.Errorf("%w: it ended with %s", ErrDead, status)
	if words := k.process.lastWords(); words != "" {
		err = fmt.Errorf("%w; its last words:\n%s", err, words)
	}
	k.stop(err)
}

// open connects and shakes hands.
func (k *Kernel) open(ctx context.Context, c connection) error {
	late := time.AfterFunc(startPatience, func() {
		k.stop(fmt.Errorf("%w: it did not answer within %v; its last words:\n%s", ErrDead, startPatience, k.process.lastWords()))
	})
	defer late.Stop()
	defer context.AfterFunc(ctx, func() { k.stop(context.Cause(ctx)) })()
	s, err := connect(k.ctx, c)
	if k.ctx.Err() != nil {
		return fmt.Errorf("start the kernel: %w", context.Cause(k.ctx))
	}
	if err != nil {
		return err
	}
	k.sockets = s
	s.receive(k.ctx, k.fail, k.broke)
	if err := k.handshake(); err != nil {
		return fmt.Errorf("start the kernel: %w", err)
	}
	go s.beat(k.ctx, beatPatience, k.fail)
	return nil
}

// handshake asks for the kernel's name until its answer has come on shell and
// its state on iopub: a subscription takes effect some time after its request,
// and what a kernel publishes before that is lost.
func (k *Kernel) handshake() error {
	for {
		heard, err := k.hello()
		if heard || err != nil {
			return err
		}
	}
}

// hello asks once, and says whether all of the answer was heard.
func (k *Kernel) hello() (heard bool, err error) {
	request, err := k.request("kernel_info_request", struct{}{})
	if err != nil {
		return false, err
	}
	var lost <-chan time.Time
	for answered := false; !answered || !heard; {
		select {
		case m := <-k.replies:
			if m.Parent.ID == request.ID {
				answered, lost = true, time.After(50*time.Millisecond)
			}
		case m := <-k.published:
			// Idle is the last message about a request.
			heard = heard || m.Parent.ID == request.ID && isIdle(m)
		case <-lost:
			return false, nil
		case <-k.ctx.Done():
			return false, context.Cause(k.ctx)
		}
	}
	return true, nil
}

func isIdle(m Message) bool {
	if m.Header.Type != "status" {
		return false
	}
	var c struct {
		State string `json:"execution_state"`
	}
	return json.Unmarshal(m.Content, &c) == nil && c.State == "idle"
}

// Close asks the kernel to shut down and removes what is left of it: its
// programs and its folder. It may be called more than once, and at any time.
func (k *Kernel) Close() error {
	k.closing.Do(func() {
		if k.sockets != nil && k.ctx.Err() == nil {
			k.shutdown()
		}
		k.stop(fmt.Errorf("%w: it is closed", ErrDead))
		k.closed = k.process.end()
		if k.sockets != nil {
			_ = k.sockets.close() // the peer is gone
		}
	})
	return k.closed
}

// shutdown lets the kernel end by itself. It does not wait for the end of the
// process: its folder and its programs are removed by others.
func (k *Kernel) shutdown() {
	request, err := k.send(k.control, "shutdown_request", map[string]any{"restart": false})
	if err != nil {
		return
	}
	patience := time.After(shutdownPatience)
	for {
		select {
		case m := <-k.answers:
			if m.Parent.ID == request.ID {
				return
			}
		case m := <-k.replies: // GoNB answers there
			if m.Parent.ID == request.ID {
				return
			}
		case <-k.published:
		case <-k.questions:
		case <-k.process.exited:
			return
		case <-patience:
			return
		}
	}
}
