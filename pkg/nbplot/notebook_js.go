package nbplot

import (
	"encoding/json"
	"strconv"
	"syscall/js"
)

// In a page, or in Node, a notebook is a function that takes what is to be shown,
// a JSON text: {"data": {MIME type: form}}, and an "id" when it takes the place of
// what was shown by that identifier before.
var taker = js.Global().Get("gradstepDisplay")

type message struct {
	Data map[string]string `json:"data"`
	ID   string            `json:"id,omitempty"`
}

func (m message) send() error {
	text, err := json.Marshal(m)
	if err == nil {
		taker.Invoke(string(text))
	}
	return err
}

func inNotebook() bool { return taker.Type() == js.TypeFunction }

func handOver(bundle map[string]string) error { return message{Data: bundle}.send() }

func update(id, page string) {
	_ = message{Data: map[string]string{"text/html": page}, ID: id}.send() // strings can always be written
}

var identifiers int

func newID(prefix string) string {
	identifiers++
	return prefix + strconv.Itoa(identifiers)
}

func settle() {}
