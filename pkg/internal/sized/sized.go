// Package sized makes room for results.
package sized

import "fmt"

// most is more elements than any memory has.
const most = 1 << 40

// To returns dst, or n zeros for nil. Another length panics with the name of the caller, "fd: Gradient".
func To[T any](caller string, dst []T, n int) []T {
	if n < 0 || n > most {
		panic(fmt.Sprintf("%s: a result of %d numbers", caller, n))
	}
	if dst == nil {
		return make([]T, n)
	}
	if len(dst) != n {
		panic(fmt.Sprintf("%s: dst has length %d, want %d", caller, len(dst), n))
	}
	return dst
}
