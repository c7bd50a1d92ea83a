//go:build linux

package nbplot

import (
	"os"
	"testing"
)

func TestUnread(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	if _, err := w.WriteString("seven b"); err != nil {
		t.Fatal(err)
	}
	if n := unread(w); n != 7 {
		t.Errorf("%d bytes wait, want 7", n)
	}
	if _, err := r.Read(make([]byte, 7)); err != nil {
		t.Fatal(err)
	}
	if n := unread(w); n != 0 {
		t.Errorf("%d bytes wait in an empty pipe", n)
	}
}
