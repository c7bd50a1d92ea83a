package recovery_test

import (
	"fmt"
	"log"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/recovery"
	"github.com/gradstep/gradstep/pkg/stair"
)

// The pairs are saved in 8 bits, and a fifth of them is replaced at random.
func example() (x, y []float64) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 512 {
		x = append(x, rng.Float64())
	}
	y = stair.QuantizeTo(nil, x, 12.34)
	for i := range y {
		y[i] = picture.FromByte(picture.ToByte(y[i]))
		if rng.Float64() < 0.2 {
			y[i] = picture.FromByte(uint8(rng.IntN(256)))
		}
	}
	return x, y
}

func Example() {
	pairs, err := stair.NewPairs(example())
	if err != nil {
		log.Fatal(err)
	}
	objective, err := recovery.New(pairs, recovery.Settings{})
	if err != nil {
		log.Fatal(err)
	}
	for _, start := range []float64{5, 11, 20, 30} {
		r, err := recovery.Descent{}.Run(objective, start)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("from %4.1f: %6.3f after %d steps, %6.3f after %d\n", start, r.Path[r.Far], r.Far, r.B, len(r.Path)-1)
	}
	// Output:
	// from  5.0: 12.436 after 100 steps, 12.345 after 500
	// from 11.0: 12.436 after 100 steps, 12.345 after 500
	// from 20.0: 12.436 after 100 steps, 12.345 after 500
	// from 30.0: 12.437 after 100 steps, 12.345 after 500
}

// In a larger stack x comes from the stages before, and the derivative in y - x goes
// back to them.
func ExampleSpread() {
	s := recovery.Spread{Tol: stair.HalfLevel}
	for _, b := range []float64{8, 12, 16, 20} {
		value, dr, db := s.At(0.035, b)
		fmt.Printf("b = %2.0f: %6.3f, derivatives %6.1f in y - x, %6.3f in b\n", b, value, dr, db)
	}
	// Output:
	// b =  8: -2.050, derivatives    2.4 in y - x, -0.112 in b
	// b = 12: -2.191, derivatives   61.4 in y - x,  0.096 in b
	// b = 16: -0.167, derivatives  556.0 in y - x,  1.145 in b
	// b = 20:  2.303, derivatives    0.1 in y - x,  0.000 in b
}
