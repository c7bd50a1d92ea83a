package vec

// Descend makes a step of plain descent,
//
//	x ← x - move g.
//
// The slices are of one length and do not overlap.
func Descend(x, g []float64, move float64) {
	g = g[:len(x)]
	if n := len(x) &^ 7; Wide && n > 0 {
		descend4(n, move, &x[0], &g[0])
		x, g = x[n:], g[n:]
	}
	for i := range x { // the twin of descend4
		x[i] -= float64(move * g[i])
	}
}
