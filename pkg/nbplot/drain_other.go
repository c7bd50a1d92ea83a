//go:build !linux && !js

package nbplot

import "os"

// unread cannot be asked for here: drain only waits a moment.
func unread(*os.File) int { return 0 }
