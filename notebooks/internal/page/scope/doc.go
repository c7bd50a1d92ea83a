// Package scope says what a reader may write at a place in a cell, and what stands there: the
// names that the session and its packages declare, with their types, read from what
// the compiler exports.
//
//	scope.go    Scope: the packages, and what the compiler exports of them
//	complete.go Complete: what may follow
//	inspect.go  Inspect: the declaration of a name
//	check.go    the types of a cell that may still have errors
//	place.go    places in a text, as the page counts them
package scope
