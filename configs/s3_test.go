package configs

import (
	"strings"
	"testing"
)

func TestS3Keys(t *testing.T) {
	photos := "photos: s3://bucket?region=cn-north-1\n"
	secret := write(t, 0o600, "hush\n")
	for name, tt := range map[string]struct {
		text    string
		environ []string
		want    S3
	}{
		"of the file":      {photos + "s3: {access_key_id: me, secret_access_key: 'file:" + secret + "'}", nil, S3{"me", "hush", ""}},
		"of our variables": {photos, []string{"SNAPGRID_S3_ACCESS_KEY_ID=me", "SNAPGRID_S3_SECRET_ACCESS_KEY=hush"}, S3{"me", "hush", ""}},
		"of everybody's variables": {
			photos, []string{"AWS_ACCESS_KEY_ID=me", "AWS_SECRET_ACCESS_KEY=hush", "AWS_SESSION_TOKEN=t"}, S3{"me", "hush", "t"},
		},
		"never of both": {
			photos + "s3: {access_key_id: me, secret_access_key: hush}", []string{"AWS_ACCESS_KEY_ID=you", "AWS_SESSION_TOKEN=t"}, S3{"me", "hush", ""},
		},
	} {
		c, err := read("x.yaml", []byte(tt.text), tt.environ)
		if err != nil || c.S3 != tt.want {
			t.Errorf("%s: %+v, %v", name, c.S3, err)
		}
		if strings.Contains(c.String(), "hush") {
			t.Errorf("%s: the secret is printed", name)
		}
	}
	if _, err := read("x.yaml", []byte(photos), nil); err == nil || !strings.Contains(err.Error(), "AWS_ACCESS_KEY_ID") {
		t.Errorf("without keys: %v", err)
	}
	if _, err := read("x.yaml", []byte("photos: s3://me:hush@bucket\n"), nil); err == nil || strings.Contains(err.Error(), "hush") {
		t.Errorf("with keys in the address: %v", err)
	}
}
