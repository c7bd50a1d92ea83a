package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

// Exit statuses.
const (
	success = 0
	failure = 1 // the question could not be answered
	misuse  = 2 // the command line is wrong
)

// command is a subcommand; run gets the arguments behind its name.
type command struct {
	name, summary string
	run           func(args []string, stdout, stderr io.Writer) int
}

// commands are the subcommands in the order in which they are listed.
var commands = []command{
	{"fit", "find the number of steps b from an image and its quantized form", runFit},
	{"restore", "take noise out of a photograph", runRestore},
	{"study", "measure how fast finite-difference descent converges", runStudy},
	{"train", "train a network to take noise out of photographs", runTrain},
	{"trials", "make the tables of lesson 10 from small trainings", runTrials},
	{"recovery", "measure how often b is found by descent", runRecovery},
}

// run executes the command line without the program's name and returns the
// exit status.
func run(args []string, stdout, stderr io.Writer) int {
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

func usage(w io.Writer) {
	fmt.Fprint(w, "Usage: gradstep SUBCOMMAND [FLAGS] [ARGUMENTS]\n\n")
	for _, c := range commands {
		fmt.Fprintf(w, "  %-9s %s\n", c.name, c.summary)
	}
	fmt.Fprint(w, "\ngradstep SUBCOMMAND -h explains one.\n")
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

// complain says what is wrong with a command line.
func complain(stderr io.Writer, name string, err error) int {
	fmt.Fprintf(stderr, "gradstep %s: %v; see gradstep %s -h\n", name, err, name)
	return misuse
}

// fail says in one sentence why a question has no answer.
func fail(stderr io.Writer, name string, err error) int {
	fmt.Fprintf(stderr, "gradstep %s: %s\n", name, strings.TrimPrefix(err.Error(), "picture: "))
	return failure
}
