package jpegany

import "encoding/binary"

// component is one of the planes of an image.
type component struct {
	id            byte
	h, v          int // its samples in a unit of hMax by vMax pixels
	table         byte
	w, rows       int     // blocks that are stored: whole units
	ownW, ownRows int     // blocks that a scan of it alone has
	coef          []int16 // 64 a block, in rows of frequencies
}

// frame reads the size and the components (B.2.2).
func (d *decoder) frame(s []byte) error {
	switch {
	case d.comps != nil:
		return malformed("multiple SOF markers")
	case len(s) < 6 || len(s) != 6+3*int(s[5]):
		return malformed("SOF has wrong length")
	case s[0] != 8:
		return unsupported("precision")
	case s[5] != 1 && s[5] != 3:
		return unsupported("number of components")
	}
	d.h, d.w = int(binary.BigEndian.Uint16(s[1:])), int(binary.BigEndian.Uint16(s[3:]))
	if d.w == 0 || d.h == 0 {
		return unsupported("a size of 0")
	}
	for c := s[6:]; len(c) > 0; c = c[3:] {
		k := component{id: c[0], h: int(c[1] >> 4), v: int(c[1] & 15), table: c[2]}
		if k.h < 1 || k.h > 4 || k.v < 1 || k.v > 4 || k.table > 3 {
			return malformed("bad sampling factor or table")
		}
		for _, other := range d.comps {
			if other.id == k.id {
				return malformed("repeated component identifier")
			}
		}
		d.hMax, d.vMax = max(d.hMax, k.h), max(d.vMax, k.v)
		d.comps = append(d.comps, k)
	}
	for i := range d.comps {
		k := &d.comps[i]
		k.w, k.rows = up(d.w, 8*d.hMax)*k.h, up(d.h, 8*d.vMax)*k.v
		k.ownW, k.ownRows = up(up(d.w*k.h, d.hMax), 8), up(up(d.h*k.v, d.vMax), 8)
	}
	return nil
}

// up is a/b, rounded up.
func up(a, b int) int { return (a + b - 1) / b }

// quantTables reads the steps of the frequencies (B.2.4.1).
func (d *decoder) quantTables(s []byte) error {
	for len(s) > 0 {
		id, wide := s[0]&15, s[0]>>4
		if id > 3 || wide > 1 {
			return malformed("bad Tq value")
		}
		size := 64 << wide
		if len(s) < 1+size {
			return malformed("DQT has wrong length")
		}
		t := new([64]uint16)
		for i, place := range zigzag {
			if wide == 1 {
				t[place] = binary.BigEndian.Uint16(s[1+2*i:])
			} else {
				t[place] = uint16(s[1+i])
			}
		}
		d.quant[id] = t
		s = s[1+size:]
	}
	return nil
}

// zigzag is the order in which the frequencies are stored (figure A.6).
var zigzag = func() (order [64]int) {
	for i, x, y := 0, 0, 0; i < 64; i++ {
		order[i] = 8*y + x
		switch up := (x+y)%2 == 0; {
		case up && x == 7, !up && y < 7 && x == 0:
			y++
		case up && y == 0, !up && y == 7:
			x++
		case up:
			x, y = x+1, y-1
		default:
			x, y = x-1, y+1
		}
	}
	return order
}()
