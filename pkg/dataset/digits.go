package dataset

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"sync"
)

//go:embed digits.csv.gz
var digitsFile []byte

// digits reads the file once.
var digits = sync.OnceValues(func() (d Data, err error) {
	unzipped, err := gzip.NewReader(bytes.NewReader(digitsFile))
	if err != nil {
		return Data{}, err
	}
	rows, err := csv.NewReader(unzipped).ReadAll()
	if err != nil {
		return Data{}, err
	}
	for _, row := range rows {
		x, y := make([]float64, DigitSide*DigitSide), make([]float64, 10)
		for j := range x {
			v, err := strconv.ParseUint(row[j], 10, 8)
			if err != nil {
				return Data{}, err
			}
			x[j] = float64(v) / 16
		}
		digit, err := strconv.ParseUint(row[len(x)], 10, 8)
		if err != nil {
			return Data{}, err
		}
		y[digit] = 1
		d.X, d.Y = append(d.X, x), append(d.Y, y)
	}
	return d, nil
})

// DigitSide is the height and the width of the images of [Digits].
const DigitSide = 8

// Digits returns 1,797 handwritten digits, a small task of classification.
//
// An input is an image of 8×8 grey values from 0 to 1, in steps of 1/16, row by row; an output has a 1 in the
// place of the digit and nine zeros. Thirteen people wrote them, one behind the other, some of them several
// hundred: a share that is held out at random has the same hands as the rest. The rows are the caller's own.
//
// Source: E. Alpaydin and C. Kaynak, Optical recognition of handwritten digits, UCI machine learning repository
// (1998), doi:10.24432/C50P49, licence CC BY 4.0; the file is the one that the Python package scikit-learn
// 1.9.1 (BSD-3-Clause) distributes, which is the repository's test set.
func Digits() Data {
	d, err := digits()
	if err != nil {
		panic(fmt.Sprintf("dataset: Digits: the embedded file: %v", err)) // a test reads it
	}
	own := Data{X: make([][]float64, d.Len()), Y: make([][]float64, d.Len())}
	for i := range d.X {
		own.X[i], own.Y[i] = append([]float64(nil), d.X[i]...), append([]float64(nil), d.Y[i]...)
	}
	return own
}
