// Package calls gives every exported function and method of the library what it should not be
// given: nil, empty and mismatched slices, NaN, infinities, huge and negative numbers, functions
// that return such, all drawn from a seed. Each call must return, with or without an error, or panic
// with a text that begins with a package's name, within a second (five, where tests share cores).
//
// All of it is tests.
package calls
