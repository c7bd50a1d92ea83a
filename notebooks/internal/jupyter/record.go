package jupyter

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

// A Recorder makes of the messages that a kernel publishes the outputs of the
// cells, by the rules of JupyterLab: neighbouring texts of one stream are one
// output, a cleared output is gone, and an updated display shows its last state
// wherever it stands. The zero value is ready for use.
type Recorder struct {
	cells map[string]*recording // by the id of the request
	err   error
}

type recording struct {
	items   []*item
	clear   bool // before the next output
	printed int  // bytes of text
}

type item struct {
	out     nbfile.Output
	text    strings.Builder // of a stream: it may come in many pieces
	display string          // its display_id, or ""
}

// textLimit is how many bytes of text are kept of a cell, which may print without end.
const (
	textLimit = 1_000_000
	cutShort  = "\nThis cell has printed a million characters, and what followed is not kept.\n"
)

// Add takes a published message; it ignores those that are no output.
func (r *Recorder) Add(m Message) {
	if err := r.add(m); err != nil && r.err == nil {
		r.err = fmt.Errorf("a message %s: %w", m.Header.Type, err)
	}
}

// Outputs returns the outputs of the cell that the request executed. Its error
// is the first one of any message.
func (r *Recorder) Outputs(request string) ([]nbfile.Output, error) {
	var outputs []nbfile.Output
	if c := r.cells[request]; c != nil {
		for _, it := range c.items {
			out := it.out
			if out.Kind == nbfile.Stream {
				out.Text = overwrite(it.text.String())
			}
			outputs = append(outputs, out)
		}
	}
	return outputs, r.err
}

func (r *Recorder) add(m Message) error {
	switch m.Header.Type {
	case "stream":
		var c struct{ Name, Text string }
		if err := decode(m.Content, &c); err != nil {
			return err
		}
		rec := r.cell(m)
		if rec.printed > textLimit {
			return nil
		}
		if rec.printed += len(c.Text); rec.printed > textLimit {
			c.Name, c.Text = "stderr", cutShort
		}
		if n := len(rec.items); n == 0 || rec.items[n-1].out.Kind != nbfile.Stream || rec.items[n-1].out.Name != c.Name {
			rec.items = append(rec.items, &item{out: nbfile.Output{Kind: nbfile.Stream, Name: c.Name}})
		}
		rec.items[len(rec.items)-1].text.WriteString(c.Text)
	case "display_data", "execute_result", "update_display_data":
		return r.addDisplay(m)
	case "error":
		var c Reply
		if err := decode(m.Content, &c); err != nil {
			return err
		}
		rec := r.cell(m)
		rec.items = append(rec.items, &item{out: nbfile.Output{
			Kind: nbfile.Failure, ErrName: c.ErrName, ErrValue: c.ErrValue, Traceback: c.Traceback,
		}})
	case "clear_output":
		var c struct{ Wait bool }
		if err := decode(m.Content, &c); err != nil {
			return err
		}
		rec := r.cell(m)
		if rec.clear = c.Wait; !c.Wait {
			rec.items = nil
		}
	}
	return nil
}

func (r *Recorder) addDisplay(m Message) error {
	var c struct {
		Data      map[string]any
		Metadata  map[string]any
		Count     int `json:"execution_count"`
		Transient struct {
			DisplayID string `json:"display_id"`
		}
	}
	if err := decode(m.Content, &c); err != nil {
		return err
	}
	data := nbfile.NewBundle(c.Data)
	if m.Header.Type != "update_display_data" {
		rec := r.cell(m)
		rec.items = append(rec.items, &item{display: c.Transient.DisplayID, out: nbfile.Output{
			Kind: m.Header.Type, Data: data, Metadata: c.Metadata, Count: c.Count,
		}})
	}
	if c.Transient.DisplayID == "" {
		return nil
	}
	for _, rec := range r.cells {
		for _, it := range rec.items {
			if it.display == c.Transient.DisplayID {
				it.out.Data, it.out.Metadata = data, c.Metadata
			}
		}
	}
	return nil
}

// cell returns the recording of the message's cell, cleared if that waits.
func (r *Recorder) cell(m Message) *recording {
	if r.cells == nil {
		r.cells = map[string]*recording{}
	}
	rec := r.cells[m.Parent.ID]
	if rec == nil {
		rec = &recording{}
		r.cells[m.Parent.ID] = rec
	}
	if rec.clear {
		rec.items, rec.clear = nil, false
	}
	return rec
}

// decode reads a message's content; numbers keep their digits.
func decode(content json.RawMessage, v any) error {
	d := json.NewDecoder(bytes.NewReader(content))
	d.UseNumber()
	return d.Decode(v)
}

// overwrite does what carriage return and backspace do on a terminal: later
// text replaces earlier one in the line.
func overwrite(s string) string {
	if !strings.ContainsAny(s, "\r\b") {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	var out strings.Builder
	var line []rune
	at := 0
	for _, c := range s {
		switch c {
		case '\n':
			out.WriteString(string(line))
			out.WriteByte('\n')
			line, at = line[:0], 0
		case '\r':
			at = 0
		case '\b':
			if at > 0 {
				at--
				line = append(line[:at], line[at+1:]...)
			}
		default:
			if at < len(line) {
				line[at] = c
			} else {
				line = append(line, c)
			}
			at++
		}
	}
	out.WriteString(string(line))
	return out.String()
}
