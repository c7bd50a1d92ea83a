package stair

import "slices"

// bucketSort sorts by a key that is spread over a known range in linear time: it
// deals the elements into as many buckets as there are, and sorts each bucket. What
// is not spread at all costs no more than an ordinary sort. Its buffers are kept for
// the next call.
type bucketSort[T any] struct {
	spare []T
	start []int32
}

// crowded is from how many elements on a bucket is sorted by the library.
const crowded = 24

// by returns the elements in ascending order of their keys, which lie in [lo, hi]; equal
// keys keep their order. The slice that it returns and all share their memory with the
// buffers.
func (s *bucketSort[T]) by(all []T, lo, hi float64, key func(T) float64) []T {
	n := len(all)
	compare := func(a, b T) int { return order(key(a), key(b)) }
	if n < 2*crowded || !(hi > lo) {
		slices.SortStableFunc(all, compare)
		return all
	}
	if cap(s.spare) < n {
		s.spare = make([]T, n)
	}
	if cap(s.start) < n+1 {
		s.start = make([]int32, n+1)
	}
	out, start := s.spare[:n], s.start[:n+1]
	clear(start)
	scale := float64(n) / (hi - lo)
	bucket := func(v float64) int { return min(n-1, max(0, int((v-lo)*scale))) }
	for _, e := range all {
		start[bucket(key(e))+1]++
	}
	for i := range n {
		start[i+1] += start[i]
	}
	for _, e := range all {
		b := bucket(key(e))
		out[start[b]] = e
		start[b]++
	}
	from := int32(0)
	for _, to := range start[:n] { // now the end of each bucket
		if to-from > crowded {
			slices.SortStableFunc(out[from:to], compare)
		} else {
			for i := from + 1; i < to; i++ {
				for j := i; j > from && key(out[j]) < key(out[j-1]); j-- {
					out[j], out[j-1] = out[j-1], out[j]
				}
			}
		}
		from = to
	}
	s.spare = all
	return out
}

// order compares floats that are not NaN, faster than cmp.Compare does.
func order(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
