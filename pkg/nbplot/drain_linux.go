package nbplot

import (
	"os"
	"syscall"
	"unsafe"
)

// unread is the number of bytes that wait in the pipe behind f for its reader;
// 0 when f is no pipe.
func unread(f *os.File) int {
	var n int32
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), syscall.TIOCINQ, uintptr(unsafe.Pointer(&n)))
	if errno != 0 {
		return 0
	}
	return int(n)
}
