package nbfile

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
)

// ErrFormat is wrapped by every error about a file that is not a notebook of
// the format this package reads.
var ErrFormat = errors.New("not a notebook of nbformat 4")

// The kinds of cells.
const (
	Code     = "code"
	Markdown = "markdown"
	Raw      = "raw"
)

// A Notebook is a parsed notebook file. Its own metadata is not kept: the
// course has one kernel, and [Notebook.Bytes] writes its name.
type Notebook struct {
	Cells []Cell
}

// A Cell is one cell of a notebook.
type Cell struct {
	Kind        string         // Code, Markdown or Raw
	ID          string         // as the file has it; made from place and text when it has none
	Metadata    map[string]any // without what changes from run to run
	Attachments map[string]any // images of a Markdown cell, by name
	Source      string
	Count       int // execution count of a code cell, 0: never executed
	Outputs     []Output
}

// Tags returns the cell's tags in the order of the file.
func (c *Cell) Tags() []string {
	list, _ := c.Metadata["tags"].([]any)
	var tags []string
	for _, t := range list {
		if s, ok := t.(string); ok {
			tags = append(tags, s)
		}
	}
	return tags
}

// volatile are the keys of a cell's metadata that say when and how a front end
// showed the cell: they would change a file in which nothing changed.
var volatile = []string{"ExecuteTime", "collapsed", "execution", "scrolled", "trusted", "vscode"}

var validID = regexp.MustCompile(`^[a-zA-Z0-9_-]{1,64}$`)

type fileJSON struct {
	Major *int       `json:"nbformat"`
	Minor int        `json:"nbformat_minor"`
	Cells []cellJSON `json:"cells"`
}

type cellJSON struct {
	Kind        string         `json:"cell_type"`
	ID          string         `json:"id"`
	Metadata    map[string]any `json:"metadata"`
	Attachments map[string]any `json:"attachments"`
	Source      lines          `json:"source"`
	Count       *int           `json:"execution_count"`
	Outputs     []outputJSON   `json:"outputs"`
}

// Parse reads a notebook file. Its errors wrap [ErrFormat].
func Parse(data []byte) (*Notebook, error) {
	var f fileJSON
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&f); err != nil {
		return nil, fmt.Errorf("%w: %w%s", ErrFormat, err, place(data, err))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: text follows its JSON object", ErrFormat)
	}
	if f.Major == nil {
		return nil, fmt.Errorf(`%w: it has no "nbformat"`, ErrFormat)
	}
	if *f.Major != 4 {
		return nil, fmt.Errorf("%w: it has nbformat %d; open and save it in JupyterLab", ErrFormat, *f.Major)
	}
	nb := &Notebook{Cells: make([]Cell, 0, len(f.Cells))}
	seen := map[string]bool{}
	for i, c := range f.Cells {
		cell, err := c.cell()
		if err != nil {
			return nil, fmt.Errorf("%w: cell %d: %w", ErrFormat, i+1, err)
		}
		if !validID.MatchString(cell.ID) || seen[cell.ID] {
			cell.ID = newID(i, cell.Source, seen)
		}
		seen[cell.ID] = true
		nb.Cells = append(nb.Cells, cell)
	}
	return nb, nil
}

func (c cellJSON) cell() (Cell, error) {
	cell := Cell{Kind: c.Kind, ID: c.ID, Source: string(c.Source), Attachments: c.Attachments}
	cell.Metadata = maps.Clone(c.Metadata)
	for _, key := range volatile {
		delete(cell.Metadata, key)
	}
	switch c.Kind {
	case Markdown, Raw:
		return cell, nil
	case Code:
	default:
		return cell, fmt.Errorf("cell_type is %q", c.Kind)
	}
	if c.Count != nil {
		cell.Count = *c.Count
	}
	for i, o := range c.Outputs {
		out, err := o.output()
		if err != nil {
			return cell, fmt.Errorf("output %d: %w", i+1, err)
		}
		cell.Outputs = append(cell.Outputs, out)
	}
	return cell, nil
}

// place names the line of a syntax error.
func place(data []byte, err error) string {
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return ""
	}
	return fmt.Sprintf(" (line %d)", 1+bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte("\n")))
}

// newID makes an id that depends on nothing but the notebook.
func newID(index int, source string, taken map[string]bool) string {
	for n := 0; ; n++ {
		sum := sha256.Sum256(fmt.Appendf(nil, "%d/%d/%s", index, n, source))
		if id := fmt.Sprintf("%x", sum[:4]); !taken[id] {
			return id
		}
	}
}

// Bytes returns the file: indented by one blank, keys in order, texts as lists
// of lines, no escapes that JSON can do without, a newline at the end.
func (nb *Notebook) Bytes() ([]byte, error) {
	cells := make([]map[string]any, len(nb.Cells))
	for i := range nb.Cells {
		cells[i] = nb.Cells[i].json()
	}
	return encode(map[string]any{
		"cells": cells,
		"metadata": map[string]any{
			"kernelspec":    map[string]any{"display_name": "Go (gonb)", "language": "go", "name": "gonb"},
			"language_info": map[string]any{"file_extension": ".go", "mimetype": "text/x-go", "name": "go"},
		},
		"nbformat":       4,
		"nbformat_minor": 5,
	})
}

func (c *Cell) json() map[string]any {
	m := map[string]any{
		"cell_type": c.Kind,
		"id":        c.ID,
		"metadata":  orEmpty(c.Metadata),
		"source":    splitLines(c.Source),
	}
	if c.Kind != Code && len(c.Attachments) > 0 {
		m["attachments"] = c.Attachments
	}
	if c.Kind == Code {
		m["execution_count"] = nil
		if c.Count > 0 {
			m["execution_count"] = c.Count
		}
		outputs := make([]map[string]any, len(c.Outputs))
		for i := range c.Outputs {
			outputs[i] = c.Outputs[i].json()
		}
		m["outputs"] = outputs
	}
	return m
}

func orEmpty(m map[string]any) map[string]any {
	if m == nil {
		return map[string]any{}
	}
	return m
}

// CodeCells returns the indices of the code cells that hold a program: an empty
// cell is not executed and has no count.
func (nb *Notebook) CodeCells() []int {
	var list []int
	for i := range nb.Cells {
		if nb.Cells[i].Kind == Code && len(bytes.TrimSpace([]byte(nb.Cells[i].Source))) > 0 {
			list = append(list, i)
		}
	}
	return list
}

// Clone returns a copy whose cells and outputs may be replaced freely.
func (nb *Notebook) Clone() *Notebook {
	c := &Notebook{Cells: slices.Clone(nb.Cells)}
	for i := range c.Cells {
		c.Cells[i].Outputs = slices.Clone(c.Cells[i].Outputs)
	}
	return c
}
