// Package misuse keeps the list of all that the library exports, calls/registry_test.go. Its test
// fails when the list lacks a function or a type, and with the flag -update writes it:
//
//	go test -run TestRegistry ./pkg/internal/misuse -update
//
// The tests in calls give every function and method on the list what it should not be given.
package misuse
