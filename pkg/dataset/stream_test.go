package dataset_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"iter"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/dataset"
)

var errBroken = errors.New("broken")

// count streams 0, …, n-1, then an error if fail is set.
func count(n int, fail bool) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for i := range n {
			if !yield(i, nil) {
				return
			}
		}
		if fail {
			yield(0, errBroken)
		}
	}
}

func collect[T any](stream iter.Seq2[T, error]) (all []T, err error) {
	for v, e := range stream {
		if e != nil {
			return all, e
		}
		all = append(all, v)
	}
	return all, nil
}

func TestBatched(t *testing.T) {
	for _, fail := range []bool{false, true} {
		all, err := collect(dataset.Batched(count(7, fail), 3))
		if fail != errors.Is(err, errBroken) {
			t.Errorf("error %v, want one: %v", err, fail)
		}
		if len(all) != 3 || !slices.Equal(all[0], []int{0, 1, 2}) || !slices.Equal(all[2], []int{6}) {
			t.Errorf("batches %v", all)
		}
	}
	for range dataset.Batched(count(7, false), 3) {
		break // a consumer that leaves early must not be called again
	}
}

// TestShuffled: every sample comes once, at most size-1 places too early, errors come
// last, a full buffer shuffles uniformly, and a buffer of one leaves the order.
func TestShuffled(t *testing.T) {
	const n, size = 100, 10
	all, err := collect(dataset.Shuffled(count(n, true), size, pcg(1, 1)))
	if !errors.Is(err, errBroken) || len(all) != n {
		t.Fatalf("%d samples, %v", len(all), err)
	}
	for place, v := range all {
		if v-place > size-1 {
			t.Errorf("sample %d at place %d: more than %d too early", v, place, size-1)
		}
	}
	if slices.IsSorted(all) {
		t.Error("not shuffled")
	}
	slices.Sort(all)
	for i, v := range all {
		if i != v {
			t.Fatalf("lost or doubled: %v", all)
		}
	}
	if same, _ := collect(dataset.Shuffled(count(n, false), 1, pcg(1, 1))); !slices.IsSorted(same) {
		t.Error("a buffer of one changed the order")
	}
	var places [3]float64
	r := pcg(2, 2)
	const rounds = 9000
	for range rounds {
		full, _ := collect(dataset.Shuffled(count(3, false), 3, r))
		places[slices.Index(full, 0)]++
	}
	for place, c := range places {
		if math.Abs(c-rounds/3) > 5*math.Sqrt(rounds*2/9) {
			t.Errorf("the first sample came to place %d %v of %d times", place, c, rounds)
		}
	}
	for range dataset.Shuffled(count(n, true), size, pcg(1, 1)) {
		break
	}
}

func TestReadCSV(t *testing.T) {
	all, err := collect(dataset.ReadCSV(strings.NewReader("speed,dist\n4, 2\n7,4.5e1\n"), true))
	if err != nil || len(all) != 2 || !slices.Equal(all[1], []float64{7, 45}) || !slices.Equal(all[0], []float64{4, 2}) {
		t.Errorf("%v, %v", all, err)
	}
	for text, want := range map[string]string{
		"1,2\n3,x\n":   "line 2: field 2",
		"1,2\n3,NaN\n": "line 2: field 2",
		"1,2\n\n3\n":   "line 3",
	} {
		all, err := collect(dataset.ReadCSV(strings.NewReader(text), false))
		if err == nil || !strings.Contains(err.Error(), want) || len(all) != 1 {
			t.Errorf("%q: %v after %v, want it to name %s", text, err, all, want)
		}
	}
}

func TestReadFloats(t *testing.T) {
	encode := func(v ...float64) []byte {
		var b bytes.Buffer
		if err := binary.Write(&b, binary.LittleEndian, v); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	all, err := collect(dataset.ReadFloats(bytes.NewReader(encode(1, 2, 3, 4)), 2))
	if err != nil || len(all) != 2 || !slices.Equal(all[1], []float64{3, 4}) {
		t.Errorf("%v, %v", all, err)
	}
	if _, err := collect(dataset.ReadFloats(bytes.NewReader(encode(1, 2, 3)), 2)); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("cut short: %v", err)
	}
	if _, err := collect(dataset.ReadFloats(bytes.NewReader(encode(1, math.Inf(1))), 2)); !errors.Is(err, dataset.ErrValue) {
		t.Errorf("infinite: %v", err)
	}
}

// What Excel puts in front of a file, and blanks around numbers, change nothing.
func TestReadCSVOfExcel(t *testing.T) {
	for text, header := range map[string]bool{
		"\ufeff\"a\",\"b\"\n3,4\n": true, "\ufeff3,4\n": false, "\ufeffa,b\n3,4\n": true, "3 , 4 \n": false,
	} {
		rows := 0
		for row, err := range dataset.ReadCSV(strings.NewReader(text), header) {
			if err != nil || len(row) != 2 || row[0] != 3 || row[1] != 4 {
				t.Errorf("%q: %v, %v", text, row, err)
			}
			rows++
		}
		if rows != 1 {
			t.Errorf("%q: %d rows", text, rows)
		}
	}
}
