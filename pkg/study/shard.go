package study

import (
	"fmt"
	"strconv"
	"strings"
)

// Shard says which part of a list of jobs one of several processes makes: part Index of Count, counted
// from 1. The zero Shard is the whole. It is a flag.Value.
type Shard struct{ Index, Count int }

// ParseShard reads "I/N", 1 <= I <= N.
func ParseShard(text string) (Shard, error) {
	i, n, ok := strings.Cut(text, "/")
	index, err1 := strconv.Atoi(i)
	count, err2 := strconv.Atoi(n)
	if !ok || err1 != nil || err2 != nil || index < 1 || count < index {
		return Shard{}, fmt.Errorf("%w: part %q, want I/N with 1 <= I <= N, such as 2/7", ErrValue, text)
	}
	return Shard{index, count}, nil
}

// Set is ParseShard for package flag.
func (s *Shard) Set(text string) (err error) {
	*s, err = ParseShard(text)
	return err
}

// String returns "I/N", and "" for the whole.
func (s Shard) String() string {
	if s.Whole() {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.Index, s.Count)
}

// Whole says whether the shard is everything.
func (s Shard) Whole() bool { return s.Count == 0 }

// Has says whether item i of a list, counted from 0, belongs to the shard: they are dealt out like
// cards. Each item belongs to exactly one of the Count shards.
func (s Shard) Has(i int) bool { return s.Whole() || i%s.Count == s.Index-1 }
