package testfunc

// heart is Heart8ls, the eight equations of a dipole model of the heart. With complex
// numbers p = x_1 + i x_3, q = x_2 + i x_4, u = x_5 + i x_7 and v = x_6 + i x_8, the
// equations say what p + q, p u + q v, p u² + q v² and p u³ + q v³ are, up to signs: the
// real and the imaginary part of each make one equation.
func heart(r, x []float64) {
	a, b, c, d, t, u, v, w := x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]
	e, f := t*t-v*v, u*u-w*w // real parts of the squares; 2tv and 2uw are the imaginary ones
	g, h := t*(t*t-3*v*v), u*(u*u-3*w*w)
	k, l := v*(v*v-3*t*t), w*(w*w-3*u*u)
	r[0] = a + b + 0.69
	r[1] = c + d + 0.044
	r[2] = t*a + u*b - v*c - w*d + 1.57
	r[3] = v*a + w*b + t*c + u*d + 1.31
	r[4] = a*e - 2*c*t*v + b*f - 2*d*u*w + 2.65
	r[5] = c*e + 2*a*t*v + d*f + 2*b*u*w - 2
	r[6] = a*g + c*k + b*h + d*l + 12.6
	r[7] = c*g - a*k + d*h - b*l - 9.48
}

func heartJac(j, x []float64) {
	a, b, c, d, t, u, v, w := x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]
	e, f := t*t-v*v, u*u-w*w
	g, h := t*(t*t-3*v*v), u*(u*u-3*w*w)
	k, l := v*(v*v-3*t*t), w*(w*w-3*u*u)
	p, q := 2*t*v, 2*u*w
	rows := [8][8]float64{
		{1, 1, 0, 0, 0, 0, 0, 0},
		{0, 0, 1, 1, 0, 0, 0, 0},
		{t, u, -v, -w, a, b, -c, -d},
		{v, w, t, u, c, d, a, b},
		{e, f, -p, -q, 2 * (a*t - c*v), 2 * (b*u - d*w), -2 * (a*v + c*t), -2 * (b*w + d*u)},
		{p, q, e, f, 2 * (c*t + a*v), 2 * (d*u + b*w), 2 * (a*t - c*v), 2 * (b*u - d*w)},
		// g' is 3e in t and -3p in v; k' is -3p in t and -3e in v.
		{g, h, k, l, 3 * (a*e - c*p), 3 * (b*f - d*q), -3 * (a*p + c*e), -3 * (b*q + d*f)},
		{-k, -l, g, h, 3 * (c*e + a*p), 3 * (d*f + b*q), 3 * (a*e - c*p), 3 * (b*f - d*q)},
	}
	for i, row := range rows {
		copy(j[i*8:], row[:])
	}
}
