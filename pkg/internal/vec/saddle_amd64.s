#include "textflag.h"

DATA one<>+0(SB)/8, $1.0
GLOBL one<>(SB), RODATA|NOPTR, $8

// func saddle4(n int, c *Saddle, bar, below, above, f, u, px, py *float64)
TEXT ·saddle4(SB), NOSPLIT, $0-72
	MOVQ n+0(FP), CX
	MOVQ c+8(FP), AX
	MOVQ bar+16(FP), BX
	MOVQ below+24(FP), R8
	MOVQ above+32(FP), R9
	MOVQ f+40(FP), R10
	MOVQ u+48(FP), R11
	MOVQ px+56(FP), R12
	MOVQ py+64(FP), R13

	VBROADCASTSD 0(AX), Y0
	VBROADCASTSD 8(AX), Y1
	VBROADCASTSD 16(AX), Y2
	VBROADCASTSD 24(AX), Y3
	VBROADCASTSD 32(AX), Y4
	VBROADCASTSD one<>(SB), Y5
	VXORPD       Y6, Y6, Y6   // p of the four pixels before
	XORQ         DX, DX

loop:
	// p = px + s(ū(x+1) - ū(x)), q = py + s(ū below - ū)
	VMOVUPD (BX)(DX*8), Y7
	VMOVUPD 8(BX)(DX*8), Y8
	VSUBPD  Y7, Y8, Y8
	VMULPD  Y0, Y8, Y8
	VADDPD  (R12)(DX*8), Y8, Y8
	VMOVUPD (R8)(DX*8), Y9
	VSUBPD  Y7, Y9, Y9
	VMULPD  Y0, Y9, Y9
	VADDPD  (R13)(DX*8), Y9, Y9

	// both times 1/√max(1, p² + q²); NaN stays, as the second operand of VMAXPD
	VMULPD  Y8, Y8, Y10
	VMULPD  Y9, Y9, Y11
	VADDPD  Y11, Y10, Y10
	VMAXPD  Y10, Y5, Y10
	VSQRTPD Y10, Y10
	VDIVPD  Y10, Y5, Y10
	VMULPD  Y10, Y8, Y8
	VMULPD  Y10, Y9, Y9
	VMOVUPD Y8, (R12)(DX*8)
	VMOVUPD Y9, (R13)(DX*8)

	// Y12 = p of the pixels to the left
	VPERM2F128 $0x21, Y8, Y6, Y12
	VSHUFPD    $5, Y8, Y12, Y12
	VMOVAPD    Y8, Y6

	// v = (cu·u + cd·div p) + cf·f
	VSUBPD  Y12, Y8, Y12
	VSUBPD  (R9)(DX*8), Y9, Y9
	VADDPD  Y9, Y12, Y12
	VMULPD  Y2, Y12, Y12
	VMOVUPD (R11)(DX*8), Y13
	VMULPD  Y1, Y13, Y14
	VADDPD  Y12, Y14, Y14
	VMULPD  (R10)(DX*8), Y3, Y15
	VADDPD  Y15, Y14, Y14
	VMOVUPD Y14, (R11)(DX*8)

	// ū = v + θ(v - u)
	VSUBPD  Y13, Y14, Y13
	VMULPD  Y4, Y13, Y13
	VADDPD  Y13, Y14, Y14
	VMOVUPD Y14, (BX)(DX*8)

	ADDQ $4, DX
	CMPQ DX, CX
	JLT  loop

	VZEROUPPER
	RET
