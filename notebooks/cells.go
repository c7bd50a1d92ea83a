//go:build cells

// The packages below are imported by the cells of the notebooks and by nothing
// else. Without this file `go mod tidy` would drop them from go.mod, and the
// cells, which run without a network, could not be built.
package main

import (
	_ "github.com/janpfeifer/gonb/cache"
	_ "github.com/janpfeifer/gonb/gonbui"
	_ "github.com/janpfeifer/gonb/gonbui/comms"
	_ "github.com/janpfeifer/gonb/gonbui/dom"
	_ "github.com/janpfeifer/gonb/gonbui/widgets"
)
