// Command notebooks sets up, opens, runs and checks the course.
package main

import (
	_ "github.com/go-zeromq/zmq4"
	_ "github.com/google/go-cmp/cmp"
	_ "golang.org/x/image/draw"
	_ "gonum.org/v1/gonum/mat"
	_ "gonum.org/v1/plot"
	_ "pgregory.net/rapid"
)

func main() {}
