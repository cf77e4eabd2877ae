package main

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"snapgrid/intake"
)

// awaitPhotos waits until each ticket shows as many photos as were sent of the matter,
// and each repair its own, to whoever asks outside.
func (f *field) awaitPhotos(address string) {
	f.Helper()
	for _, r := range f.reports {
		want, got := [2]int{r.pictures, 0}, [2]int{}
		if r.fixed {
			want[1] = 1
		}
		for began := time.Now(); ; time.Sleep(100 * time.Millisecond) {
			got = f.shown(address, r.n)
			if got == want || r.alone && got == [2]int{0, want[1]} && time.Since(began) > patience/6 {
				break
			}
			if time.Since(began) > 2*patience {
				f.Errorf("seed %d: %s, #%s shows %d photos of the matter and of the repair, want %d", killSeed, r.word, r.n, got, want)
				break
			}
		}
	}
	f.Logf("all photos were shown after %s", time.Since(f.began).Round(time.Second))
}

// shown counts the photos that a ticket shows, those of the matter and those of the
// repair; each has to be there.
func (f *field) shown(address, n string) (counts [2]int) {
	f.Helper()
	answer, err := http.Get(address + "/open311/v2/requests/" + n + ".json?extensions=true")
	f.sound(err)
	defer answer.Body.Close()
	var found []request
	f.sound(json.NewDecoder(answer.Body).Decode(&found))
	for i, photos := range [2][]string{found[0].More.Photos, found[0].More.ResolutionPhotos} {
		for _, at := range photos {
			u, err := url.Parse(at)
			f.sound(err)
			picture, err := http.Get(address + u.Path)
			f.sound(err)
			size, err := io.Copy(io.Discard, picture.Body)
			f.sound(errors.Join(err, picture.Body.Close()))
			if picture.StatusCode == http.StatusOK && size > 1000 {
				counts[i]++
			}
		}
	}
	return counts
}

// auditPhotos finds every photo that was sent developed, whatever became of its message.
func (f *field) auditPhotos() {
	f.Helper()
	db := f.database()
	defer db.Close()
	for _, r := range f.reports {
		chat, err := db.FindChat(f.Context(), intake.ChatRef{Channel: "telegram", ID: id(r.chat)})
		f.sound(err)
		ready := 0
		for _, m := range r.messages {
			kept, err := db.FindMessage(f.Context(), chat.ID, strconv.Itoa(m.ID))
			f.sound(err)
			for _, p := range kept.Photos {
				if p.State == intake.PhotoReady {
					ready++
				}
			}
		}
		if ready != r.pictures {
			f.Errorf("seed %d: of %d photos of %s %d are there", killSeed, r.pictures, r.word, ready)
		}
	}
}
