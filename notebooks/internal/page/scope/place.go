package scope

import (
	"unicode/utf16"
)

func isName(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

// offset is the index of the byte at a position that is counted in units of UTF-16.
func offset(s string, at int) int {
	for i, r := range s {
		if at <= 0 {
			return i
		}
		at -= max(1, utf16.RuneLen(r))
	}
	return len(s)
}
