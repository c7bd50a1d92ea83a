// Command gradstep answers questions about image files, restores them and trains
// networks to restore them with the packages of this module, and makes its studies.
//
// gradstep -h lists the subcommands, gradstep fit -h explains one.
//
// The exit status is 0 when the question was answered; 1, with one sentence on
// standard error, when it could not be; 2 when the command line is wrong.
package main

import "os"

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }
