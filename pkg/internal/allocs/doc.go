// Package allocs counts allocations for the tests that promise none.
//
// The race detector makes [sync.Pool] forget a quarter of what it is given, so
// that whatever is pooled, here or in a dependency, allocates by chance. In its
// builds [PerRun] still runs the function, for the detector to watch, and
// reports no allocation.
package allocs
