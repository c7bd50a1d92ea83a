package jupyter

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// ErrInput is wrapped by the error about a cell that asks its reader for input.
var ErrInput = errors.New("the cell asks for input, and nobody is there to answer")

// A Reply is the kernel's answer to the execution of a cell.
type Reply struct {
	Request   string   `json:"-"`      // id of the request, the parent of the cell's messages
	Status    string   `json:"status"` // "ok" or "error"
	Count     int      `json:"execution_count"`
	ErrName   string   `json:"ename"`
	ErrValue  string   `json:"evalue"`
	Traceback []string `json:"traceback"`
}

// Execute executes a cell and returns when the kernel has answered and has
// published all about it. Each published message goes to publish as it comes,
// among them late ones about earlier cells.
//
// A cell that fails is no error: see Reply.Status. When ctx ends or the cell
// asks for input, Execute interrupts the cell, and the kernel stays usable; its
// error is then the cause of ctx, or wraps [ErrInput]. It kills a kernel that
// does not obey, soon when ctx was canceled, and after 10 s when its time was
// over; the error then wraps [ErrDead], too.
func (k *Kernel) Execute(ctx context.Context, code string, publish func(Message)) (Reply, error) {
	if err := context.Cause(k.ctx); err != nil {
		return Reply{}, err
	}
	if err := context.Cause(ctx); err != nil {
		return Reply{}, err
	}
	request, err := k.request("execute_request", map[string]any{
		"code": code, "silent": false, "store_history": true,
		"user_expressions": struct{}{}, "allow_stdin": false, "stop_on_error": true,
	})
	if err != nil {
		return Reply{}, err
	}
	var (
		reply          Reply
		answered, idle bool
		reason         error // why the cell was interrupted
		canceled       = ctx.Done()
		again, tooLate <-chan time.Time
	)
	interrupt := func(why error, patience time.Duration) {
		reason, canceled = why, nil
		k.interrupt()
		again, tooLate = time.Tick(repeatInterrupt), time.After(patience)
	}
	for !answered || !idle {
		select {
		case m := <-k.published:
			if m.Parent.ID == request.ID && isIdle(m) {
				idle = true
			} else {
				publish(m)
			}
		case m := <-k.replies:
			if m.Parent.ID != request.ID {
				break
			}
			if err := json.Unmarshal(m.Content, &reply); err != nil {
				return reply, fmt.Errorf("the kernel's answer to a cell: %w", err)
			}
			reply.Request, answered = request.ID, true
		case m := <-k.questions:
			if m.Header.Type == "input_request" && reason == nil {
				interrupt(inputError(m), obeyPatience)
			}
		case <-k.answers: // to an interrupt
		case <-canceled:
			patience := obeyPatience
			if errors.Is(ctx.Err(), context.Canceled) {
				patience = min(patience, cancelPatience)
			}
			interrupt(context.Cause(ctx), patience)
		case <-again: // it may have come while the cell was still compiled
			k.interrupt()
		case <-tooLate:
			k.process.kill()
			err := fmt.Errorf("%w: it had to be killed, since an interrupt did not end the cell", ErrDead)
			k.stop(err)
			return reply, errors.Join(reason, err)
		case <-k.ctx.Done():
			return reply, errors.Join(reason, context.Cause(k.ctx))
		}
	}
	return reply, reason
}

func inputError(m Message) error {
	var c struct {
		Prompt string `json:"prompt"`
	}
	_ = json.Unmarshal(m.Content, &c) // a question without a prompt is one, too
	return fmt.Errorf("%w (its question: %q)", ErrInput, c.Prompt)
}

// interrupt asks the kernel to end the program of the cell that it executes.
func (k *Kernel) interrupt() {
	// A kernel that cannot be asked breaks its connection or ends, which the
	// caller sees.
	_, _ = k.send(k.control, "interrupt_request", struct{}{})
}
