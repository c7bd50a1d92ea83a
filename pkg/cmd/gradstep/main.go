// Command gradstep answers questions about image files, restores them and trains
// networks to restore them with the packages of this module, and makes its studies.
//
//	gradstep fit ORIGINAL QUANTIZED    find the number of steps b of a quantized image
//	gradstep restore IN OUT            take noise out of a photograph
//	gradstep study [NAME...]           measure how fast finite-difference descent converges
//	gradstep train [PHOTOGRAPH...]     train a network to take noise out of photographs
//	gradstep trials [NAME...]          make the tables of lesson 10 from small trainings
//	gradstep recovery                  measure how often b is found by descent
//
// gradstep -h lists the subcommands, gradstep fit -h explains one.
//
// The exit status is 0 when the question was answered; 1, with one sentence on
// standard error, when it could not be; 2 when the command line is wrong.
package main

import "os"

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }
