package nbplot

import (
	"os"
	"time"

	"github.com/janpfeifer/gonb/gonbui"
)

// drain waits until the kernel has taken what the cell printed so far. Prints
// and figures reach it by different pipes: without this, a line that was
// printed before a figure could be shown below it, and a notebook that is run
// again would differ.
func drain() {
	const (
		patience = time.Second // a kernel that takes nothing must not hang the cell
		settle   = 5 * time.Millisecond
	)
	for begin := time.Now(); unread(os.Stdout)+unread(os.Stderr) > 0 && time.Since(begin) < patience; {
		time.Sleep(time.Millisecond)
	}
	// The pipe is empty; the kernel is about to publish what it took from it.
	time.Sleep(settle)
	gonbui.Sync()
}
