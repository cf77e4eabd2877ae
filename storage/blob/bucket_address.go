package blob

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// BucketAddress says where a bucket is.
type BucketAddress struct {
	Bucket    string
	Region    string
	Host      string // and port, of the server
	Secure    bool   // HTTPS
	PathStyle bool   // the bucket is part of the path, not of the host's name
}

// defaultRegion is what servers other than Amazon's call themselves, and Amazon's
// oldest region.
const defaultRegion = "us-east-1"

// ParseBucket reads s3://BUCKET?region=…&endpoint=…&use_path_style=true. Without an
// endpoint it is Amazon's server of the region.
func ParseBucket(address string) (BucketAddress, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "s3" || u.Host == "" || u.User != nil || u.Path != "" && u.Path != "/" {
		return BucketAddress{}, errors.New("photos: want s3://BUCKET?region=REGION&endpoint=http://HOST:PORT&use_path_style=true")
	}
	a := BucketAddress{Bucket: u.Host, Region: defaultRegion, Secure: true}
	for key, values := range u.Query() {
		if err := a.set(key, values[len(values)-1]); err != nil {
			return a, err
		}
	}
	if a.Host == "" {
		a.Host = "s3." + a.Region + ".amazonaws.com"
		if strings.HasPrefix(a.Region, "cn-") { // a partition of its own
			a.Host += ".cn"
		}
	}
	return a, nil
}

func (a *BucketAddress) set(key, value string) (err error) {
	switch key {
	case "region":
		a.Region = value
	case "use_path_style":
		if a.PathStyle, err = strconv.ParseBool(value); err != nil {
			return fmt.Errorf("photos: use_path_style: want true or false, got %q", value)
		}
	case "endpoint":
		u, err := url.Parse(value)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return fmt.Errorf("photos: endpoint: want http://HOST:PORT or https://HOST, got %q", value)
		}
		a.Host, a.Secure = u.Host, u.Scheme == "https"
	default:
		return fmt.Errorf("photos: unknown parameter %q; there are region, endpoint and use_path_style", key)
	}
	return nil
}

// transport gives up on a server that is not there, or takes a request and says
// nothing.
func transport() *http.Transport {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 5 * time.Second}).DialContext,
		TLSHandshakeTimeout:   5 * time.Second,
		ResponseHeaderTimeout: 15 * time.Second,
		IdleConnTimeout:       time.Minute,
		MaxIdleConnsPerHost:   16,
		DisableCompression:    true, // photos are
	}
}
