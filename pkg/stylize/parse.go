package stylize

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
)

const (
	mostBytes   = 1 << 16 // of a chain file
	mostFilters = 64
)

// ParseStyle reads a chain file: a filter on each line, with its parameters, in the order in which they are applied.
//
//	# what the shop does
//	tone      gain=1.1  gamma=?
//	blur      width=0.5..1.5
//	quantize  b=8.5
//
// A parameter is a number, a range in which it is to be found, or ?, to be found in the range of [Kinds]. Empty lines
// and what follows # say nothing; a byte order mark and Windows' line ends are taken. The error wraps [ErrStyle] or
// [ErrValue] and names the line.
func ParseStyle(text []byte) (Style, error) {
	if len(text) > mostBytes {
		return nil, fmt.Errorf("%w: %d bytes, more than %d: this is no chain file", ErrStyle, len(text), mostBytes)
	}
	var s Style
	number := 0
	for line := range bytes.Lines(bytes.TrimPrefix(text, []byte("\ufeff"))) {
		number++
		words, _, _ := strings.Cut(string(line), "#")
		fields := strings.Fields(words)
		if len(fields) == 0 {
			continue
		}
		l, err := parseLink(fields)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
		if s = append(s, l); len(s) > mostFilters {
			return nil, fmt.Errorf("line %d: %w: more than %d filters", number, ErrStyle, mostFilters)
		}
	}
	if len(s) == 0 {
		return nil, fmt.Errorf("%w: no line names a filter", ErrStyle)
	}
	return s, nil
}

func parseLink(fields []string) (Link, error) {
	kind, err := KindByName(fields[0])
	if err != nil {
		return Link{}, err
	}
	set, seen := make([]Setting, len(kind.Params)), make([]bool, len(kind.Params))
	for _, field := range fields[1:] {
		name, value, ok := strings.Cut(field, "=")
		at := kind.index(name)
		switch {
		case !ok || value == "":
			return Link{}, fmt.Errorf("%w: %q is not NAME=NUMBER, NAME=? or NAME=LEAST..GREATEST, without spaces", ErrStyle, field)
		case at < 0:
			return Link{}, fmt.Errorf("%w: %s has no parameter %q; it has %s", ErrStyle, kind.Name, name, kind.names())
		case seen[at]:
			return Link{}, fmt.Errorf("%w: %s says %s twice", ErrStyle, kind.Name, name)
		}
		if set[at], err = parseSetting(kind, at, value); err != nil {
			return Link{}, err
		}
		seen[at] = true
	}
	for i, ok := range seen {
		if !ok {
			return Link{}, fmt.Errorf("%w: %s does not say its %s; write %s=NUMBER, or %s=? to have it found", ErrStyle, kind.Name, kind.Params[i].Name, kind.Params[i].Name, kind.Params[i].Name)
		}
	}
	l := Link{kind, set}
	return l, l.check()
}

// parseSetting reads a number, a range or a question mark.
func parseSetting(kind *Kind, at int, value string) (Setting, error) {
	if value == "?" {
		return Unknown(kind.Range[at][0], kind.Range[at][1]), nil
	}
	var ends []float64
	parts := strings.SplitN(value, "..", 2)
	for _, part := range parts {
		v, err := strconv.ParseFloat(part, 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return Setting{}, fmt.Errorf("%w: %s: %s=%s is neither a number, nor a range such as 0.5..2, nor ?", ErrStyle, kind.Name, kind.Params[at].Name, value)
		}
		ends = append(ends, v)
	}
	if len(ends) == 1 {
		return Known(ends[0]), nil
	}
	return Unknown(ends[0], ends[1]), nil
}

func (k *Kind) index(name string) int {
	for i, p := range k.Params {
		if p.Name == name {
			return i
		}
	}
	return -1
}

func (k *Kind) names() string {
	var names []string
	for _, p := range k.Params {
		names = append(names, p.Name)
	}
	return strings.Join(names, " and ")
}

// String returns the style as a chain file.
func (s Style) String() string {
	var b strings.Builder
	for _, l := range s {
		b.WriteString(l.String() + "\n")
	}
	return b.String()
}

// String returns a line of a chain file.
func (l Link) String() string {
	if l.Kind == nil {
		return "# no filter"
	}
	s := l.Kind.Name
	for i, set := range l.Set {
		name := "?"
		if i < len(l.Kind.Params) {
			name = l.Kind.Params[i].Name
		}
		if set.Free {
			s += fmt.Sprintf(" %s=%v..%v", name, set.Lo, set.Hi)
		} else {
			s += fmt.Sprintf(" %s=%v", name, set.Value)
		}
	}
	return s
}
