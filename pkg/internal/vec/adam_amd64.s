#include "textflag.h"

// The bits of 2⁻⁶⁰ in float32, and the last bits above them that are safe: rootMin and
// rootRange - 1 of adam.go, four of each.
DATA rootMin<>+0(SB)/8, $0x2180000021800000
DATA rootMin<>+8(SB)/8, $0x2180000021800000
GLOBL rootMin<>(SB), RODATA|NOPTR, $16
DATA rootLast<>+0(SB)/8, $0x3bffffff3bffffff
DATA rootLast<>+8(SB)/8, $0x3bffffff3bffffff
GLOBL rootLast<>(SB), RODATA|NOPTR, $16

// func adam4(n int, k *Adam, x, grad, m, v *float64) int
//
//	for i := 0; i < n; i += 4 {          // each line for four elements at once
//		ask for what is 384 bytes ahead of each slice, of which the processor fetches less by itself
//		m := m[i] + Rest1*(g[i] - m[i])
//		v := v[i] + Rest2*(g[i]*g[i] - v[i])
//		w := v + Inside
//		s := √float32(w)
//		if s is outside [2⁻⁶⁰, 2⁶⁰) for one of the four { return i }
//		m[i], v[i] = m, v
//		x[i] = Keep*x[i] - 2*Move*s/(w + s*(s + 2*Outside))*m
//	}
//	return n
TEXT ·adam4(SB), NOSPLIT, $0-56
	MOVQ n+0(FP), CX
	MOVQ k+8(FP), AX
	MOVQ x+16(FP), DI
	MOVQ grad+24(FP), SI
	MOVQ m+32(FP), R8
	MOVQ v+40(FP), R9

	VBROADCASTSD 0(AX), Y8    // Rest1
	VBROADCASTSD 8(AX), Y9    // Rest2
	VBROADCASTSD 16(AX), Y10  // Inside
	VBROADCASTSD 24(AX), Y12  // Outside
	VADDPD       Y12, Y12, Y12
	VBROADCASTSD 32(AX), Y11  // Move
	VADDPD       Y11, Y11, Y11
	VBROADCASTSD 40(AX), Y13  // Keep
	VMOVUPS      rootMin<>(SB), X14
	VMOVUPS      rootLast<>(SB), X15
	XORQ         DX, DX

loop:
	PREFETCHT0 384(SI)(DX*8)
	PREFETCHT0 384(R8)(DX*8)
	PREFETCHT0 384(R9)(DX*8)
	PREFETCHT0 384(DI)(DX*8)

	VMOVUPD (SI)(DX*8), Y0
	VMOVUPD (R8)(DX*8), Y1
	VSUBPD  Y1, Y0, Y2
	VMULPD  Y8, Y2, Y2
	VADDPD  Y2, Y1, Y1         // m
	VMULPD  Y0, Y0, Y3
	VMOVUPD (R9)(DX*8), Y4
	VSUBPD  Y4, Y3, Y3
	VMULPD  Y9, Y3, Y3
	VADDPD  Y3, Y4, Y4         // v
	VADDPD  Y10, Y4, Y5        // w

	VCVTPD2PSY Y5, X6
	VSQRTPS    X6, X6          // s
	VPSUBD     X14, X6, X7
	VPMINUD    X15, X7, X0
	VPCMPEQD   X7, X0, X0
	VMOVMSKPS  X0, BX
	CMPL       BX, $15
	JNE        done

	VMOVUPD   Y1, (R8)(DX*8)
	VMOVUPD   Y4, (R9)(DX*8)
	VCVTPS2PD X6, Y6
	VADDPD    Y12, Y6, Y7
	VMULPD    Y7, Y6, Y7
	VADDPD    Y7, Y5, Y7
	VMULPD    Y11, Y6, Y6
	VDIVPD    Y7, Y6, Y6
	VMULPD    Y1, Y6, Y6
	VMULPD    (DI)(DX*8), Y13, Y2
	VSUBPD    Y6, Y2, Y2
	VMOVUPD   Y2, (DI)(DX*8)

	ADDQ $4, DX
	CMPQ DX, CX
	JLT  loop

done:
	MOVQ DX, ret+48(FP)
	VZEROUPPER
	RET
