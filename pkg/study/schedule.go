package study

import (
	"cmp"
	"fmt"
	"slices"
)

// work is a job under way, with the part that it belongs to.
type work struct {
	part string
	Job
}

// key is that of the journal.
func (w work) key() string { return w.part + "/" + w.Key }

// works lists the jobs of all parts, after a check.
func (s Study) works() (all []work, err error) {
	seen := map[string]bool{}
	for _, p := range s.Parts {
		for _, job := range p.Jobs {
			w := work{p.Name, job}
			if seen[w.key()] {
				return nil, fmt.Errorf("%w: %s: two jobs have the key %q", ErrStudy, s.Name, w.key())
			}
			for _, need := range job.Needs { // what is needed stands before, so there are no circles
				if !seen[p.Name+"/"+need] {
					return nil, fmt.Errorf("%w: %s: %q needs %q, which does not stand before it", ErrStudy, s.Name, w.key(), need)
				}
			}
			seen[w.key()] = true
			all = append(all, w)
		}
	}
	return all, nil
}

// mine returns the jobs of a shard. Jobs that need each other stay together; of these groups, the
// costly ones first, each shard gets every N-th.
func mine(all []work, shard Shard) []work {
	if shard.Whole() {
		return all
	}
	group, cost := groups(all)
	order := make([]int, len(cost))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(cost[b], cost[a]) })
	place := make([]int, len(order))
	for i, g := range order {
		place[g] = i
	}
	var out []work
	for i, w := range all {
		if shard.Has(place[group[i]]) {
			out = append(out, w)
		}
	}
	return out
}

// groups numbers the sets of jobs that need each other, and adds up what they cost.
func groups(all []work) (group []int, cost []float64) {
	above := make([]int, len(all)) // a forest: the root stands for the group
	root := func(i int) int {
		for above[i] != i {
			i = above[i]
		}
		return i
	}
	at := map[string]int{}
	for i, w := range all {
		at[w.key()], above[i] = i, i
		for _, need := range w.Needs {
			a, b := root(at[w.part+"/"+need]), root(i)
			above[max(a, b)] = min(a, b)
		}
	}
	number := map[int]int{}
	for i, w := range all {
		r := root(i)
		if _, known := number[r]; !known {
			number[r] = len(cost)
			cost = append(cost, 0)
		}
		group = append(group, number[r])
		cost[number[r]] += w.Cost
	}
	return group, cost
}

// waves sorts jobs by how many others have to run before, one behind the other, and each wave by cost.
func waves(jobs []work) (out [][]work) {
	depth := map[string]int{}
	for _, w := range jobs {
		d := 0
		for _, need := range w.Needs {
			if before, open := depth[w.part+"/"+need]; open {
				d = max(d, before+1)
			}
		}
		depth[w.key()] = d
		if d == len(out) {
			out = append(out, nil)
		}
		out[d] = append(out[d], w)
	}
	for _, wave := range out {
		slices.SortStableFunc(wave, func(a, b work) int { return cmp.Compare(b.Cost, a.Cost) })
	}
	return out
}
