package picture_test

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

// A colour profile goes through both formats byte for byte, a long one in several segments; one for another
// number of channels, or one that is cut, is not written; and the pixels are the same with it.
func TestProfiles(t *testing.T) {
	for _, size := range []int{128, 560, 150_000} {
		profile := bytes.Repeat([]byte("profile "), size/8+1)[:size]
		binary.BigEndian.PutUint32(profile, uint32(size))
		copy(profile[16:], "RGB ")
		im := picture.New(5, 4, 3)
		for i := range im.Planes[1] {
			im.Planes[1][i] = float64(i) / 20
		}
		for name, encode := range map[string]func(im *picture.Image, b *bytes.Buffer) error{
			"PNG":  func(im *picture.Image, b *bytes.Buffer) error { return im.EncodePNG(b) },
			"JPEG": func(im *picture.Image, b *bytes.Buffer) error { return im.EncodeJPEG(b, 90) },
		} {
			through := func(im *picture.Image) *picture.Image {
				t.Helper()
				var b bytes.Buffer
				if err := encode(im, &b); err != nil {
					t.Fatal(err)
				}
				return decodeBytes(t, b.Bytes())
			}
			plain := through(im)
			im.Profile = profile
			with := through(im.Clone().Crop(0, 0, 5, 4))
			if plain.Profile != nil || !bytes.Equal(with.Profile, profile) {
				t.Errorf("%s: a profile of %d bytes came back as %d", name, size, len(with.Profile))
			}
			wantPlanes(t, with, 5, 4, plain.Planes...)
			if through(im.Grey()).Profile != nil {
				t.Errorf("%s: a grey image has the profile of a colour one", name)
			}
			im.Profile = profile[:size-1]
			if through(im).Profile != nil {
				t.Errorf("%s: a profile that was cut is kept", name)
			}
			im.Profile = nil
		}
	}
}
