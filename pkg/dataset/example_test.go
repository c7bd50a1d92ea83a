package dataset_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/gradstep/gradstep/pkg/dataset"
)

func ExampleSampler() {
	s, err := dataset.NewSampler(7, dataset.Settings{Size: 3, Rand: rand.New(rand.NewPCG(1, 2))})
	if err != nil {
		panic(err)
	}
	for range 2 {
		for batch := range s.Batches() {
			fmt.Print(batch)
		}
		fmt.Println()
	}
	// Output:
	// [1 4 0][2 6 3][5]
	// [5 6 1][4 0 2][3]
}

func ExampleStochastic() {
	// Stochastic descent on the mean of ½(a + b·speed - distance)² over 50 cars.
	cars := dataset.Cars()
	one := func(dst, x []float64, i int) {
		speed := cars.X[i][0] - 15 // centred, which makes the problem well conditioned
		e := x[0] + x[1]*speed - cars.Y[i][0]
		dst[0], dst[1] = e, e*speed
	}
	s, err := dataset.NewSampler(cars.Len(), dataset.Settings{Size: 5, Rand: rand.New(rand.NewPCG(1, 2))})
	if err != nil {
		panic(err)
	}
	grad := dataset.Stochastic(s, one)
	x, g := []float64{0, 0}, make([]float64, 2)
	for k := range 5000 {
		grad(g, x)
		rate := 0.02 / (1 + 0.01*float64(k))
		for i := range x {
			x[i] -= rate * g[i]
		}
	}
	fmt.Printf("distance = %.0f + %.1f (speed - 15) after %d epochs\n", x[0], x[1], s.Epoch())
	// Output:
	// distance = 41 + 3.9 (speed - 15) after 500 epochs
}

func ExampleShuffled() {
	text := "1\n2\n3\n4\n5\n6\n"
	rows := dataset.ReadCSV(strings.NewReader(text), false)
	for batch, err := range dataset.Batched(dataset.Shuffled(rows, 3, rand.New(rand.NewPCG(1, 2))), 4) {
		fmt.Println(batch, err)
	}
	// Output:
	// [[3] [2] [5] [6]] <nil>
	// [[1] [4]] <nil>
}

func ExampleSplit() {
	d, err := dataset.New([][]float64{{1}, {2}, {3}, {4}, {5}}, [][]float64{{1}, {4}, {9}, {16}, {25}})
	if err != nil {
		panic(err)
	}
	train, valid, err := dataset.Split(d.Len(), 0.4, rand.New(rand.NewPCG(1, 2)))
	fmt.Println(d.Subset(train).X, d.Subset(valid).Y, err)
	// Output:
	// [[1] [3] [4]] [[4] [25]] <nil>
}

func ExampleReadFloats() {
	raw := binary.LittleEndian.AppendUint64(nil, math.Float64bits(0.5))
	raw = binary.LittleEndian.AppendUint64(raw, math.Float64bits(-3))
	for row, err := range dataset.ReadFloats(bytes.NewReader(raw), 2) {
		fmt.Println(row, err)
	}
	// Output:
	// [0.5 -3] <nil>
}

func ExampleDigits() {
	digits := dataset.Digits()
	for row := range dataset.DigitSide {
		for _, v := range digits.X[0][8*row:][:8] {
			fmt.Printf("%c", ".:+#@"[int(4*v)])
		}
		fmt.Println()
	}
	fmt.Println(digits.Len(), "digits, and this one is", slices.Index(digits.Y[0], 1))
	// Output:
	// ..:#+...
	// ..##+#:.
	// ..#..++.
	// .:#..++.
	// .:+..++.
	// .:+..#:.
	// ..#:+#..
	// ..:#+...
	// 1797 digits, and this one is 0
}
