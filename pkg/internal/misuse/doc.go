// Package misuse calls every exported function and method of the library with what they should not be given:
// nil, empty and mismatched slices, NaN, infinities, huge and negative numbers, functions that return such,
// all drawn from a seed. Each call must return, with or without an error, or panic with a text that begins
// with a package's name, within a second.
//
// All of it is tests. registry_test.go lists the functions and types; a test fails when one of the library is
// missing there, and with the flag -update writes the list.
package misuse
