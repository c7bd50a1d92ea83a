package dataset

import (
	"bufio"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
)

// A stream is an iter.Seq2[T, error]: samples one after another, of which only a few are
// in memory. An error is yielded once, with a zero T, and ends the stream; the functions
// here pass it on after what came before it.

// Batched groups a stream into batches of size samples, the last one perhaps shorter. A
// batch is the consumer's own. A size below 1 panics.
func Batched[T any](stream iter.Seq2[T, error], size int) iter.Seq2[[]T, error] {
	if size < 1 {
		panic(fmt.Sprintf("dataset: Batched: size %d", size))
	}
	return func(yield func([]T, error) bool) {
		var batch []T
		for v, err := range stream {
			if err != nil {
				if len(batch) == 0 || yield(batch, nil) {
					yield(nil, err)
				}
				return
			}
			batch = append(batch, v)
			if len(batch) == size {
				if !yield(batch, nil) {
					return
				}
				batch = nil
			}
		}
		if len(batch) > 0 {
			yield(batch, nil)
		}
	}
}

// Shuffled yields a stream in a random order as far as a buffer of size samples allows: a
// random one leaves the buffer for each one that enters. A sample can come at most size-1
// places too early, but any number too late. A buffer as long as the stream shuffles it
// fully; size 1 leaves the order. A size below 1 or a nil generator panics.
func Shuffled[T any](stream iter.Seq2[T, error], size int, r *rand.Rand) iter.Seq2[T, error] {
	if size < 1 || r == nil {
		panic(fmt.Sprintf("dataset: Shuffled: size %d, generator %v", size, r))
	}
	return func(yield func(T, error) bool) {
		buffer := make([]T, 0, size)
		take := func() T {
			i := r.IntN(len(buffer))
			v := buffer[i]
			buffer[i] = buffer[len(buffer)-1]
			buffer = buffer[:len(buffer)-1]
			return v
		}
		var failure error
		for v, err := range stream {
			if err != nil {
				failure = err
				break
			}
			buffer = append(buffer, v)
			if len(buffer) == size && !yield(take(), nil) {
				return
			}
		}
		for len(buffer) > 0 {
			if !yield(take(), nil) {
				return
			}
		}
		if failure != nil {
			var zero T
			yield(zero, failure)
		}
	}
}

// ReadCSV streams rows of numbers from comma-separated text. Every row has as many
// fields as the first; header says that the first row holds names, which are skipped. A row
// is the consumer's own. Errors name the line; a field that is no finite number wraps
// ErrValue.
func ReadCSV(r io.Reader, header bool) iter.Seq2[[]float64, error] {
	return func(yield func([]float64, error) bool) {
		text := bufio.NewReader(r)
		if mark, _ := text.Peek(len(byteOrderMark)); string(mark) == byteOrderMark {
			text.Discard(len(byteOrderMark)) // it is in the buffer
		}
		in := csv.NewReader(text)
		in.ReuseRecord = true
		in.TrimLeadingSpace = true
		for first := true; ; first = false {
			fields, err := in.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(nil, fmt.Errorf("dataset: %w", err))
				return
			}
			if first && header {
				continue
			}
			row := make([]float64, len(fields))
			for i, f := range fields {
				row[i], err = strconv.ParseFloat(strings.TrimSpace(f), 64)
				if err != nil || math.IsNaN(row[i]) || math.IsInf(row[i], 0) {
					line, _ := in.FieldPos(i)
					yield(nil, bad("line %d: field %d is %q, not a finite number", line, i+1, f))
					return
				}
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// byteOrderMark begins what Excel saves as "CSV UTF-8".
const byteOrderMark = "\ufeff"

// ReadFloats streams rows of width little-endian float64 numbers. Data that ends within a
// row yields io.ErrUnexpectedEOF; a value that is not finite ErrValue. A row is
// the consumer's own. A width below 1 panics.
func ReadFloats(r io.Reader, width int) iter.Seq2[[]float64, error] {
	if width < 1 {
		panic(fmt.Sprintf("dataset: ReadFloats: width %d", width))
	}
	return func(yield func([]float64, error) bool) {
		in := bufio.NewReader(r)
		raw := make([]byte, 8*width)
		for n := 0; ; n++ {
			if _, err := io.ReadFull(in, raw); errors.Is(err, io.EOF) {
				return
			} else if err != nil {
				yield(nil, fmt.Errorf("dataset: row %d: %w", n, err))
				return
			}
			row := make([]float64, width)
			for i := range row {
				row[i] = math.Float64frombits(binary.LittleEndian.Uint64(raw[8*i:]))
				if math.IsNaN(row[i]) || math.IsInf(row[i], 0) {
					yield(nil, bad("row %d: value %d is %v", n, i, row[i]))
					return
				}
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}
