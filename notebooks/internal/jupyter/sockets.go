package jupyter

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"time"

	"github.com/go-zeromq/zmq4"
)

// sockets are the client's ends of a kernel's five sockets. What arrives comes
// out of the channels; a message that cannot be trusted ends the connection.
type sockets struct {
	signer  signer
	session string

	shell, control, stdin, iopub, heartbeat zmq4.Socket

	replies, answers, questions, published chan Message
}

// connect dials the kernel's sockets, and tries again until the kernel listens
// or ctx ends.
func connect(ctx context.Context, c connection) (*sockets, error) {
	// The kernel sends a question on stdin to the identity that asked on shell,
	// so the two have the same.
	session := newKey()
	options := []zmq4.Option{
		zmq4.WithID(zmq4.SocketIdentity(session)),
		zmq4.WithDialerRetry(2 * time.Millisecond),
		zmq4.WithDialerMaxRetries(-1),
		zmq4.WithLogger(log.New(io.Discard, "", 0)),
	}
	s := &sockets{
		signer: signer(c.Key), session: session,
		shell:     zmq4.NewDealer(ctx, options...),
		control:   zmq4.NewDealer(ctx, options...),
		stdin:     zmq4.NewDealer(ctx, options...),
		iopub:     zmq4.NewSub(ctx, options...),
		heartbeat: zmq4.NewReq(ctx, options...),
		replies:   make(chan Message), answers: make(chan Message),
		questions: make(chan Message), published: make(chan Message),
	}
	for _, d := range []struct {
		socket zmq4.Socket
		port   int
	}{{s.shell, c.Shell}, {s.control, c.Control}, {s.stdin, c.Stdin}, {s.iopub, c.IOPub}, {s.heartbeat, c.Heartbeat}} {
		if err := d.socket.Dial(c.endpoint(d.port)); err != nil {
			return nil, errors.Join(fmt.Errorf("connect to the kernel: %w", err), s.close())
		}
	}
	if err := s.iopub.SetOption(zmq4.OptionSubscribe, ""); err != nil {
		return nil, errors.Join(fmt.Errorf("subscribe to the kernel's output: %w", err), s.close())
	}
	return s, nil
}

// send sends a request and returns its header.
func (s *sockets) send(socket zmq4.Socket, kind string, content any) (Header, error) {
	m, err := newMessage(s.session, kind, content)
	if err != nil {
		return Header{}, err
	}
	frames, err := s.signer.encode(m)
	if err != nil {
		return Header{}, err
	}
	if err := socket.SendMulti(frames); err != nil {
		return Header{}, fmt.Errorf("send %s to the kernel: %w", kind, err)
	}
	return m.Header, nil
}

// receive forwards the messages of all sockets until ctx ends. It calls broke
// when a socket breaks, and fail when it delivers what the kernel did not sign.
func (s *sockets) receive(ctx context.Context, fail, broke func(error)) {
	forward := func(socket zmq4.Socket, to chan<- Message) {
		for {
			frames, err := socket.Recv()
			if ctx.Err() != nil {
				return
			}
			if err != nil {
				broke(err)
				return
			}
			m, _, err := s.signer.decode(frames)
			if err != nil {
				fail(fmt.Errorf("its connection delivered %w", err))
				return
			}
			select {
			case to <- m:
			case <-ctx.Done():
				return
			}
		}
	}
	go forward(s.shell, s.replies)
	go forward(s.control, s.answers)
	go forward(s.stdin, s.questions)
	go forward(s.iopub, s.published)
}

// beat asks for a sign of life each second, and calls fail when none comes for
// the given time.
func (s *sockets) beat(ctx context.Context, patience time.Duration, fail func(error)) {
	alarm := time.AfterFunc(patience, func() {
		fail(fmt.Errorf("the kernel gave no sign of life for %v", patience))
	})
	defer alarm.Stop()
	for {
		if err := s.heartbeat.Send(zmq4.NewMsgString("ping")); err != nil {
			return // the process or the other sockets say why
		}
		if _, err := s.heartbeat.Recv(); err != nil {
			return
		}
		alarm.Reset(patience)
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
		}
	}
}

func (s *sockets) close() error {
	return errors.Join(s.shell.Close(), s.control.Close(), s.stdin.Close(), s.iopub.Close(), s.heartbeat.Close())
}
