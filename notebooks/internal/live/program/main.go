//go:build js

// Command program draws the figures of the course in a page: it is compiled to WebAssembly
// and answers calls of gradstepPaint(name, values) with HTML.
package main

import (
	"encoding/json"
	"syscall/js"

	"github.com/gradstep/gradstep/pkg/figures"
)

func main() {
	js.Global().Set("gradstepPaint", js.FuncOf(func(_ js.Value, args []js.Value) any {
		return paint(args[0].String(), args[1].String())
	}))
	js.Global().Call("gradstepReady")
	select {}
}

// paint returns {"html": …} or {"error": …}.
func paint(name, values string) string {
	answer := map[string]string{}
	var v []float64
	f, err := figures.Named(name)
	if err == nil {
		err = json.Unmarshal([]byte(values), &v)
	}
	if err == nil {
		answer["html"], err = f.Paint(v)
	}
	if err != nil {
		answer = map[string]string{"error": err.Error()}
	}
	data, _ := json.Marshal(answer) // two strings
	return string(data)
}
