package main

import (
	"fmt"
	"io"
)

// command is a subcommand; run gets the arguments behind its name. To add one,
// write its run and its help in a file of its name, and a row below.
type command struct {
	name, arguments string
	summary         string
	cost            string // on a laptop of two cores
	run             func(args []string, stdout, stderr io.Writer) int
}

// commands are the subcommands in the order in which they are listed.
var commands = []command{
	{"fit", "ORIGINAL QUANTIZED", "find the number of steps b from an image and its quantized form", "a second", runFit},
	{"restore", "IN OUT", "take noise out of a photograph", "seconds to a minute", runRestore},
	{"train", "[PHOTOGRAPH...]", "train a network to take noise out of photographs", "minutes", runTrain},
	{"study", "[NAME]", "make an experiment and its tables from nothing, on one machine or on many", "minutes", runStudy},
}

func usage(w io.Writer) {
	fmt.Fprint(w, "Usage: gradstep SUBCOMMAND [FLAGS] [ARGUMENTS]\n\n")
	for _, c := range commands {
		fmt.Fprintf(w, "  %-26s %s (%s)\n", c.name+" "+c.arguments, c.summary, c.cost)
	}
	fmt.Fprint(w, "\nHow long one takes is for a small computer. gradstep SUBCOMMAND -h explains one.\n")
}
