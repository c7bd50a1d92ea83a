package restore

// eliminateRows solves (m - D)u = r, m = λ + μ_k, for some rows k, where D is the
// second difference with Neumann edges: 2 + m on the diagonal, 1 + m at its ends,
// and -1 beside it. The pivots are 1 + e with
//
//	e_0 = m,  e_x = m + e_{x-1}/(1 + e_{x-1}),
//
// and the last one is e_{w-1} itself, which lacks the 1. Nothing is subtracted,
// so that no pivot loses digits however small m is.
func (p *Plan) eliminateRows(i int) {
	t := &p.rows[i]
	y := t.lo
	for ; y+bandRows <= t.hi; y += bandRows {
		p.eliminateFour(y, t.spare)
	}
	for ; y < t.hi; y++ {
		p.eliminateOne(y, t.spare)
	}
}

func (p *Plan) eliminateOne(y int, pivots []float64) {
	row, m := p.dst[y*p.w:][:p.w], p.lambda+p.mu[y]
	pivots = pivots[:p.w]
	e, r, one := 0.0, 0.0, 1.0
	for x := range row {
		if x == p.w-1 {
			one = 0
		}
		e += m
		piv := 1 / (one + e)
		r = (row[x]*p.scale + r) * piv
		row[x], pivots[x] = r, piv
		e *= piv
	}
	u := 0.0
	for x := p.w - 1; x >= 0; x-- {
		u = row[x] + pivots[x]*u
		row[x] = u
	}
}

// eliminateFour is eliminateOne for four rows at once, in the same operations.
func (p *Plan) eliminateFour(y int, pivots []float64) {
	w := p.w
	a, b, c, d := p.dst[y*w:][:w], p.dst[(y+1)*w:][:w], p.dst[(y+2)*w:][:w], p.dst[(y+3)*w:][:w]
	ma, mb, mc, md := p.lambda+p.mu[y], p.lambda+p.mu[y+1], p.lambda+p.mu[y+2], p.lambda+p.mu[y+3]
	var ea, eb, ec, ed, ra, rb, rc, rd float64
	one := 1.0
	for x := range a {
		if x == w-1 {
			one = 0
		}
		ea, eb, ec, ed = ea+ma, eb+mb, ec+mc, ed+md
		pa, pb, pc, pd := 1/(one+ea), 1/(one+eb), 1/(one+ec), 1/(one+ed)
		ra, rb = (a[x]*p.scale+ra)*pa, (b[x]*p.scale+rb)*pb
		rc, rd = (c[x]*p.scale+rc)*pc, (d[x]*p.scale+rd)*pd
		a[x], b[x], c[x], d[x] = ra, rb, rc, rd
		piv := pivots[4*x : 4*x+4 : 4*x+4]
		piv[0], piv[1], piv[2], piv[3] = pa, pb, pc, pd
		ea, eb, ec, ed = ea*pa, eb*pb, ec*pc, ed*pd
	}
	var ua, ub, uc, ud float64
	for x := w - 1; x >= 0; x-- {
		piv := pivots[4*x : 4*x+4 : 4*x+4]
		ua, ub, uc, ud = a[x]+piv[0]*ua, b[x]+piv[1]*ub, c[x]+piv[2]*uc, d[x]+piv[3]*ud
		a[x], b[x], c[x], d[x] = ua, ub, uc, ud
	}
}
