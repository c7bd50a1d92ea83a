module github.com/gradstep/gradstep/pkg/optim/gonumopt

go 1.26.0

require (
	github.com/gradstep/gradstep v0.0.0
	gonum.org/v1/gonum v0.17.0
)

require golang.org/x/tools v0.30.0 // indirect

replace github.com/gradstep/gradstep => ../../..
