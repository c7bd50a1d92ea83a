package nbfile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// lines is a text that nbformat stores as one string or as a list of strings.
type lines string

func (l *lines) UnmarshalJSON(data []byte) error {
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	s, ok := joinLines(v)
	if !ok {
		return fmt.Errorf("a text is neither a string nor a list of strings: %.40s", data)
	}
	*l = lines(s)
	return nil
}

// joinLines undoes splitLines; ok is false when v is no text.
func joinLines(v any) (s string, ok bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case []any:
		var b strings.Builder
		for _, e := range v {
			part, ok := e.(string)
			if !ok {
				return "", false
			}
			b.WriteString(part)
		}
		return b.String(), true
	}
	return "", false
}

// splitLines cuts after each line, where Python's str.splitlines does: Jupyter
// writes its files with it.
func splitLines(s string) []string {
	list := []string{}
	start := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch r {
		case '\r':
			if i < len(s) && s[i] == '\n' {
				i++
			}
		case '\n', '\v', '\f', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029:
		default:
			continue
		}
		list = append(list, s[start:i])
		start = i
	}
	if start < len(s) {
		list = append(list, s[start:])
	}
	return list
}

// encode writes v as Jupyter does.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encode a notebook: %w", err)
	}
	return unescapeSeparators(b.Bytes()), nil
}

// unescapeSeparators writes U+2028 and U+2029 as themselves: encoding/json
// escapes them whatever it is told, Jupyter does not.
func unescapeSeparators(data []byte) []byte {
	if !bytes.Contains(data, []byte(`\u202`)) {
		return data
	}
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); {
		if data[i] != '\\' {
			out = append(out, data[i])
			i++
			continue
		}
		switch {
		case bytes.HasPrefix(data[i:], []byte(`\u2028`)):
			out = append(out, "\u2028"...)
			i += 6
		case bytes.HasPrefix(data[i:], []byte(`\u2029`)):
			out = append(out, "\u2029"...)
			i += 6
		default: // an escape of two bytes at least; \uXXXX has no backslash in its rest
			out = append(out, data[i], data[i+1])
			i += 2
		}
	}
	return out
}
