package fd

import "fmt"

// Colour groups the n variables of a sparse function so that no value depends on two of a group: all of a group
// can be moved at once.
//
// sparsity[j] lists the variables of value j. The groups are made greedily, the variables in their order, each in
// the first group that takes it; for a band of width w these are the least w groups.
//
// Source: Curtis, Powell and Reid, "On the estimation of sparse Jacobian matrices", J. Inst. Math. Appl. 13
// (1974), section 2.
func Colour(sparsity [][]int, n int) [][]int {
	columns := transposed(sparsity, len(sparsity), n)
	var groups [][]int
	colour := make([]int, n)
	taken := make([]int, 0, 8) // taken[c] = i+1: group c has a variable beside i
	for i := range n {
		for _, j := range columns[i] {
			for _, other := range sparsity[j] {
				if other < i {
					taken[colour[other]] = i + 1
				}
			}
		}
		c := 0
		for c < len(groups) && taken[c] == i+1 {
			c++
		}
		if c == len(groups) {
			groups, taken = append(groups, nil), append(taken, 0)
		}
		colour[i] = c
		groups[c] = append(groups[c], i)
	}
	return groups
}

// transposed lists the values that depend on each variable.
func transposed(sparsity [][]int, m, n int) [][]int {
	if len(sparsity) != m {
		panic(fmt.Sprintf("fd: a sparsity of %d rows for %d values", len(sparsity), m))
	}
	if n < 0 || n > mostCounted {
		panic(fmt.Sprintf("fd: a sparsity over %d variables", n))
	}
	columns := make([][]int, n)
	for j, row := range sparsity {
		for _, i := range row {
			if i < 0 || i >= n {
				panic(fmt.Sprintf("fd: value %d depends on variable %d of %d", j, i, n))
			}
			if c := columns[i]; len(c) == 0 || c[len(c)-1] != j { // named twice counts once
				columns[i] = append(c, j)
			}
		}
	}
	return columns
}
