package optim

import (
	"errors"
	"fmt"
)

// Errors of this package are one of these, and say what was wrong after it.
var (
	ErrValue      = errors.New("optim: bad value")             // a setting, a rule's parameter, a set
	ErrNotFinite  = errors.New("optim: NaN or infinite value") // in x, f or g, during a run
	ErrDiverged   = errors.New("optim: diverged")              // f or ‖g‖ grew beyond Settings.Divergence
	ErrRate       = errors.New("optim: bad rate")              // NaN, infinite or negative, from a schedule
	ErrCheckpoint = errors.New("optim: unsuitable checkpoint") // damaged, or of another rule
)

// badValue is an ErrValue that says which.
func badValue(format string, a ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrValue}, a...)...)
}
