package jupyter

import (
	"encoding/json"
	"strings"
	"testing"
)

// A cell that prints without end leaves a million characters and a sentence, and the
// cell after it is recorded as ever.
func TestEndlessPrintingIsCut(t *testing.T) {
	var r Recorder
	print := func(cell, text string) {
		content, err := json.Marshal(map[string]string{"name": "stdout", "text": text})
		if err != nil {
			t.Fatal(err)
		}
		m := Message{Content: content}
		m.Header.Type, m.Parent.ID = "stream", cell
		r.Add(m)
	}
	for range 3000 {
		print("a", strings.Repeat("drowning ", 100))
	}
	print("b", "dry")
	outputs, err := r.Outputs("a")
	if err != nil || len(outputs) != 2 {
		t.Fatalf("%d outputs, %v", len(outputs), err)
	}
	if n := len(outputs[0].Text); n > textLimit || n < textLimit-1000 || outputs[1].Text != cutShort {
		t.Errorf("%d characters are kept, then %q", n, outputs[1].Text)
	}
	if outputs, err := r.Outputs("b"); err != nil || len(outputs) != 1 || outputs[0].Text != "dry" {
		t.Errorf("the next cell has %v, %v", outputs, err)
	}
}
