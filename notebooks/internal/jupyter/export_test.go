package jupyter

import "time"

// SetObeyPatience changes the time that a cell has to end after an interrupt.
func SetObeyPatience(d time.Duration) (restore func()) {
	old := obeyPatience
	obeyPatience = d
	return func() { obeyPatience = old }
}
