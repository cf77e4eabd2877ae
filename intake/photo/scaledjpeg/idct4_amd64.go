package scaledjpeg

// four is fourPlain, four columns or rows at a time.
func four(b *block, out []byte, stride int) {
	_ = out[3*stride+3]
	fourSSE2(b, &out[0], stride)
}

//go:noescape
func fourSSE2(b *block, out *byte, stride int)
