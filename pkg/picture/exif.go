package picture

import "encoding/binary"

// maxExif bounds the Exif data that are read from a PNG; a JPEG's segment
// cannot be longer.
const maxExif = 1 << 16

// orientation returns the orientation tag of Exif data, 1 to 8, or 1, upright,
// when there is none or the data are not in order (CIPA DC-008, tag
// Orientation; TIFF 6.0, section 2).
func orientation(tiff []byte) int {
	const (
		orientationTag = 0x0112
		entrySize      = 12
		byteType       = 1
		shortType      = 3
		longType       = 4
	)
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 1
	}
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < entrySize {
			return 1
		}
		if order.Uint16(entries) == orientationTag {
			// A reader takes any of the unsigned integers for another.
			v := uint32(1)
			switch order.Uint16(entries[2:]) {
			case byteType:
				v = uint32(entries[8])
			case shortType:
				v = uint32(order.Uint16(entries[8:]))
			case longType:
				v = order.Uint32(entries[8:])
			}
			if v < 1 || v > 8 {
				return 1
			}
			return int(v)
		}
		entries = entries[entrySize:]
	}
	return 1
}
