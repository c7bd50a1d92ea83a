// Package compose makes Go programs of the cells of a notebook, by the rules of
// GoNB, without a kernel: for a kernel that is none of GoNB's, for another
// processor, for a page.
//
// A cell is a program. What the cells before it declared belongs to it, values
// do not survive:
//
//	imports, types, constants, variables, functions, methods   are kept
//	the same name, declared again                              replaces what had it
//	%%, %main                                                  begins func main, to the end of the cell
//	%exec f                                                    is a main that calls f
//	func main                                                  belongs to its cell alone
//	func init_anything                                         is an init that can be replaced
//	imports that the program does not use                      are left out
//	%args, %env                                                are handed to whoever runs the program
//	other lines that begin with % or !                         are refused with a *[CommandError]
//
// Two rules are wider than GoNB's, which refuses such programs: a name may be
// declared again as another kind of thing, and of several names that one
// declaration has, one may be declared again and the others stay.
//
// The map of the package:
//
//	session.go   Session: what is declared so far; Compose, Keep
//	command.go   the lines that are not Go
//	declare.go   what a cell declares
//	render.go    the text of a program; which imports it needs
//	join.go      several programs in one, linked once
//	packages.go  names of packages, and packages by name
package compose
