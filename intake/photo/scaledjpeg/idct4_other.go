//go:build !amd64

package scaledjpeg

func four(b *block, out []byte, stride int) { fourPlain(b, out, stride) }
