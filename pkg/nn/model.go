package nn

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"

	"github.com/gradstep/gradstep/pkg/internal/wholefile"
)

// Model is a network with its numbers: parameters and running statistics.
//
// Its JSON form holds the layers as [MarshalLayers] writes them and the numbers as little-endian
// float64 in base64, bit for bit.
type Model struct {
	Net          *Network
	Theta, Stats []float64
}

type modelFile struct {
	In           Shape
	Layers       json.RawMessage
	Theta, Stats string
}

// MarshalJSON writes a model. The error is ErrValue for numbers that are not finite or
// not as many as the network has.
func (m Model) MarshalJSON() ([]byte, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	layers, err := MarshalLayers(m.Net.layers)
	if err != nil {
		return nil, err
	}
	return json.Marshal(modelFile{m.Net.In, layers, pack(m.Theta), pack(m.Stats)})
}

// UnmarshalJSON reads what MarshalJSON wrote. The error is ErrValue when it can't be.
func (m *Model) UnmarshalJSON(data []byte) error {
	var f modelFile
	if err := json.Unmarshal(data, &f); err != nil {
		return bad("model: %v", err)
	}
	layers, err := UnmarshalLayers(f.Layers)
	if err != nil {
		return err
	}
	net, err := New(f.In, layers...)
	if err != nil {
		return err
	}
	theta, err := unpack(f.Theta)
	if err != nil {
		return err
	}
	stats, err := unpack(f.Stats)
	if err != nil {
		return err
	}
	*m = Model{net, theta, stats}
	return m.check()
}

func (m Model) check() error {
	if m.Net == nil {
		return bad("model: there is no network")
	}
	if len(m.Theta) != m.Net.params || len(m.Stats) != m.Net.stats {
		return bad("model: %d parameters and %d statistics, the layers have %d and %d",
			len(m.Theta), len(m.Stats), m.Net.params, m.Net.stats)
	}
	for _, v := range [][]float64{m.Theta, m.Stats} {
		for i, x := range v {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				return bad("model: number %d is %v", i, x)
			}
		}
	}
	return nil
}

func pack(v []float64) string {
	b := make([]byte, 0, 8*len(v))
	for _, x := range v {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(x))
	}
	return base64.StdEncoding.EncodeToString(b)
}

func unpack(s string) ([]float64, error) {
	b, err := base64.StdEncoding.DecodeString(s)
	if err == nil && len(b)%8 != 0 {
		err = fmt.Errorf("%d bytes are not whole numbers of 8", len(b))
	}
	if err != nil {
		return nil, bad("model: %v", err)
	}
	v := make([]float64, len(b)/8)
	for i := range v {
		v[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
	}
	return v, nil
}

// SaveJSON writes a value, such as a Model or what holds one, to a file as indented JSON,
// by [SaveFile].
func SaveJSON(name string, value any) error {
	data, err := json.MarshalIndent(value, "", " ")
	if err != nil {
		return fmt.Errorf("nn: %s: %w", name, err)
	}
	return SaveFile(name, append(data, '\n'))
}

// SaveFile writes a file. One that is already there is replaced whole or, on an error, left
// as it was.
func SaveFile(name string, data []byte) error {
	if err := wholefile.WriteBytes(name, data); err != nil {
		return fmt.Errorf("nn: %w", err)
	}
	return nil
}

// LoadJSON reads what SaveJSON wrote. A missing file is fs.ErrNotExist, one that does not
// hold such a value ErrValue, and so is one of more than [MaxFile] bytes, which is not read.
func LoadJSON(name string, value any) error {
	data, err := readLimited(name)
	if err != nil {
		var p *fs.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		return fmt.Errorf("nn: %s: %w", name, err)
	}
	if err := json.Unmarshal(data, value); err != nil {
		return bad("%s: %v", name, err)
	}
	return nil
}

// MaxFile is the size of the largest file that [LoadJSON] reads: 256 MiB, which hold 25 million
// numbers.
const MaxFile = 1 << 28

// readLimited reads a file, which may be a pipe without an end.
func readLimited(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() && info.Size() > MaxFile {
		return nil, bad("%d bytes are more than a file of weights may have, %d", info.Size(), MaxFile)
	}
	data, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	if err == nil && len(data) > MaxFile {
		err = bad("it has more bytes than a file of weights may have, %d", MaxFile)
	}
	return data, err
}
