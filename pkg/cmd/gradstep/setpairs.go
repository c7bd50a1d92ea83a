package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/gradstep/gradstep/pkg/picture"
)

// pairsOf returns the pairs of files that the arguments mean: files in turn, or two
// folders, or those of a list.
func (f fitFlags) pairsOf(args []string) ([][2]string, error) {
	switch {
	case f.pairs != "" && len(args) > 0:
		return nil, fmt.Errorf("-pairs names the files, and %d more are given", len(args))
	case f.pairs != "":
		return readList(f.pairs)
	case len(args) == 2 && isFolder(args[0]) && isFolder(args[1]):
		return matchFolders(args[0], args[1])
	case len(args) == 0 || len(args)%2 != 0:
		return nil, fmt.Errorf("want two files, ORIGINAL and QUANTIZED, and got %d", len(args))
	}
	var pairs [][2]string
	for i := 0; i < len(args); i += 2 {
		pairs = append(pairs, [2]string{args[i], args[i+1]})
	}
	return pairs, nil
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// readList reads a CSV file of two columns, original and quantized, with or without
// these words above; names are relative to its folder. A byte order mark and semicolons
// are as good.
func readList(name string) ([][2]string, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord, r.TrimLeadingSpace, r.Comment = 2, true, '#'
	if first, _, _ := bytes.Cut(data, []byte("\n")); !bytes.Contains(first, []byte(",")) && bytes.Contains(first, []byte(";")) {
		r.Comma = ';'
	}
	records, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: want two columns, original and quantized: %w", name, err)
	}
	var pairs [][2]string
	for i, record := range records {
		var p [2]string
		for k, cell := range record {
			p[k] = strings.TrimSpace(cell)
		}
		if i == 0 && strings.EqualFold(p[0], "original") && strings.EqualFold(p[1], "quantized") {
			continue
		}
		for k, cell := range p {
			if !filepath.IsAbs(cell) {
				p[k] = filepath.Join(filepath.Dir(name), cell)
			}
		}
		pairs = append(pairs, p)
	}
	if len(pairs) == 0 {
		return nil, fmt.Errorf("%s lists no pairs", name)
	}
	return pairs, nil
}

// matchFolders pairs the pictures of two folders by their names without extension.
func matchFolders(originals, quantized string) ([][2]string, error) {
	var names [2]map[string]string
	var order []string
	for i, folder := range []string{originals, quantized} {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return nil, err
		}
		names[i] = map[string]string{}
		for _, e := range entries {
			if e.IsDir() || !picture.HasExtension(e.Name()) {
				continue
			}
			stem := strings.TrimSuffix(e.Name(), filepath.Ext(e.Name()))
			if other, ok := names[i][stem]; ok {
				return nil, fmt.Errorf("%s and %s have one name; list the pairs by -pairs", other, filepath.Join(folder, e.Name()))
			}
			names[i][stem] = filepath.Join(folder, e.Name())
			if i == 0 {
				order = append(order, stem)
			}
		}
	}
	var pairs [][2]string
	for _, stem := range order {
		q, ok := names[1][stem]
		if !ok {
			return nil, fmt.Errorf("%s has no partner of that name in %s", names[0][stem], quantized)
		}
		pairs = append(pairs, [2]string{names[0][stem], q})
	}
	switch {
	case len(pairs) == 0:
		return nil, fmt.Errorf("%s holds no PNG or JPEG file", originals)
	case len(names[1]) > len(pairs):
		return nil, fmt.Errorf("%s holds %d pictures, %s only %d", quantized, len(names[1]), originals, len(pairs))
	}
	return pairs, nil
}
