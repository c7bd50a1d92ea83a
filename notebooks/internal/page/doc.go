// Package page puts Go's own compiler into a web page, as a kernel of notebooks. The README in
// its folder says how it works, and how another course takes it.
//
//	page.go     Builder: the kernel's folder, its scripts and its parts
//	slim.go     a compiler and a linker that know one processor
//	archives.go what cells may import, compiled
//	objects.go  the tables of compiled packages, by columns
//	pack.go     files in one
//	static      the scripts
//	program     the part of the kernel that is Go
//	scope       completion and documentation
package page
