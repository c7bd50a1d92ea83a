#include "textflag.h"

// func momentum4(n int, k *Momentum, x, grad, v *float64)
//
//	for i := 0; i < n; i += 8 {          // each line for eight elements, a cache line, in two groups of four
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
	VMULPD  32(R8)(DX*8), Y0, Y6
	VMULPD  (SI)(DX*8), Y1, Y4
	VMULPD  32(SI)(DX*8), Y1, Y7
	VADDPD  Y4, Y3, Y3
	VADDPD  Y7, Y6, Y6
	VMULPD  Y3, Y2, Y4
	VMULPD  Y6, Y2, Y7
	VMOVUPD (DI)(DX*8), Y5
	VMOVUPD 32(DI)(DX*8), Y8
	VSUBPD  Y4, Y5, Y5
	VSUBPD  Y7, Y8, Y8
	VMOVUPD Y3, (R8)(DX*8)
	VMOVUPD Y6, 32(R8)(DX*8)
	VMOVUPD Y5, (DI)(DX*8)
	VMOVUPD Y8, 32(DI)(DX*8)
	ADDQ    $8, DX
	CMPQ    DX, CX
	JLT     loop

	VZEROUPPER
	RET
