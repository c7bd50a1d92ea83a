package nbfile

import (
	"fmt"
	"strings"
)

// The kinds of outputs.
const (
	Stream  = "stream"
	Display = "display_data"
	Result  = "execute_result"
	Failure = "error"
)

// A Bundle is one displayed thing in several forms, by MIME type. A value is a
// string (an image's is base64, an SVG's its text), or what JSON holds when the
// type is a JSON type.
type Bundle map[string]any

// An Output is one output of a code cell. Which fields it has depends on Kind.
type Output struct {
	Kind string

	Name string // Stream: "stdout" or "stderr"
	Text string // Stream

	Data     Bundle         // Display, Result
	Metadata map[string]any // Display, Result
	Count    int            // Result

	ErrName, ErrValue string // Failure
	Traceback         []string
}

type outputJSON struct {
	Kind      string         `json:"output_type"`
	Name      string         `json:"name"`
	Text      lines          `json:"text"`
	Data      map[string]any `json:"data"`
	Metadata  map[string]any `json:"metadata"`
	Count     *int           `json:"execution_count"`
	ErrName   string         `json:"ename"`
	ErrValue  string         `json:"evalue"`
	Traceback []string       `json:"traceback"`
}

func (o outputJSON) output() (Output, error) {
	out := Output{Kind: o.Kind}
	switch o.Kind {
	case Stream:
		out.Name, out.Text = o.Name, string(o.Text)
	case Display, Result:
		out.Data, out.Metadata = NewBundle(o.Data), o.Metadata
		if o.Kind == Result && o.Count != nil {
			out.Count = *o.Count
		}
	case Failure:
		out.ErrName, out.ErrValue, out.Traceback = o.ErrName, o.ErrValue, o.Traceback
	default:
		return out, fmt.Errorf("output_type is %q", o.Kind)
	}
	return out, nil
}

// NewBundle returns the bundle of a message or a file, in which a text may be a
// list of lines.
func NewBundle(data map[string]any) Bundle {
	b := make(Bundle, len(data))
	for mime, v := range data {
		if !isJSON(mime) {
			if s, ok := joinLines(v); ok {
				v = s
			}
		}
		b[mime] = v
	}
	return b
}

func (o *Output) json() map[string]any {
	m := map[string]any{"output_type": o.Kind}
	switch o.Kind {
	case Stream:
		m["name"], m["text"] = o.Name, splitLines(o.Text)
	case Failure:
		m["ename"], m["evalue"] = o.ErrName, o.ErrValue
		m["traceback"] = append([]string{}, o.Traceback...)
	default:
		data := make(map[string]any, len(o.Data))
		for mime, v := range o.Data {
			if s, ok := v.(string); ok && isLines(mime) {
				v = splitLines(s)
			}
			data[mime] = v
		}
		m["data"], m["metadata"] = data, orEmpty(o.Metadata)
		if o.Kind == Result {
			m["execution_count"] = nil
			if o.Count > 0 {
				m["execution_count"] = o.Count
			}
		}
	}
	return m
}

func isJSON(mime string) bool {
	return mime == "application/json" ||
		strings.HasPrefix(mime, "application/") && strings.HasSuffix(mime, "+json")
}

// isLines says whether Jupyter stores the type as a list of lines.
func isLines(mime string) bool {
	return strings.HasPrefix(mime, "text/") || mime == "application/javascript" || mime == "image/svg+xml"
}
