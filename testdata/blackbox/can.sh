#!/bin/sh
# Prints the tin, in square centimetres, that a can of one litre needs when its radius is $1 centimetres, to a tenth.
#
#     gradstep diagnose -at 4 -- sh can.sh {x0}
#     gradstep minimize -lo 1 -hi 12 -budget 300 -- sh can.sh {x0}
exec awk -v r="$1" 'BEGIN { pi = atan2(0, -1); printf "%.1f\n", 2 * pi * r * r + 2 * 1000 / r }'
