package page

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// node runs a script that imports from the scripts of the page, in a folder with some files.
func node(t *testing.T, script string, files map[string][]byte) string {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("Node is not here")
	}
	dir := t.TempDir()
	if err := (Builder{Root: "../../..", Go: "go"}).scripts(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	put := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("package.json", []byte(`{"type": "module"}`))
	put("script.js", []byte(script))
	for name, data := range files {
		put(name, data)
	}
	cmd := exec.CommandContext(t.Context(), "node", "script.js")
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

// What the encoder packs, in each of its ways, the page unpacks; and what is damaged it refuses, or
// it gives so many bytes, and ends in either case.
func TestUnzstd(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	texts := map[string][]byte{"one": []byte("a"), "run": bytes.Repeat([]byte{7}, 300_000)}
	noise := make([]byte, 200_000)
	for i := range noise {
		noise[i] = byte(r.Uint32())
	}
	texts["noise"] = noise
	texts["twice"] = append(append(bytes.Clone(noise), bytes.Repeat([]byte("far "), 50_000)...), noise...)
	for i := range 40 { // of few and many symbols, short and long
		n, symbols := 1+r.IntN(1<<r.IntN(19)), 1+r.IntN(1<<r.IntN(9))
		b := make([]byte, n)
		for k := range b {
			b[k] = byte(r.IntN(1 + r.IntN(symbols)))
			if k > 100 && r.IntN(4) == 0 {
				b[k] = b[k-1-r.IntN(100)]
			}
		}
		texts[fmt.Sprint("mixed ", i)] = b
	}
	source, err := os.ReadFile("objects.go")
	if err != nil {
		t.Fatal(err)
	}
	texts["source"] = source
	files := map[string][]byte{}
	var list []string
	for name, text := range texts {
		for _, level := range []zstd.EncoderLevel{zstd.SpeedFastest, zstd.SpeedDefault, zstd.SpeedBestCompression} {
			w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(level), zstd.WithWindowSize(window), zstd.WithEncoderCRC(level == zstd.SpeedDefault))
			if err != nil {
				t.Fatal(err)
			}
			id := fmt.Sprintf("%s, %v", name, level)
			files[id], files[id+".zst"] = text, w.EncodeAll(text, nil)
			list = append(list, fmt.Sprintf("%q", id))
		}
	}
	out := node(t, `
import { unzstd } from './zstd.js';
import { readFileSync } from 'node:fs';
let refused = 0;
for (const name of [`+strings.Join(list, ",")+`]) {
  const want = readFileSync(name), packed = readFileSync(name + '.zst');
  const got = Buffer.from(unzstd(packed, want.length));
  if (!got.equals(want)) console.log(name, 'differs');
  for (let i = 0; i < 30; i++) {
    const damaged = Uint8Array.from(packed).subarray(0, i % 3 ? packed.length : packed.length * i / 30);
    damaged[(i * 7919) % packed.length] ^= 1 << i % 8;
    try { if (unzstd(damaged, want.length).length !== want.length) console.log(name, 'damaged: another size'); } catch { refused++; }
  }
}
console.log(refused > 500 ? 'done' : 'refused only ' + refused);
`, files)
	if out != "done\n" {
		t.Error(out)
	}
}

// Compiled packages come out of a pack as they went in, and their tables have been found.
func TestPackOfArchives(t *testing.T) {
	b := Builder{Root: "../../..", Go: "go"}
	found, err := b.list(context.Background(), "-export", "-f", "{{if .Export}}{{.ImportPath}}={{.Export}}{{end}}", "math", "fmt", "runtime")
	if err != nil {
		t.Fatal(err)
	}
	var p pack
	files := map[string][]byte{}
	p.add("empty", nil)
	for i, line := range found {
		path, file, _ := strings.Cut(line, "=")
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p.addArchive(path, data)
		files[fmt.Sprint("file", i+1)] = data
	}
	p.add("plain", []byte("text\n"))
	files["file0"], files[fmt.Sprint("file", len(found)+1)] = nil, []byte("text\n")
	data, err := p.bytes()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	byColumns, err := writePart(dir, Part{Name: "a"}, data)
	if err != nil {
		t.Fatal(err)
	}
	packed, err := os.ReadFile(filepath.Join(dir, "a.zst"))
	if err != nil {
		t.Fatal(err)
	}
	files["a.zst"] = packed
	out := node(t, fmt.Sprintf(`
import { unpack } from './pack.js';
import { readFileSync } from 'node:fs';
let n = 0;
unpack({ packed: readFileSync('a.zst'), unpacked: %d }, (path, data) => {
  if (!readFileSync('file' + n++).equals(data)) console.log(path, 'differs');
});
console.log(n);
`, byColumns.Unpacked), files)
	if want := fmt.Sprintln(len(found) + 2); len(found) != 3 || out != want {
		t.Errorf("got %q, want %q", out, want)
	}
	var plain pack
	for i := range found {
		plain.add("a", files[fmt.Sprint("file", i+1)])
	}
	if data, err = plain.bytes(); err != nil {
		t.Fatal(err)
	}
	asTheyAre, err := writePart(dir, Part{Name: "b"}, data)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("as they are %d bytes, by columns %d", asTheyAre.Size, byColumns.Size)
	if float64(byColumns.Size) > 0.92*float64(asTheyAre.Size) {
		t.Errorf("by columns %d bytes, as they are %d: has the layout of object files changed?", byColumns.Size, asTheyAre.Size)
	}
}
