package dataset

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"testing"
)

// The file is the one that is named, and its digits are as many of each kind as its authors say.
func TestDigits(t *testing.T) {
	if sum := fmt.Sprintf("%x", sha256.Sum256(digitsFile)); sum != "09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22" {
		t.Errorf("the file has the sum %s", sum)
	}
	d := Digits()
	if _, err := New(d.X, d.Y); err != nil {
		t.Fatal(err)
	}
	counts, most, least := make([]int, 10), 0.0, 1.0
	for i, y := range d.Y {
		ones := 0
		for c, v := range y {
			if v == 1 {
				counts[c]++
				ones++
			}
		}
		if len(d.X[i]) != 64 || len(y) != 10 || ones != 1 {
			t.Fatalf("sample %d has %d values and the outputs %v", i, len(d.X[i]), y)
		}
		most, least = max(most, slices.Max(d.X[i])), min(least, slices.Min(d.X[i]))
	}
	if want := []int{178, 182, 177, 183, 181, 182, 181, 179, 174, 180}; !slices.Equal(counts, want) || most != 1 || least != 0 {
		t.Errorf("of each digit %v, want %v; values from %v to %v", counts, want, least, most)
	}
}

// The rows are the caller's.
func TestDigitsAreOwn(t *testing.T) {
	a := Digits()
	a.X[0][2], a.Y[0][0] = 7, 7
	if b := Digits(); b.X[0][2] != 5.0/16 || b.Y[0][0] != 1 {
		t.Error("a change of one set is seen in another")
	}
}
