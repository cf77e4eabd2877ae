#include "textflag.h"

// Pairs of factors for PMADDWL, 12 bits behind the point as in idct.go.
DATA sum<>+0(SB)/8, $0x1000100010001000
DATA sum<>+8(SB)/8, $0x1000100010001000
GLOBL sum<>(SB), RODATA|NOPTR, $16

DATA difference<>+0(SB)/8, $0xf0001000f0001000
DATA difference<>+8(SB)/8, $0xf0001000f0001000
GLOBL difference<>(SB), RODATA|NOPTR, $16

DATA turn<>+0(SB)/8, $0x08a914e808a914e8 // g2, g6
DATA turn<>+8(SB)/8, $0x08a914e808a914e8
GLOBL turn<>(SB), RODATA|NOPTR, $16

DATA turned<>+0(SB)/8, $0xeb1808a9eb1808a9 // g6, -g2
DATA turned<>+8(SB)/8, $0xeb1808a9eb1808a9
GLOBL turned<>(SB), RODATA|NOPTR, $16

// Between the passes, 3 bits stay behind the point.
DATA half9<>+0(SB)/8, $0x0000010000000100
DATA half9<>+8(SB)/8, $0x0000010000000100
GLOBL half9<>(SB), RODATA|NOPTR, $16

// After them there are 15 and the eighth: 128 and a half.
DATA centre18<>+0(SB)/8, $0x0202000002020000
DATA centre18<>+8(SB)/8, $0x0202000002020000
GLOBL centre18<>(SB), RODATA|NOPTR, $16

// PASS takes four rows of words, 0 and 1 in X0, 2 and 3 in X1, and leaves their
// transform as rows of longs in X4, X5, X6, X7.
#define PASS(round) \
	MOVO X0, X2; \
	PUNPCKLWL X1, X0; \
	PUNPCKHWL X1, X2; \
	MOVO X0, X1; \
	MOVO X2, X3; \
	PMADDWL sum<>(SB), X0; \
	PMADDWL difference<>(SB), X1; \
	PMADDWL turn<>(SB), X2; \
	PMADDWL turned<>(SB), X3; \
	PADDL round<>(SB), X0; \
	PADDL round<>(SB), X1; \
	MOVO X0, X4; \
	PADDL X2, X4; \
	MOVO X1, X5; \
	PADDL X3, X5; \
	MOVO X1, X6; \
	PSUBL X3, X6; \
	MOVO X0, X7; \
	PSUBL X2, X7

// TURN scales the rows of PASS back to words and makes columns of them, in X0 and X1
// again.
#define TURN(shift) \
	PSRAL $shift, X4; \
	PSRAL $shift, X5; \
	PSRAL $shift, X6; \
	PSRAL $shift, X7; \
	PACKSSLW X5, X4; \
	PACKSSLW X7, X6; \
	MOVO X4, X0; \
	PUNPCKLWL X6, X0; \
	PUNPCKHWL X6, X4; \
	MOVO X0, X1; \
	PUNPCKLWL X4, X0; \
	PUNPCKHWL X4, X1

// func fourSSE2(b *block, out *byte, stride int)
TEXT ·fourSSE2(SB), NOSPLIT, $0-24
	MOVQ b+0(FP), AX
	MOVQ out+8(FP), DI
	MOVQ stride+16(FP), SI
	MOVOU (AX), X0
	MOVOU 16(AX), X1
	PASS(half9)
	TURN(9)
	PASS(centre18)
	TURN(18)
	PACKUSWB X1, X0
	MOVL X0, (DI)
	PSRLO $4, X0
	MOVL X0, (DI)(SI*1)
	LEAQ (DI)(SI*2), DI
	PSRLO $4, X0
	MOVL X0, (DI)
	PSRLO $4, X0
	MOVL X0, (DI)(SI*1)
	RET
