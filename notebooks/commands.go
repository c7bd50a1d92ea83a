package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

// A command is what stands behind go run ./notebooks. To add one, write its run
// in a file of its name and a row here.
type command struct {
	name    string
	summary string
	usage   string // what -h prints above the flags
	run     func(context.Context, call) int
}

// A call is one use of a command: run gets it and returns the exit status.
type call struct {
	command
	course         setup.Course
	args           []string
	stdout, stderr io.Writer
}

// commands are all commands, in the order in which they are listed; the first is
// the default.
var commands = []command{
	{
		"lab", "set up what is missing and open the course in JupyterLab (the default)",
		`usage: go run ./notebooks [lab] [flags] [NOTEBOOK] [-- JUPYTERLAB-FLAGS…]

Sets up what is missing and opens the course in JupyterLab: the notebook, or the
first lesson, in front. The address, with its token, is printed. Ctrl-C ends
JupyterLab, its kernels and all they started.
`, runLab,
	},
	{
		"setup", "set up, and open nothing",
		`usage: go run ./notebooks setup [flags]

Makes what is missing below .venv and touches nothing outside the checkout and
Go's caches. What is there already is left alone; what was interrupted is
finished.
`, runSetup,
	},
	{
		"run", "execute notebooks and save them",
		`usage: go run ./notebooks run [flags] [FILE…]

Executes notebooks, each in a fresh kernel, and saves them in place. A notebook
in which a cell fails stays as it was.
` + ofFiles, runRunner,
	},
	{
		"check", "execute notebooks and compare them with what is saved",
		`usage: go run ./notebooks check [flags] [FILE…]

Executes notebooks and compares what the cells display with what the files have:
texts exactly, figures by what they show. Changes no file. Their programs are
built a few at once, without a kernel; a notebook that fails or differs is
executed again in a fresh kernel, cell by cell, which -kernel does at once. With
-on, they are built for another processor and executed there: what differs
depends on how it rounds.
` + ofFiles, runRunner,
	},
	{
		"play", "change the numbers that lessons invite to change, as a student would",
		`usage: go run ./notebooks play [flags] [FILE…]

Changes each number at the head of a cell to three sensible values and two
senseless ones, one at a time. The cell must show a figure or a sentence: a panic,
a stack, or a title that tells the old number is a fault. Changes no file.
` + ofFiles, runRunner,
	},
	{
		"doctor", "say what is missing, and the command that mends it",
		`usage: go run ./notebooks doctor

Says of each requirement what was found, what is wrong, and the command that
mends it. Changes nothing. The exit status is 1 when something is wrong.
`, runDoctor,
	},
}

const ofFiles = `
FILE is a notebook, relative to the current folder or to notebooks/. Without one,
every lesson in notebooks/ is taken. Exit status 1 when a notebook failed,
2 when the command line is wrong, 130 when it was interrupted.
`

// usage lists the commands.
func usage() string {
	var b strings.Builder
	b.WriteString("usage: go run ./notebooks [COMMAND] [flags]\n\n")
	for _, c := range commands {
		fmt.Fprintf(&b, "  %-9s %s\n", c.name, c.summary)
	}
	b.WriteString("\ngo run ./notebooks COMMAND -h says more about one.\n")
	return b.String()
}
