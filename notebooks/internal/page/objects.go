package page

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"strings"
)

// A compiled package is an archive of object files, and most of an object file is tables of
// small numbers: symbols, relocations, where the data of each begins. Written by columns, each
// number as the difference from the one before it where they rise, they pack to half of what they
// are by rows. The page puts them back; what the linker reads is what the compiler wrote.
//
// The layout is that of cmd/internal/goobj. Files that begin otherwise are left alone, and are larger.

// A table is rows of numbers in a file, from a byte on.
type table struct {
	at, rows int
	layout   int // in layouts
}

// layouts are the bytes of each number of a row, negative for those that are written as differences.
var layouts = [][]int{
	symbols: {4, -4, 2, 1, 1, 1, 4, 4},
	flags:   {4, -4, 1, 1},
	indices: {-4},
	relocs:  {-4, 1, 2, 4, 4, 4, 4},
	aux:     {1, 4, -4},
}

const (
	symbols = iota
	flags
	indices
	relocs
	aux
)

// blocks are the tables of an object file among its blocks, in the order of their offsets in its head.
var blocks = map[int]int{
	3: symbols, 4: symbols, 5: symbols, 6: symbols, 7: symbols, // defined here, by their hash, elsewhere
	8:  flags,
	11: indices, 12: indices, 13: indices, // of relocations, of auxiliary symbols, of data
	14: relocs,
	15: aux,
}

const (
	objectMagic  = "\x00go120ld"
	objectBlocks = 19
)

// members calls each for the members of an archive, with where their bytes are.
func members(archive []byte, each func(head, body []byte, at int)) {
	const magic, head = "!<arch>\n", 60
	if !bytes.HasPrefix(archive, []byte(magic)) {
		return
	}
	for at := len(magic); at+head <= len(archive); {
		size, err := strconv.Atoi(strings.TrimSpace(string(archive[at+48 : at+58])))
		if err != nil || size < 0 || at+head+size > len(archive) {
			return
		}
		each(archive[at:at+head], archive[at+head:at+head+size], at+head)
		at += head + size + size&1
	}
}

// offsets returns where the blocks of an object file begin, and where the object begins in a member of
// an archive; nil when it is none.
func offsets(body []byte) (list []int, object int) {
	object = bytes.Index(body, []byte(objectMagic))
	const head = len(objectMagic) + 8 + 4 // and a fingerprint, and flags
	if object < 0 || len(body) < object+head+4*objectBlocks {
		return nil, 0
	}
	last := 0
	for i := range objectBlocks {
		o := int(binary.LittleEndian.Uint32(body[object+head+4*i:]))
		if o < last || object+o > len(body) {
			return nil, 0
		}
		list = append(list, o)
		last = o
	}
	return list, object
}

// tables returns the tables of the object files of an archive.
func tables(archive []byte) (list []table) {
	members(archive, func(_, body []byte, at int) {
		from, object := offsets(body)
		for i := range from {
			kind, ok := blocks[i]
			if !ok {
				continue
			}
			if rows := (from[i+1] - from[i]) / width(kind); rows > 1 {
				list = append(list, table{at: at + object + from[i], rows: rows, layout: kind})
			}
		}
	})
	return list
}

func width(layout int) (sum int) {
	for _, w := range layouts[layout] {
		sum += max(w, -w)
	}
	return sum
}

// byColumns writes a table of data by its columns, and of each number the lowest bytes first.
func byColumns(data []byte, t table) {
	row := width(t.layout)
	from := bytes.Clone(data[t.at : t.at+t.rows*row])
	to, at := data[t.at:], 0
	for _, w := range layouts[t.layout] {
		bytes, rises := max(w, -w), w < 0
		last := uint32(0)
		for i := range t.rows {
			v := uint32(0)
			for k := range bytes {
				v |= uint32(from[i*row+at+k]) << (8 * k)
			}
			d := v
			if rises {
				d -= last
			}
			last = v
			for k := range bytes {
				to[k*t.rows+i] = byte(d >> (8 * k))
			}
		}
		to = to[bytes*t.rows:]
		at += bytes
	}
}
