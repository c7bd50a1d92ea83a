// Command gradstep answers questions about image files and restores them with the
// packages of this module, and makes its study of convergence rates.
//
//	gradstep fit ORIGINAL QUANTIZED    find the number of steps b of a quantized image
//	gradstep restore IN OUT            take noise out of a photograph
//	gradstep study [NAME...]           measure how fast finite-difference descent converges
//
// gradstep -h lists the subcommands, gradstep fit -h explains one.
//
// The exit status is 0 when the question was answered; 1, with one sentence on
// standard error, when it could not be; 2 when the command line is wrong.
package main

import "os"

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }
