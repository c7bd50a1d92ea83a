// Package processor builds the program of a cell for this or another processor and
// runs it there: under qemu's user mode emulation, or, WebAssembly, in Node. What the
// program prints and displays comes back as the outputs of a notebook's cell.
//
//	target.go  Target: GOOS/GOARCH, and the program that executes its programs
//	check.go   Checker: does a program compile, without building it
//	build.go   Target.Build
//	run.go     Target.Run: streams, and displays by the protocol of gonbui
//	node.js    runs a WebAssembly program in Node
package processor
