#include "textflag.h"

// func mulAdd4x8(k int, a *float64, aRow, aCol uintptr, b *float64, bRow uintptr, c *float64, cRow uintptr)
TEXT ·mulAdd4x8(SB), NOSPLIT, $0-64
	MOVQ k+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ aRow+16(FP), R8
	MOVQ aCol+24(FP), R9
	MOVQ b+32(FP), DI
	MOVQ bRow+40(FP), R10
	MOVQ c+48(FP), DX
	MOVQ cRow+56(FP), R11
	LEAQ (R8)(R8*2), R12
	LEAQ (R11)(R11*2), R13

	// Y0 to Y7 hold C, two of them a row.
	VMOVUPD (DX), Y0
	VMOVUPD 32(DX), Y1
	VMOVUPD (DX)(R11*1), Y2
	VMOVUPD 32(DX)(R11*1), Y3
	VMOVUPD (DX)(R11*2), Y4
	VMOVUPD 32(DX)(R11*2), Y5
	VMOVUPD (DX)(R13*1), Y6
	VMOVUPD 32(DX)(R13*1), Y7

loop48:
	VMOVUPD (DI), Y8
	VMOVUPD 32(DI), Y9

	VBROADCASTSD (SI), Y10
	VMULPD       Y8, Y10, Y11
	VADDPD       Y11, Y0, Y0
	VMULPD       Y9, Y10, Y12
	VADDPD       Y12, Y1, Y1

	VBROADCASTSD (SI)(R8*1), Y13
	VMULPD       Y8, Y13, Y14
	VADDPD       Y14, Y2, Y2
	VMULPD       Y9, Y13, Y15
	VADDPD       Y15, Y3, Y3

	VBROADCASTSD (SI)(R8*2), Y10
	VMULPD       Y8, Y10, Y11
	VADDPD       Y11, Y4, Y4
	VMULPD       Y9, Y10, Y12
	VADDPD       Y12, Y5, Y5

	VBROADCASTSD (SI)(R12*1), Y13
	VMULPD       Y8, Y13, Y14
	VADDPD       Y14, Y6, Y6
	VMULPD       Y9, Y13, Y15
	VADDPD       Y15, Y7, Y7

	ADDQ R9, SI
	ADDQ R10, DI
	DECQ CX
	JNZ  loop48

	VMOVUPD Y0, (DX)
	VMOVUPD Y1, 32(DX)
	VMOVUPD Y2, (DX)(R11*1)
	VMOVUPD Y3, 32(DX)(R11*1)
	VMOVUPD Y4, (DX)(R11*2)
	VMOVUPD Y5, 32(DX)(R11*2)
	VMOVUPD Y6, (DX)(R13*1)
	VMOVUPD Y7, 32(DX)(R13*1)
	VZEROUPPER
	RET

// FOLD adds the four sums of Y to the number at ADDR, in the order of gonum's Dot:
// X holds the lower two of Y.
#define FOLD(Y, X, ADDR) \
	VEXTRACTF128 $1, Y, X8    \
	VADDPD       X8, X, X     \
	VUNPCKHPD    X, X, X9     \
	VADDSD       X9, X, X     \
	VADDSD       ADDR, X, X   \
	VMOVSD       X, ADDR

// func dot2x4(k int, a *float64, aRow uintptr, b *float64, bRow uintptr, c *float64, cRow uintptr)
TEXT ·dot2x4(SB), NOSPLIT, $0-56
	MOVQ k+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ aRow+16(FP), R8
	MOVQ b+24(FP), DI
	MOVQ bRow+32(FP), R10
	MOVQ c+40(FP), DX
	MOVQ cRow+48(FP), R11
	ADDQ SI, R8               // the second row of A
	LEAQ (DI)(R10*1), R12     // the second, third and fourth row of B
	LEAQ (DI)(R10*2), R13
	LEAQ (R12)(R10*2), BX
	XORQ AX, AX

	VXORPD Y0, Y0, Y0
	VXORPD Y1, Y1, Y1
	VXORPD Y2, Y2, Y2
	VXORPD Y3, Y3, Y3
	VXORPD Y4, Y4, Y4
	VXORPD Y5, Y5, Y5
	VXORPD Y6, Y6, Y6
	VXORPD Y7, Y7, Y7

loop24:
	VMOVUPD (SI)(AX*1), Y8
	VMOVUPD (R8)(AX*1), Y9

	VMOVUPD (DI)(AX*1), Y10
	VMULPD  Y10, Y8, Y11
	VADDPD  Y11, Y0, Y0
	VMULPD  Y10, Y9, Y12
	VADDPD  Y12, Y4, Y4

	VMOVUPD (R12)(AX*1), Y13
	VMULPD  Y13, Y8, Y14
	VADDPD  Y14, Y1, Y1
	VMULPD  Y13, Y9, Y15
	VADDPD  Y15, Y5, Y5

	VMOVUPD (R13)(AX*1), Y10
	VMULPD  Y10, Y8, Y11
	VADDPD  Y11, Y2, Y2
	VMULPD  Y10, Y9, Y12
	VADDPD  Y12, Y6, Y6

	VMOVUPD (BX)(AX*1), Y13
	VMULPD  Y13, Y8, Y14
	VADDPD  Y14, Y3, Y3
	VMULPD  Y13, Y9, Y15
	VADDPD  Y15, Y7, Y7

	ADDQ $32, AX
	SUBQ $4, CX
	JNZ  loop24

	FOLD(Y0, X0, 0(DX))
	FOLD(Y1, X1, 8(DX))
	FOLD(Y2, X2, 16(DX))
	FOLD(Y3, X3, 24(DX))
	ADDQ R11, DX
	FOLD(Y4, X4, 0(DX))
	FOLD(Y5, X5, 8(DX))
	FOLD(Y6, X6, 16(DX))
	FOLD(Y7, X7, 24(DX))
	VZEROUPPER
	RET
