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
	{"fit", "ORIGINAL QUANTIZED", "find the filter that quantized an image, and its number of steps", "a second", runFit},
	{"quantize", "-b NUMBER IN OUT", "put an image on a few levels, as fit looks for them", "a second", runQuantize},
	{"stylize", "CHAIN IN OUT", "apply a chain of filters to a photograph, or find its parameters", "seconds", runStylize},
	{"restore", "IN OUT", "take noise out of a photograph", "seconds to a minute", runRestore},
	{"diagnose", "-- COMMAND...", "say what a program that prints a number is like as a function", "110 runs of it a variable", runDiagnose},
	{"minimize", "-- COMMAND...", "minimize a program that prints a number", "as many runs of it as you allow", runMinimize},
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
