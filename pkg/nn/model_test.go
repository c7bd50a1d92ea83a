package nn_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/nn"
)

func TestModelSurvivesItsFile(t *testing.T) {
	net := everything(t)
	rng := rand.New(rand.NewPCG(6, 1))
	m := nn.Model{Net: net, Theta: net.Init(rng), Stats: net.NewStats()}
	m.Theta[0], m.Theta[1] = math.SmallestNonzeroFloat64, math.Copysign(0, -1)
	name := filepath.Join(t.TempDir(), "model.json")
	if err := nn.SaveJSON(name, m); err != nil {
		t.Fatal(err)
	}
	var got nn.Model
	if err := nn.LoadJSON(name, &got); err != nil {
		t.Fatal(err)
	}
	bits := func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) }
	if !slices.EqualFunc(got.Theta, m.Theta, bits) || !slices.Equal(got.Stats, m.Stats) || got.Net.In != net.In || got.Net.Out != net.Out {
		t.Error("another model came back")
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for what, bad := range map[string]string{
		"cut short":       string(data[:len(data)/2]),
		"other layers":    strings.Replace(string(data), `"Out": 5`, `"Out": 6`, 1),
		"no base64":       strings.Replace(string(data), `"Theta": "`, `"Theta": "!`, 1),
		"part of a float": strings.Replace(string(data), `"Stats": "`, `"Stats": "AAAA`, 1),
	} {
		if err := os.WriteFile(name, []byte(bad), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := nn.LoadJSON(name, &got); !errors.Is(err, nn.ErrValue) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v, want ErrValue with the file's name", what, err)
		}
	}
	if err := nn.LoadJSON(name+".none", &got); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

// NaN is not written, and the file that was there stays.
func TestSaveRefusesNaN(t *testing.T) {
	net := everything(t)
	m := nn.Model{Net: net, Theta: make([]float64, net.Params()), Stats: net.NewStats()}
	dir := t.TempDir()
	name := filepath.Join(dir, "model.json")
	if err := os.WriteFile(name, []byte("before"), 0o644); err != nil {
		t.Fatal(err)
	}
	m.Theta[3] = math.NaN()
	if err := nn.SaveJSON(name, m); !errors.Is(err, nn.ErrValue) {
		t.Errorf("%v, want ErrValue", err)
	}
	if data, err := os.ReadFile(name); err != nil || string(data) != "before" {
		t.Errorf("%q, %v", data, err)
	}
	if err := nn.SaveJSON(filepath.Join(dir, "none", "model.json"), json.RawMessage("1")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
		t.Errorf("%d files are left, %v", len(files), err)
	}
}

// In tiles the image has the bits that it has as a whole, on sides below, at and above a tile.
func TestApplyInTiles(t *testing.T) {
	net, err := nn.New(nn.Shape{C: 1, H: 8, W: 8}, nn.Conv{Out: 3, Edge: nn.Reflect}, nn.BatchNorm{}, nn.ReLU{},
		nn.Residual{Body: []nn.Layer{nn.Conv{Out: 3}, nn.ReLU{}}}, nn.Conv{Out: 2, Edge: nn.Reflect})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(6, 2))
	m := nn.Model{Net: net, Theta: net.Init(rng), Stats: net.NewStats()}
	for _, s := range []nn.Shape{{C: 1, H: 5, W: 7}, {C: 1, H: 70, W: 70}, {C: 1, H: 71, W: 200}, {C: 1, H: 137, W: 2}} {
		whole, err := net.At(s)
		if err != nil {
			t.Fatal(err)
		}
		x := normal(rng, s.Len())
		want := whole.NewPass(1, 1).Forward(m.Theta, m.Stats, x, nn.Inference)
		got, err := m.Apply(nil, x, s)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%v: other bits than the whole image, %v", s, err)
		}
	}
	m.Net, err = nn.New(nn.Shape{C: 1, H: 3, W: 3}, nn.Dense{Out: 1})
	if err != nil {
		t.Fatal(err)
	}
	m.Theta, m.Stats = m.Net.Init(rng), nil
	if _, err := m.Apply(nil, make([]float64, 20), nn.Shape{C: 1, H: 4, W: 5}); !errors.Is(err, nn.ErrValue) {
		t.Errorf("a dense layer on another size: %v", err)
	}
}

// A file without an end is not read to the end of the memory.
func TestLoadJSONHasALimit(t *testing.T) {
	name := filepath.Join(t.TempDir(), "large.json")
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(name, nn.MaxFile+1); err != nil {
		t.Skip(err)
	}
	var m nn.Model
	if err := nn.LoadJSON(name, &m); !errors.Is(err, nn.ErrValue) || !strings.Contains(err.Error(), "268435457 bytes are more") {
		t.Errorf("%v", err)
	}
}
