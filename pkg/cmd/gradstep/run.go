package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"strconv"
	"strings"
	"syscall"
)

// Exit statuses.
const (
	success = 0
	failure = 1 // the question could not be answered
	misuse  = 2 // the command line is wrong
)

// told is a writer that keeps the first error: what a program says counts only when it arrives.
type told struct {
	io.Writer
	err error
}

func (t *told) Write(p []byte) (int, error) {
	n, err := t.Writer.Write(p)
	if t.err == nil {
		t.err = err
	}
	return n, err
}

// run executes the command line without the program's name and returns the
// exit status.
func run(args []string, stdout, stderr io.Writer) int {
	out := &told{Writer: stdout}
	status := dispatch(args, out, stderr)
	if status == success && out.err != nil {
		fmt.Fprintf(stderr, "gradstep: the answer cannot be written: %s\n", plainly(out.err))
		return failure
	}
	return status
}

// dispatch calls the subcommand.
func dispatch(args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		usage(stderr)
		return misuse
	}
	name, rest := args[0], args[1:]
	switch name {
	case "-h", "-help", "--help", "help":
		if name != "help" || len(rest) == 0 {
			usage(stdout)
			return success
		}
		name, rest = rest[0], []string{"-h"}
	}
	for _, c := range commands {
		if c.name == name {
			return c.run(rest, stdout, stderr)
		}
	}
	fmt.Fprintf(stderr, "gradstep: there is no subcommand %q; see gradstep -h\n", name)
	return misuse
}

// parse reads flags and arguments in any order; arguments behind -- are taken
// as they are. When done is true the caller returns status: help was asked
// for and printed, or the flags are wrong and it was said.
func parse(flags *flag.FlagSet, help string, args []string, stdout, stderr io.Writer) (positional []string, status int, done bool) {
	flags.SetOutput(io.Discard)
	for {
		switch err := flags.Parse(args); {
		case errors.Is(err, flag.ErrHelp):
			fmt.Fprint(stdout, help)
			flags.SetOutput(stdout)
			flags.PrintDefaults()
			return nil, success, true
		case err != nil:
			return nil, complain(stderr, flags.Name(), err), true
		}
		left := flags.Args()
		if parsed := args[:len(args)-len(left)]; len(parsed) > 0 && parsed[len(parsed)-1] == "--" {
			return append(positional, left...), success, false
		}
		if len(left) == 0 {
			return positional, success, false
		}
		positional, args = append(positional, left[0]), left[1:]
	}
}

// show writes what was found, as one JSON object or as text.
func show(w io.Writer, asJSON bool, object any, text func(io.Writer) error) error {
	if !asJSON {
		return text(w)
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(object)
}

// complain says what is wrong with a command line.
func complain(stderr io.Writer, name string, err error) int {
	fmt.Fprintf(stderr, "gradstep %s: %s; see gradstep %s -h\n", name, plainly(err), name)
	return misuse
}

// fail says in one sentence why a question has no answer.
func fail(stderr io.Writer, name string, err error) int {
	fmt.Fprintf(stderr, "gradstep %s: %s\n", name, plainly(err))
	return failure
}

// plainly is an error without the names of the packages that found it. What a terminal would take for a
// command, in the name of a file for example, is escaped.
func plainly(err error) string {
	text := ours.ReplaceAllString(err.Error(), "")
	if !strings.ContainsFunc(text, unprintable) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if unprintable(r) {
			q := strconv.QuoteRune(r)
			b.WriteString(q[1 : len(q)-1])
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func unprintable(r rune) bool { return r != '\n' && !strconv.IsPrint(r) }

var ours = regexp.MustCompile(`\b(picture|stair|restore|nn|denoise|dataset|optim|study|convergence|recovery|trials|styles|stylize): `)

// untilSignal returns a context that ends with the first signal that asks the program to end: what can
// be saved is saved then. A second one ends the program at once.
func untilSignal() (ctx context.Context, stop func()) {
	ctx, stop = signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}
