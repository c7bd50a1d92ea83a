package picture_test

import (
	"bytes"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/picture"
)

func TestPNGRoundTrip(t *testing.T) {
	for _, channels := range []int{1, 3} {
		im := random(17, 9, channels, 4)
		im.Planes[0][0], im.Planes[0][1] = 1.5, -0.5
		var buf bytes.Buffer
		if err := im.EncodePNG(&buf); err != nil {
			t.Fatal(err)
		}
		want := im.Clone()
		for _, plane := range want.Planes {
			for i, v := range plane {
				plane[i] = picture.FromByte(picture.ToByte(v))
			}
		}
		wantPlanes(t, decodeBytes(t, buf.Bytes()), 17, 9, want.Planes...)
	}
}

func TestJPEGQuality(t *testing.T) {
	im, err := picture.Load("../../testdata/photos/camera.png")
	if err != nil {
		t.Fatal(err)
	}
	last, size := 0.0, 0
	for _, quality := range []int{1, 50, 90, 100} {
		var buf bytes.Buffer
		if err := im.EncodeJPEG(&buf, quality); err != nil {
			t.Fatal(err)
		}
		psnr := decodeBytes(t, buf.Bytes()).PSNR(im)
		if psnr <= last || buf.Len() <= size && quality > 1 {
			t.Errorf("quality %d: PSNR %v after %v, %d bytes after %d", quality, psnr, last, buf.Len(), size)
		}
		last, size = psnr, buf.Len()
	}
	if last < 50 {
		t.Errorf("quality 100 gives a PSNR of %v", last)
	}
	for _, quality := range []int{0, 101, -5} {
		if err := im.EncodeJPEG(io.Discard, quality); err == nil || !strings.Contains(err.Error(), "want 1 to 100") {
			t.Errorf("quality %d: %v", quality, err)
		}
	}
	if err := picture.New(65536, 1, 1).EncodeJPEG(io.Discard, 90); err == nil || !strings.Contains(err.Error(), "65535") {
		t.Errorf("65536 columns: %v", err)
	}
}

func TestSave(t *testing.T) {
	dir := t.TempDir()
	im := random(8, 8, 3, 5)
	for name, format := range map[string]string{"a.png": "PNG", "B.PNG": "PNG", "c.jpg": "JPEG", "d.Jpeg": "JPEG"} {
		name = filepath.Join(dir, name)
		if err := im.Save(name); err != nil {
			t.Fatal(err)
		}
		r, err := picture.LoadRaster(name)
		if err != nil {
			t.Fatal(err)
		}
		if r.Format != format {
			t.Errorf("%s holds %s", name, r.Format)
		}
	}
	if err := im.Save(filepath.Join(dir, "e.gif")); err == nil || !strings.Contains(err.Error(), "must end in .png, .jpg or .jpeg") {
		t.Errorf("e.gif: %v", err)
	}
	if err := im.Save(filepath.Join(dir, "absent", "e.png")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("absent folder: %v", err)
	}
	if err := os.Mkdir(filepath.Join(dir, "folder.png"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := im.Save(filepath.Join(dir, "folder.png")); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Errorf("folder.png: %v", err)
	}
	small, large := filepath.Join(dir, "small.jpg"), filepath.Join(dir, "large.jpg")
	if err := errors.Join(im.SaveJPEG(small, 5), im.SaveJPEG(large, 100)); err != nil {
		t.Fatal(err)
	}
	a, _ := os.Stat(small)
	b, _ := os.Stat(large)
	if a.Size() >= b.Size() {
		t.Errorf("quality 5 takes %d bytes, 100 takes %d", a.Size(), b.Size())
	}
}

func TestSaveKeepsWhatWasThere(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "photo.png")
	if err := os.WriteFile(name, []byte("precious"), 0o640); err != nil {
		t.Fatal(err)
	}
	bad := picture.New(2, 2, 1)
	bad.Planes[0][3] = math.NaN()
	if err := bad.Save(name); !errors.Is(err, picture.ErrValue) {
		t.Fatalf("saving NaN: %v", err)
	}
	if got, _ := os.ReadFile(name); string(got) != "precious" {
		t.Errorf("a failed Save left %q", got)
	}
	link := filepath.Join(dir, "link.png")
	if err := os.Symlink(name, link); err != nil {
		t.Skip(err)
	}
	if err := picture.New(2, 2, 1).Save(link); err != nil {
		t.Fatal(err)
	}
	if info, _ := os.Lstat(link); info.Mode()&os.ModeSymlink == 0 {
		t.Error("Save replaced the link instead of the file behind it")
	}
	if info, _ := os.Stat(name); info.Mode().Perm() != 0o640 {
		t.Errorf("Save changed the permissions to %v", info.Mode())
	}
	if _, err := picture.Load(name); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 2 {
		t.Errorf("%d files left, want 2: %v", len(left), left)
	}
}

// full refuses to take more than a few bytes, as a full disk does.
type full struct{}

func (full) Write(p []byte) (int, error) { return 0, io.ErrShortWrite }

func TestEncodeReportsWriteErrors(t *testing.T) {
	im := picture.New(3, 3, 1)
	if err := errors.Join(im.EncodePNG(full{}), im.EncodeJPEG(full{}, 90)); !errors.Is(err, io.ErrShortWrite) || strings.Count(err.Error(), "picture: writing") != 2 {
		t.Errorf("got %v", err)
	}
}
