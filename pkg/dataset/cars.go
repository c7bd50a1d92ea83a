package dataset

// speed and stop are Ezekiel's 50 measurements: miles per hour, and feet.
var (
	speed = [...]float64{
		4, 4, 7, 7, 8, 9, 10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15,
		15, 16, 16, 17, 17, 17, 18, 18, 18, 18, 19, 19, 19, 20, 20, 20, 20, 20, 22, 23, 24, 24, 24, 24, 25,
	}
	stop = [...]float64{
		2, 10, 4, 22, 16, 10, 18, 26, 34, 17, 28, 14, 20, 24, 28, 26, 34, 34, 46, 26, 36, 60, 80, 20, 26,
		54, 32, 40, 32, 40, 50, 42, 56, 76, 84, 36, 46, 68, 32, 48, 52, 56, 64, 66, 54, 70, 92, 93, 120, 85,
	}
)

// Cars returns real measurements for a regression: the speed of 50 cars in miles per hour,
// and the distance in feet that each took to stop. The line of least squares is
// distance = -17.58 + 3.932 speed.
//
// Source: M. Ezekiel, Methods of correlation analysis, 1930.
func Cars() Data {
	d := Data{X: make([][]float64, len(speed)), Y: make([][]float64, len(stop))}
	for i := range speed {
		d.X[i], d.Y[i] = []float64{speed[i]}, []float64{stop[i]}
	}
	return d
}
