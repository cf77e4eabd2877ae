package geotag

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Limits of a GeoJSON file. A city has tens of thousands of cells.
const (
	maxFileBytes = 512 << 20
	maxFeatures  = 500_000
)

// feature is a GeoJSON feature as far as we read it.
type feature struct {
	Type       string          `json:"type"`
	Properties json.RawMessage `json:"properties"`
	Geometry   geometry        `json:"geometry"`
}

type geometry struct {
	Type        string          `json:"type"`
	Coordinates json.RawMessage `json:"coordinates"`
}

// text is a JSON string, or a number that stands for one: many tools write
// codes as numbers.
type text string

// UnmarshalJSON reads a string, a number or null.
func (t *text) UnmarshalJSON(data []byte) error {
	switch {
	case bytes.Equal(data, []byte("null")):
		return nil
	case len(data) > 0 && (data[0] == '-' || data[0] >= '0' && data[0] <= '9'):
		*t = text(data)
		return nil
	}
	var s string
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	*t = text(strings.TrimSpace(s))
	return nil
}

// readFeatures calls take for each feature of a FeatureCollection, or of a file
// with a feature on each line, numbered from 1. It holds one feature at a time.
// The error says that the file as such cannot be read.
func readFeatures(r io.Reader, take func(n int, f feature) error) error {
	decoder := json.NewDecoder(&limitedReader{r: skipBOM(r), left: maxFileBytes})
	n := 0
	each := func(raw json.RawMessage) error {
		if n++; n > maxFeatures {
			return fmt.Errorf("more than %d features", maxFeatures)
		}
		var f feature
		if err := json.Unmarshal(raw, &f); err != nil {
			return fmt.Errorf("feature %d: %w", n, err)
		}
		return take(n, f)
	}
	for {
		err := readObject(decoder, each)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("read GeoJSON: %w", err)
		}
	}
	if n == 0 {
		return errors.New("read GeoJSON: no features in it")
	}
	return nil
}

// readObject reads one object of the top level: a collection, whose features it
// hands over one by one, or a single feature.
func readObject(decoder *json.Decoder, each func(json.RawMessage) error) error {
	token, err := decoder.Token()
	if err != nil {
		return err
	}
	if token != json.Delim('{') {
		return fmt.Errorf("want a FeatureCollection or features, found %v", token)
	}
	single := map[string]json.RawMessage{}
	collection := false
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return unexpected(err)
		}
		if key == "features" {
			collection = true
			err = readArray(decoder, each)
		} else {
			var raw json.RawMessage
			err = decoder.Decode(&raw)
			single[fmt.Sprint(key)] = raw
		}
		if err != nil {
			return unexpected(err)
		}
	}
	if _, err := decoder.Token(); err != nil || collection {
		return unexpected(err)
	}
	raw, err := json.Marshal(single)
	if err != nil {
		return err
	}
	return each(raw)
}

func readArray(decoder *json.Decoder, each func(json.RawMessage) error) error {
	token, err := decoder.Token()
	if err != nil {
		return err
	}
	if token != json.Delim('[') {
		return fmt.Errorf("want a list of features, found %v", token)
	}
	for decoder.More() {
		var raw json.RawMessage
		if err := decoder.Decode(&raw); err != nil {
			return err
		}
		if err := each(raw); err != nil {
			return err
		}
	}
	_, err = decoder.Token()
	return err
}

// unexpected tells a file that is cut off from one that ended.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// limitedReader fails, rather than ends, after so many bytes.
type limitedReader struct {
	r    io.Reader
	left int64
}

// Read reads until the limit.
func (l *limitedReader) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, fmt.Errorf("file is larger than %d MB", maxFileBytes>>20)
	}
	if int64(len(p)) > l.left {
		p = p[:l.left]
	}
	n, err := l.r.Read(p)
	l.left -= int64(n)
	return n, err
}

// skipBOM leaves out the byte order mark that Windows programs write.
func skipBOM(r io.Reader) io.Reader {
	head := make([]byte, 3)
	n, err := io.ReadFull(r, head)
	head = bytes.TrimPrefix(head[:n], []byte("\xef\xbb\xbf"))
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return io.MultiReader(bytes.NewReader(head), failingReader{err})
	}
	return io.MultiReader(bytes.NewReader(head), r)
}

type failingReader struct{ err error }

// Read fails.
func (f failingReader) Read([]byte) (int, error) { return 0, f.err }
