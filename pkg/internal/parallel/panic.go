package parallel

import (
	"fmt"
	"runtime/debug"
)

// Panic is what a caller of this package recovers, or dies of, when a part of its work has
// panicked: the value, and the stack of the goroutine where that happened. Of several panics it is
// that of the lowest part.
type Panic struct {
	Value any
	Stack []byte
}

// Error returns the value and the stack, so that a program that dies of it says where.
func (p *Panic) Error() string { return fmt.Sprintf("%v\n\n%s", p.Value, p.Stack) }

// Unwrap returns the value, if that is an error.
func (p *Panic) Unwrap() error {
	err, _ := p.Value.(error)
	return err
}

// Recovered wraps what recover has returned, in the function that called it. A Panic, which
// comes from further down, and nil stay what they are.
func Recovered(value any) *Panic {
	switch v := value.(type) {
	case nil:
		return nil
	case *Panic:
		return v
	}
	return &Panic{Value: value, Stack: debug.Stack()}
}
