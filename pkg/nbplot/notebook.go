//go:build !js

package nbplot

import (
	"os"
	"time"

	"github.com/janpfeifer/gonb/gonbui"
	"github.com/janpfeifer/gonb/gonbui/protocol"
)

// What a program says to the notebook that executes it, through GoNB's pipes.
// In a page it says it to the page itself: notebook_js.go.

// inNotebook reports whether a notebook executes the program.
func inNotebook() bool { return gonbui.IsNotebook }

// handOver gives a bundle to the notebook, its forms by their MIME types, and
// returns when the notebook has it.
func handOver(bundle map[string]string) error {
	drain()
	data := map[protocol.MIMEType]any{}
	for mime, form := range bundle {
		data[protocol.MIMEType(mime)] = form
	}
	gonbui.SendData(&protocol.DisplayData{Data: data})
	gonbui.Sync()
	return gonbui.Error()
}

// update puts HTML in the place of what was shown by an identifier.
func update(id, page string) {
	gonbui.UpdateHTML(id, page)
	if page == "" { // the last, which must not be lost
		gonbui.Sync()
	}
}

// newID returns an identifier for update.
func newID(prefix string) string { return prefix + gonbui.UniqueId() }

// settle waits until the notebook has what it was given.
func settle() { gonbui.Sync() }

// drain waits until the kernel has taken what the cell printed so far. Prints
// and figures reach it by different pipes: without this, a line that was
// printed before a figure could be shown below it, and a notebook that is run
// again would differ.
func drain() {
	const (
		patience = time.Second // a kernel that takes nothing must not hang the cell
		publish  = 5 * time.Millisecond
	)
	for begin := time.Now(); unread(os.Stdout)+unread(os.Stderr) > 0 && time.Since(begin) < patience; {
		time.Sleep(time.Millisecond)
	}
	// The pipe is empty; the kernel is about to publish what it took from it.
	time.Sleep(publish)
	gonbui.Sync()
}
