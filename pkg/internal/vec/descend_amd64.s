#include "textflag.h"

// func descend4(n int, move float64, x, grad *float64)
//
//	for i := 0; i < n; i += 8 {          // each line for eight elements, a cache line, in two groups of four
//		x[i] -= move*g[i]
//	}
TEXT ·descend4(SB), NOSPLIT, $0-32
	MOVQ         n+0(FP), CX
	VBROADCASTSD move+8(FP), Y0
	MOVQ         x+16(FP), DI
	MOVQ         grad+24(FP), SI
	XORQ         DX, DX

loop:
	VMULPD  (SI)(DX*8), Y0, Y1
	VMULPD  32(SI)(DX*8), Y0, Y2
	VMOVUPD (DI)(DX*8), Y3
	VMOVUPD 32(DI)(DX*8), Y4
	VSUBPD  Y1, Y3, Y3
	VSUBPD  Y2, Y4, Y4
	VMOVUPD Y3, (DI)(DX*8)
	VMOVUPD Y4, 32(DI)(DX*8)
	ADDQ    $8, DX
	CMPQ    DX, CX
	JLT     loop

	VZEROUPPER
	RET
