package vec

import "golang.org/x/sys/cpu"

// Wide says whether the processor computes four float64 at a time. Tests switch it off.
var Wide = cpu.X86.HasAVX
