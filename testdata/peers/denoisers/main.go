// Command denoisers writes the data of the study of restoration to a folder, for denoisers.py: each photograph
// without noise, and with each of the noises.
//
// A line of its output names a photograph, its width and height, the noise in levels, and the two files, which
// hold float64 samples, little-endian, row by row.
package main

import (
	"encoding/binary"
	"fmt"
	"log"
	"math"
	"os"
	"path/filepath"

	"github.com/gradstep/gradstep/pkg/denoise/ranking"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: denoisers FOLDER")
	}
	if err := write(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func write(folder string) error {
	photos, err := ranking.Load("testdata/photos")
	if err != nil {
		return err
	}
	for _, p := range photos {
		clean := filepath.Join(folder, p.Name)
		if err := save(clean, p.Clean); err != nil {
			return err
		}
		for _, levels := range ranking.Sigmas {
			noisy := fmt.Sprintf("%s-%d", clean, levels)
			if err := save(noisy, p.Noisy(levels, false)); err != nil {
				return err
			}
			fmt.Println(p.Name, p.W, p.H, levels, clean, noisy)
		}
	}
	return nil
}

func save(name string, samples []float64) error {
	data := make([]byte, 0, 8*len(samples))
	for _, v := range samples {
		data = binary.LittleEndian.AppendUint64(data, math.Float64bits(v))
	}
	return os.WriteFile(name, data, 0o600)
}
