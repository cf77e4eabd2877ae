package wecom

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1" //nolint:gosec // the service's signature
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
)

// box signs and seals what goes between the service and us.
type box struct {
	token string
	key   []byte // 32 bytes; its first 16 are the initial vector
}

// blockSize is what messages are padded to, in bytes: twice the cipher's.
const blockSize = 32

// lead is how many random bytes a message begins with.
const lead = 16

var errSeal = errors.New("the sealed text is damaged, or sealed with another key")

// signature is what the service puts on a call.
func (b box) signature(timestamp, nonce, sealed string) string {
	parts := []string{b.token, timestamp, nonce, sealed}
	slices.Sort(parts)
	sum := sha1.Sum([]byte(strings.Join(parts, ""))) //nolint:gosec // the service's signature
	return hex.EncodeToString(sum[:])
}

// signed reports whether a signature is right, in a time that does not depend
// on how wrong it is.
func (b box) signed(given, timestamp, nonce, sealed string) bool {
	return subtle.ConstantTimeCompare([]byte(given), []byte(b.signature(timestamp, nonce, sealed))) == 1
}

// open reads a sealed message: random bytes, a length, the words, and the number
// of whom they are meant for, which is empty for a robot.
func (b box) open(sealed string) ([]byte, error) {
	raw, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil {
		return nil, errSeal
	}
	plain, err := b.decrypt(raw)
	if err != nil {
		return nil, err
	}
	if len(plain) < lead+4 {
		return nil, errSeal
	}
	size := binary.BigEndian.Uint32(plain[lead:])
	if rest := plain[lead+4:]; uint64(size) <= uint64(len(rest)) {
		return rest[:size], nil
	}
	return nil, errSeal
}

// decrypt takes AES-256-CBC and its padding off; pictures come like this too.
func (b box) decrypt(raw []byte) ([]byte, error) {
	c, err := aes.NewCipher(b.key)
	if err != nil {
		return nil, err
	}
	if len(raw) == 0 || len(raw)%aes.BlockSize != 0 {
		return nil, errSeal
	}
	plain := make([]byte, len(raw))
	cipher.NewCBCDecrypter(c, b.key[:aes.BlockSize]).CryptBlocks(plain, raw)
	pad := int(plain[len(plain)-1])
	if pad < 1 || pad > blockSize || pad > len(plain) {
		return nil, errSeal
	}
	return plain[:len(plain)-pad], nil
}
