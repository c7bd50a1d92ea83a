// Command gradstep answers questions about image files, restores them, trains networks
// to restore them, diagnoses and minimizes programs that print a number, and makes the
// studies, with the packages of this module.
//
// gradstep -h lists the subcommands, gradstep fit -h explains one.
//
// The exit status is 0 when the question was answered; 1, with one sentence on
// standard error, when it could not be; 2 when the command line is wrong.
package main

import "os"

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }
