//go:build !race

package allocs_test

const race = false
