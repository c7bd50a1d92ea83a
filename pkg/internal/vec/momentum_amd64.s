#include "textflag.h"

// func momentum4(n int, k *Momentum, x, grad, v *float64)
//
//	for i := 0; i < n; i += 4 {          // each line for four elements at once
//		v[i] = Gamma*v[i] + Gain*g[i]
//		x[i] -= Move*v[i]
//	}
TEXT ·momentum4(SB), NOSPLIT, $0-40
	MOVQ n+0(FP), CX
	MOVQ k+8(FP), AX
	MOVQ x+16(FP), DI
	MOVQ grad+24(FP), SI
	MOVQ v+32(FP), R8

	VBROADCASTSD 0(AX), Y0  // Gamma
	VBROADCASTSD 8(AX), Y1  // Gain
	VBROADCASTSD 16(AX), Y2 // Move
	XORQ         DX, DX

loop:
	VMULPD  (R8)(DX*8), Y0, Y3
	VMULPD  (SI)(DX*8), Y1, Y4
	VADDPD  Y4, Y3, Y3
	VMOVUPD Y3, (R8)(DX*8)
	VMULPD  Y3, Y2, Y3
	VMOVUPD (DI)(DX*8), Y5
	VSUBPD  Y3, Y5, Y5
	VMOVUPD Y5, (DI)(DX*8)
	ADDQ    $4, DX
	CMPQ    DX, CX
	JLT     loop

	VZEROUPPER
	RET
