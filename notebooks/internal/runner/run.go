package runner

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

// ErrChanged is wrapped by the error of Run about a file that another program
// changed while its cells were executed.
var ErrChanged = errors.New("the file was changed by another program meanwhile, and is left as it is")

// Run executes a notebook and saves it in place. It changes the file only when
// all cells ran to their end, and then whole or not at all. A cell that
// displays what it displayed before keeps its outputs in their order, so that a
// second run changes nothing.
func Run(ctx context.Context, file string, o Options) error {
	nb, data, err := read(file)
	if err != nil {
		return err
	}
	done, err := execute(ctx, file, nb, o)
	if err != nil {
		return err
	}
	for i := range done.Cells {
		if samePieces(nb.Cells[i].Outputs, done.Cells[i].Outputs) {
			done.Cells[i].Outputs = nb.Cells[i].Outputs
		}
	}
	result, err := done.Bytes()
	if err != nil {
		return err
	}
	now, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("save the notebook: %w", err)
	}
	if !bytes.Equal(now, data) {
		return ErrChanged
	}
	if bytes.Equal(now, result) {
		return nil
	}
	return nbfile.WriteFile(file, result)
}

func read(file string) (*nbfile.Notebook, []byte, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	nb, err := nbfile.Parse(data)
	return nb, data, err
}

// samePieces says whether two lists of outputs are the same but for the order
// in which the texts of the streams and the displays arrived.
func samePieces(a, b []nbfile.Output) bool {
	return bytes.Equal(pieces(a), pieces(b))
}

func pieces(outputs []nbfile.Output) []byte {
	sorted := &nbfile.Notebook{Cells: []nbfile.Cell{{Kind: nbfile.Code}}}
	c := &sorted.Cells[0]
	for _, name := range []string{"stdout", "stderr"} {
		c.Outputs = append(c.Outputs, nbfile.Output{Kind: nbfile.Stream, Name: name, Text: nbfile.StreamText(outputs, name)})
	}
	for _, o := range outputs {
		if o.Kind != nbfile.Stream {
			c.Outputs = append(c.Outputs, o)
		}
	}
	data, err := sorted.Bytes()
	if err != nil {
		return fmt.Append(nil, err) // what cannot be written is not the same as anything in a file
	}
	return data
}
