package page

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
)

// A pack is files in one: a line of JSON, and then their bytes.
type pack struct {
	head struct {
		Layouts [][]int `json:"layouts"` // see table
		Files   []entry `json:"files"`
	}
	data bytes.Buffer
}

type entry struct {
	Path   string   `json:"path"`
	Size   int      `json:"size"`
	Tables [][3]int `json:"tables,omitempty"` // that are written by columns: where, rows, layout
}

func (p *pack) add(path string, data []byte) {
	p.head.Files = append(p.head.Files, entry{Path: path, Size: len(data)})
	p.data.Write(data)
}

// addArchive adds a compiled package, with its tables by columns.
func (p *pack) addArchive(path string, data []byte) {
	e := entry{Path: path, Size: len(data)}
	data = bytes.Clone(data)
	for _, t := range tables(data) {
		byColumns(data, t)
		e.Tables = append(e.Tables, [3]int{t.at, t.rows, t.layout})
	}
	p.head.Files = append(p.head.Files, e)
	p.data.Write(data)
}

func (p *pack) bytes() ([]byte, error) {
	p.head.Layouts = layouts
	head, err := json.Marshal(p.head)
	if err != nil {
		return nil, err
	}
	return append(append(head, '\n'), p.data.Bytes()...), nil
}

// fresh has the photographs of a study, which one appendix shows.
const fresh = "testdata/photos/fresh"

// files is a pack of files that lessons read, and of all below folders but for fresh, unless it is asked for.
func (b Builder) files(roots ...string) ([]byte, error) {
	var p pack
	for _, root := range roots {
		err := filepath.WalkDir(filepath.Join(b.Root, filepath.FromSlash(root)), func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && root != fresh && d.Name() == "fresh" {
				return fs.SkipDir
			}
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			name, err := filepath.Rel(b.Root, path)
			p.add(filepath.ToSlash(name), data)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return p.bytes()
}
