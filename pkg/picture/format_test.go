package picture

import (
	"bytes"
	"errors"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/bmp"
)

// A format is a row: with one for BMP its files are read, within the limits, and damaged ones refused.
func TestFormatIsARow(t *testing.T) {
	var file bytes.Buffer
	if err := bmp.Encode(&file, &image.Gray{Pix: []uint8{0, 51, 102, 255}, Stride: 2, Rect: image.Rect(0, 0, 2, 2)}); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "a.bmp")
	if err := os.WriteFile(name, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(name); !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), "BMP") {
		t.Errorf("without its row: %v", err)
	}
	before := formats
	defer func() { formats = before }()
	formats = append([]format{{name: "BMP", magic: "BM", decode: bmp.Decode, config: bmp.DecodeConfig}}, formats...)
	im, err := Load(name)
	if err != nil || im.Channels() != 1 || im.Planes[0][1] != 0.2 || im.Planes[0][3] != 1 {
		t.Errorf("%+v, %v", im, err)
	}
	if _, err := (Decoder{MaxPixels: 3}).Load(name); !errors.Is(err, ErrTooLarge) {
		t.Errorf("beyond the limit: %v", err)
	}
	if _, err := Decode(bytes.NewReader(file.Bytes()[:file.Len()-3])); !errors.Is(err, ErrDamaged) {
		t.Errorf("damaged: %v", err)
	}
	if _, err := Decode(strings.NewReader("none of them")); err == nil || !strings.Contains(err.Error(), "neither a BMP nor a PNG nor a JPEG file") {
		t.Errorf("another file: %v", err)
	}
	if err := im.Save(name); !errors.Is(err, ErrFormat) {
		t.Errorf("saved: %v", err)
	}
}
