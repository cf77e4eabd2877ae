package trace

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	otlp "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

const (
	// sendTime is how long the collector may take to answer.
	sendTime = 10 * time.Second
	// mostAnswer is how much of its answer is read, in bytes.
	mostAnswer = 64 << 10
)

// collector is who is told, by OTLP over HTTP. The library's own sender would bring
// gRPC along, which makes the program larger by a third.
type collector struct {
	address string
	client  *http.Client
}

func newCollector(endpoint string) *collector {
	// A redirect would carry traces to who was never named.
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &collector{address: spansAt(endpoint), client: &http.Client{Timeout: sendTime, CheckRedirect: stay}}
}

// spansAt is where a collector takes spans; what the query of its address says, such as a
// key, stays behind.
func spansAt(endpoint string) string {
	u, err := url.Parse(endpoint)
	if err != nil {
		return endpoint // which is refused when it is asked
	}
	return u.JoinPath("v1/traces").String()
}

// Start does nothing: each request stands alone.
func (*collector) Start(context.Context) error { return nil }

// Stop closes what is open.
func (c *collector) Stop(context.Context) error {
	c.client.CloseIdleConnections()
	return nil
}

// UploadTraces sends spans. What the collector does not take is lost.
func (c *collector) UploadTraces(ctx context.Context, spans []*otlp.ResourceSpans) error {
	// As bytes this is the ExportTraceServiceRequest of the protocol.
	body, err := proto.Marshal(&otlp.TracesData{ResourceSpans: spans})
	if err != nil {
		return fmt.Errorf("word traces: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.address, bytes.NewReader(body))
	if err != nil {
		return errors.New("send traces: the address of the collector cannot be used")
	}
	request.Header.Set("Content-Type", "application/x-protobuf")
	answer, err := c.client.Do(request)
	if wrapped := (*url.Error)(nil); errors.As(err, &wrapped) {
		err = wrapped.Err // without the address, which may hold a key
	}
	if err != nil {
		return fmt.Errorf("send traces: %w", err)
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, io.LimitReader(answer.Body, mostAnswer)); err != nil {
		return fmt.Errorf("send traces: %w", err)
	}
	if answer.StatusCode/100 != 2 {
		return fmt.Errorf("send traces: the collector answers %s", answer.Status)
	}
	return nil
}
