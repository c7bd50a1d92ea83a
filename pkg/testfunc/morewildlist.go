package testfunc

// moreWildList is Moré and Wild's list: function, variables, components, and whether
// the start is ten times the customary one.
var moreWildList = []struct {
	function, n, m int
	far            bool
}{
	{1, 9, 45, false},
	{1, 9, 45, true},
	{2, 7, 35, false},
	{2, 7, 35, true},
	{3, 7, 35, false},
	{3, 7, 35, true},
	{4, 2, 2, false},
	{4, 2, 2, true},
	{5, 3, 3, false},
	{5, 3, 3, true},
	{6, 4, 4, false},
	{6, 4, 4, true},
	{7, 2, 2, false},
	{7, 2, 2, true},
	{8, 3, 15, false},
	{8, 3, 15, true},
	{9, 4, 11, false},
	{10, 3, 16, false},
	{11, 6, 31, false},
	{11, 6, 31, true},
	{11, 9, 31, false},
	{11, 9, 31, true},
	{11, 12, 31, false},
	{11, 12, 31, true},
	{12, 3, 10, false},
	{13, 2, 10, false},
	{14, 4, 20, false},
	{14, 4, 20, true},
	{15, 6, 6, false},
	{15, 7, 7, false},
	{15, 8, 8, false},
	{15, 9, 9, false},
	{15, 10, 10, false},
	{15, 11, 11, false},
	{16, 10, 10, false},
	{17, 5, 33, false},
	{18, 11, 65, false},
	{18, 11, 65, true},
	{19, 8, 8, false},
	{19, 10, 12, false},
	{19, 11, 14, false},
	{19, 12, 16, false},
	{20, 5, 5, false},
	{20, 6, 6, false},
	{20, 8, 8, false},
	{21, 5, 5, false},
	{21, 5, 5, true},
	{21, 8, 8, false},
	{21, 10, 10, false},
	{21, 12, 12, false},
	{21, 12, 12, true},
	{22, 8, 8, false},
	{22, 8, 8, true},
}

// moreWildFunction is one of the 22: its components, their derivatives, which are
// added to zeros, and its customary start.
type moreWildFunction struct {
	name      string
	residuals func(r, x []float64)
	jacobian  func(j, x []float64)
	start     func(n int) []float64
}

// moreWildFunctions lists them in Moré and Wild's order. The numbers in the comments
// are Moré, Garbow and Hillstrom's; the last four are from CUTEr.
var moreWildFunctions = []moreWildFunction{
	{"LinearFull", linearFull, linearFullJac, ones},                                            // 32
	{"LinearRank1", linearRank1, linearRank1Jac, ones},                                         // 33
	{"LinearRank1Zeros", linearZeros, linearZerosJac, ones},                                    // 34
	{"Rosenbrock", valley, valleyJac, from(-1.2, 1)},                                           // 1
	{"Helical", helix, helixJac, from(-1, 0, 0)},                                               // 7
	{"PowellSingular", powell, powellJac, from(3, -1, 0, 1)},                                   // 13
	{"FreudensteinRoth", roth, rothJac, from(0.5, -2)},                                         // 2
	{"Bard", bard, bardJac, ones},                                                              // 8
	{"KowalikOsborne", kowalik, kowalikJac, from(0.25, 0.39, 0.415, 0.39)},                     // 15
	{"Meyer", meyer, meyerJac, from(0.02, 4000, 250)},                                          // 10
	{"Watson", watson, watsonJac, halves},                                                      // 20
	{"Box3D", box, boxJac, from(0, 10, 20)},                                                    // 12
	{"JennrichSampson", jennrich, jennrichJac, from(0.3, 0.4)},                                 // 6
	{"BrownDennis", dennis, dennisJac, from(25, 5, -5, -1)},                                    // 16
	{"Chebyquad", chebyquad, chebyquadJac, evenly},                                             // 35
	{"BrownAlmostLinear", almostLinear, almostLinearJac, halves},                               // 27
	{"Osborne1", osborne1, osborne1Jac, from(0.5, 1.5, 1, 0.01, 0.02)},                         // 17
	{"Osborne2", osborne2, osborne2Jac, from(1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5)}, // 19
	{"Bdqrtic", bdqrtic, bdqrticJac, ones},
	{"Cube", cube, cubeJac, halves},
	{"Mancino", mancino, mancinoJac, mancinoStart},
	{"Heart8", heart, heartJac, from(-0.3, -0.39, 0.3, -0.344, -1.2, 2.69, 1.59, -1.5)},
}

func ones(n int) []float64   { return fill(n, 1) }
func halves(n int) []float64 { return fill(n, 0.5) }

// from returns a start of a fixed dimension.
func from(x ...float64) func(n int) []float64 {
	return func(int) []float64 { return append([]float64(nil), x...) }
}

// evenly returns k/(n+1), k = 1, …, n.
func evenly(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = float64(i+1) / float64(n+1)
	}
	return x
}
