package jpegany

import "io"

// huffman is a canonical code: of each length the first code, how many there are, and where their values begin.
type huffman struct {
	first, count, at [17]int
	values           []byte
}

// huffmanTables reads codes (B.2.4.2).
func (d *decoder) huffmanTables(s []byte) error {
	for len(s) > 0 {
		if len(s) < 17 {
			return malformed("DHT has wrong length")
		}
		class, id := s[0]>>4, s[0]&15
		if class > 1 || id > 3 {
			return malformed("bad Tc or Th value")
		}
		t, code, total := &huffman{}, 0, 0
		for n := 1; n <= 16; n++ {
			t.first[n], t.count[n], t.at[n] = code, int(s[n]), total
			total += t.count[n]
			if code += t.count[n]; code > 1<<n {
				return malformed("bad Huffman lengths")
			}
			code <<= 1
		}
		if total > 256 || len(s) < 17+total {
			return malformed("DHT has wrong length")
		}
		t.values = s[17 : 17+total]
		d.huff[class][id] = t
		s = s[17+total:]
	}
	return nil
}

// coder reads the coded bits of a scan. The first error stays, and what is read from then on is 0.
type coder struct {
	data []byte
	acc  byte
	left int
	err  error
}

func (c *coder) bit() int {
	if c.left == 0 {
		switch {
		case c.err != nil:
			return 0
		case len(c.data) == 0 || c.data[0] == 0xff && len(c.data) == 1:
			c.err = io.ErrUnexpectedEOF
			return 0
		case c.data[0] == 0xff && c.data[1] != 0:
			c.err = malformed("coded data end too early")
			return 0
		}
		c.acc, c.left = c.data[0], 8
		c.data = c.data[1+int(c.acc/0xff):] // 0 is stuffed behind ff
	}
	c.left--
	return int(c.acc>>c.left) & 1
}

func (c *coder) bits(n int) int {
	v := 0
	for range n {
		v = v<<1 | c.bit()
	}
	return v
}

// extended is a number of n bits, which begins with 0 where it is negative (F.2.2.1).
func (c *coder) extended(n int) int {
	v := c.bits(n)
	if n > 0 && v < 1<<(n-1) {
		v += 1 - 1<<n
	}
	return v
}

func (c *coder) symbol(t *huffman) int {
	code := 0
	for n := 1; n <= 16; n++ {
		code = code<<1 | c.bit()
		if k := code - t.first[n]; k < t.count[n] {
			return int(t.values[t.at[n]+k])
		}
	}
	if c.err == nil {
		c.err = malformed("bad Huffman code")
	}
	return 0
}

// restart goes to the next restart marker.
func (c *coder) restart() {
	c.left = 0
	for c.err == nil {
		switch {
		case len(c.data) < 2:
			c.err = io.ErrUnexpectedEOF
		case c.data[0] == 0xff && c.data[1] >= 0xd0 && c.data[1] <= 0xd7:
			c.data = c.data[2:]
			return
		case c.data[0] == 0xff && c.data[1] == 0xff:
			c.data = c.data[1:]
		default:
			c.err = malformed("bad RST marker")
		}
	}
}
