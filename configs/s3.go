package configs

import (
	"maps"
	"net/url"
	"slices"
	"strings"
)

// S3 is what a photo store in S3 is opened with. The two keys left empty are taken
// from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, as other programs do.
type S3 struct {
	AccessKeyID     string `yaml:"access_key_id" secret:"text"`
	SecretAccessKey string `yaml:"secret_access_key" secret:"text"`
	SessionToken    string `yaml:"session_token" secret:"text"` // of temporary keys
}

// borrow takes what is not given from where other programs find it.
func (s *S3) borrow(environ []string) {
	if s.AccessKeyID != "" || s.SecretAccessKey != "" {
		return
	}
	for _, entry := range environ {
		switch name, value, _ := strings.Cut(entry, "="); name {
		case "AWS_ACCESS_KEY_ID":
			s.AccessKeyID = value
		case "AWS_SECRET_ACCESS_KEY":
			s.SecretAccessKey = value
		case "AWS_SESSION_TOKEN":
			s.SessionToken = value
		}
	}
}

// checkPhotos does not show what may hold a password.
func (c Config) checkPhotos(r *review) {
	if folder, ok := c.PhotoFolder(); ok && folder != "" {
		return
	}
	if !strings.HasPrefix(c.Photos, "s3:") {
		r.add("photos", "want file:PATH or s3://BUCKET?region=REGION, got %q", c.Photos)
		return
	}
	u, err := url.Parse(c.Photos)
	switch {
	case err != nil, u.Host == "", strings.Trim(u.Path, "/") != "":
		r.add("photos", "want s3://BUCKET?region=REGION&endpoint=http://HOST:PORT&use_path_style=true")
		return
	case u.User != nil:
		r.add("photos", "the address takes no access key; see s3.access_key_id")
		return
	}
	checkBucket(u.Query(), r)
	if c.S3.AccessKeyID == "" || c.S3.SecretAccessKey == "" {
		r.add("s3.access_key_id", "photos are in S3: want access_key_id and secret_access_key, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment")
	}
}

func checkBucket(parameters url.Values, r *review) {
	allowed := map[string]bool{"region": true, "endpoint": true, "use_path_style": true}
	for _, name := range slices.Sorted(maps.Keys(parameters)) {
		if !allowed[name] {
			r.add("photos", "unknown parameter %q%s", name, Suggestion(name, keysOf(allowed)))
		}
	}
	if endpoint := parameters.Get("endpoint"); endpoint != "" && !webAddress(endpoint) {
		r.add("photos", "endpoint: want http://HOST:PORT or https://HOST, got %q", endpoint)
	}
	if style := parameters.Get("use_path_style"); style != "" && style != "true" && style != "false" {
		r.add("photos", "use_path_style: want true or false, got %q", style)
	}
}
