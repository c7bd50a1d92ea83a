package jpegany

// pass is what a scan codes: some components, the frequencies from lo to hi, and their bits from low on; high is
// 0 or the bit above, from which it refines (G.1.1).
type pass struct {
	coder
	comps             []*component
	dc, ac            []*huffman
	lo, hi, high, low int
	before            []int // the mean of the block before, of each component
	run               int   // blocks without more frequencies that are still to come
}

// ready checks the header of a scan (B.2.3) and keeps it at the head of the data.
func (d *decoder) ready(s []byte) error {
	n := 0
	if len(s) > 0 {
		n = int(s[0])
	}
	if n < 1 || n > len(d.comps) || len(s) != 4+2*n {
		return malformed("SOS has wrong length")
	}
	d.header = s
	return nil
}

// scan reads the coded data of the scan whose header is ready.
func (d *decoder) scan() error {
	s, n := d.header, int(d.header[0])
	p := pass{coder: coder{data: d.data}, before: make([]int, n), lo: 0, hi: 63}
	if d.progressive {
		t := s[1+2*n:]
		p.lo, p.hi, p.high, p.low = int(t[0]), int(t[1]), int(t[2]>>4), int(t[2]&15)
		if p.lo > p.hi || p.hi > 63 || p.low > 13 || p.high != 0 && p.high != p.low+1 || p.lo == 0 && p.hi > 0 || p.lo > 0 && n > 1 {
			return malformed("bad spectral selection or successive approximation")
		}
	}
	for i := range n {
		var c *component
		for k := range d.comps {
			if d.comps[k].id == s[1+2*i] {
				c = &d.comps[k]
			}
		}
		dc, ac := s[2+2*i]>>4, s[2+2*i]&15
		switch {
		case c == nil:
			return malformed("unknown component selector")
		case dc > 3 || ac > 3:
			return malformed("bad Td or Ta value")
		case p.lo == 0 && p.high == 0 && d.huff[0][dc] == nil, p.hi > 0 && d.huff[1][ac] == nil:
			return malformed("missing Huffman table")
		}
		for _, other := range p.comps {
			if other == c {
				return malformed("repeated component selector")
			}
		}
		if c.coef == nil {
			c.coef = make([]int16, 64*c.w*c.rows)
		}
		p.comps, p.dc, p.ac = append(p.comps, c), append(p.dc, d.huff[0][dc]), append(p.ac, d.huff[1][ac])
	}
	unitsW, units := p.comps[0].ownW, p.comps[0].ownW*p.comps[0].ownRows
	if n > 1 {
		unitsW = up(d.w, 8*d.hMax)
		units = unitsW * up(d.h, 8*d.vMax)
	}
	for u := range units {
		if d.interval > 0 && u > 0 && u%d.interval == 0 {
			p.restart()
			clear(p.before)
			p.run = 0
		}
		for i, c := range p.comps {
			h, v := 1, 1
			if n > 1 {
				h, v = c.h, c.v
			}
			for k := range h * v {
				at := 64 * ((u/unitsW*v+k/h)*c.w + u%unitsW*h + k%h)
				d.block(&p, i, c.coef[at:at+64])
			}
		}
		if p.err != nil {
			return p.err
		}
	}
	d.data = p.data
	return nil
}

// block reads what a pass has of a block.
func (d *decoder) block(p *pass, i int, b []int16) {
	if p.lo == 0 {
		if p.high > 0 {
			b[0] |= int16(p.bit() << p.low)
		} else {
			p.before[i] += p.extended(min(p.symbol(p.dc[i]), 16))
			b[0] = int16(p.before[i] << p.low)
		}
	}
	switch lo := max(1, p.lo); {
	case p.hi == 0:
	case p.high > 0:
		p.refine(p.ac[i], b, lo)
	default:
		p.frequencies(p.ac[i], b, lo)
	}
}

// frequencies reads them for the first time (F.2.2.2, G.1.2.2).
func (p *pass) frequencies(t *huffman, b []int16, lo int) {
	if p.run > 0 {
		p.run--
		return
	}
	for k := lo; k <= p.hi && p.err == nil; k++ {
		rs := p.symbol(t)
		zeros, size := rs>>4, rs&15
		if size == 0 && zeros < 15 {
			p.run = 1<<zeros - 1 + p.bits(zeros) // 0 in a baseline file, where zeros is
			return
		}
		if k += zeros; size == 0 {
			continue
		}
		if k > 63 {
			p.err = malformed("too many coefficients")
			return
		}
		b[zigzag[k]] = int16(p.extended(size) << p.low)
	}
}

// refine reads one more bit of each frequency (G.1.2.3).
func (p *pass) refine(t *huffman, b []int16, lo int) {
	k, one := lo, int16(1)<<p.low
	if p.run == 0 {
		for ; k <= p.hi && p.err == nil; k++ {
			rs := p.symbol(t)
			zeros, size, fresh := rs>>4, rs&15, int16(0)
			switch {
			case size > 1:
				p.err = malformed("unexpected Huffman code")
				return
			case size == 1 && p.bit() == 1:
				fresh = one
			case size == 1:
				fresh = -one
			case zeros < 15:
				p.run = 1<<zeros + p.bits(zeros)
			}
			if p.run > 0 {
				break
			}
			if k = p.pass(b, k, zeros, one); k <= p.hi && fresh != 0 {
				b[zigzag[k]] = fresh
			}
		}
	}
	if p.run > 0 {
		p.run--
		p.pass(b, k, -1, one)
	}
}

// pass goes over the frequencies from k on, reads a bit for each that is not 0, and returns the place behind so
// many that are 0; -1: it goes to the end.
func (p *pass) pass(b []int16, k, zeros int, one int16) int {
	for ; k <= p.hi; k++ {
		v := &b[zigzag[k]]
		switch {
		case *v == 0 && zeros == 0:
			return k
		case *v == 0:
			zeros--
		case p.bit() == 0:
		case *v > 0:
			*v += one
		default:
			*v -= one
		}
	}
	return k
}
