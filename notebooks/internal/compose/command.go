package compose

import (
	"fmt"
	"regexp"
	"strings"
)

// A CommandError is about a line that is not Go and that this package does not execute.
type CommandError struct {
	Cell string
	Line int // from 1
	Text string
	Why  string
}

func (e *CommandError) Error() string {
	return fmt.Sprintf("%s:%d: %s: %s", e.Cell, e.Line, e.Text, e.Why)
}

// text is a cell in Go: its lines stand where they stood, with blank ones in
// the place of commands.
type text struct {
	code   string
	args   []string
	env    []string
	parses bool // main parses flags
}

var packageLine = regexp.MustCompile(`^package\s+\w+\s*$`)

// split separates the commands of a cell from its Go.
func split(name, source string) (text, error) {
	var (
		t     text
		main  int // line of the command that begins main
		whole = true
		lines = strings.Split(source, "\n")
		out   = make([]string, len(lines))
		last  string
	)
	for i := 0; i < len(lines); i++ {
		first, line := i, strings.TrimPrefix(lines[i], "//gonb:")
		if len(line) < 2 || line[0] != '%' && line[0] != '!' {
			if !packageLine.MatchString(lines[i]) {
				out[i] = lines[i]
			}
			continue
		}
		for strings.HasSuffix(line, `\`) && i+1 < len(lines) {
			i++
			line = strings.TrimSuffix(line, `\`) + " " + strings.TrimPrefix(lines[i], "//gonb:")
		}
		refuse := func(why string) error {
			return &CommandError{Cell: name, Line: first + 1, Text: strings.TrimSpace(line), Why: why}
		}
		if line[0] == '!' {
			return t, refuse("commands of a shell are not executed here")
		}
		word, rest, _ := strings.Cut(strings.TrimLeft(line[1:], " \t"), " ")
		words, err := fields(rest)
		if err != nil {
			return t, refuse(err.Error())
		}
		switch word {
		case "%", "main", "exec":
			if main > 0 {
				return t, refuse(fmt.Sprintf("line %d begins main already", main))
			}
			main, t.parses = first+1, true
			out[first] = "func main() { " + parseFlags
			if word == "exec" {
				if len(words) == 0 {
					return t, refuse("the name of a function is missing")
				}
				out[first] += "; " + words[0] + "() }"
				words = words[1:]
			} else {
				whole = false
			}
			t.args = words
		case "args":
			t.args = words
		case "env":
			if len(words) == 1 {
				if key, value, ok := strings.Cut(words[0], "="); ok && key != "" {
					words = []string{key, value}
				}
			}
			if len(words) != 2 {
				return t, refuse("write %env NAME VALUE or %env NAME=VALUE")
			}
			t.env = append(t.env, words[0]+"="+words[1])
		default:
			return t, refuse("this command of GoNB is not executed here")
		}
	}
	if !whole {
		last = "\n}\n"
	}
	t.code = strings.Join(out, "\n") + last + "\n"
	return t, nil
}

// fields splits at blanks that stand outside double quotes; in them, \" and \\
// are the character, \n and \t what Go means by them.
func fields(s string) (list []string, err error) {
	var (
		b               strings.Builder
		started, quoted bool
	)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			started, quoted = true, !quoted
		case quoted && c == '\\' && i+1 < len(s):
			i++
			switch s[i] {
			case 'n':
				b.WriteByte('\n')
			case 't':
				b.WriteByte('\t')
			default:
				b.WriteByte(s[i])
			}
		case !quoted && (c == ' ' || c == '\t' || c == '\r'):
			if started {
				list = append(list, b.String())
			}
			b.Reset()
			started = false
		default:
			b.WriteByte(c)
			started = true
		}
	}
	if quoted {
		return nil, fmt.Errorf("a closing \" is missing")
	}
	if started {
		list = append(list, b.String())
	}
	return list, nil
}
