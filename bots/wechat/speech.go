package wechat

import (
	"crypto/sha256"
	"encoding/binary"
	"math/rand/v2"
	"strconv"
	"sync"
	"time"

	"snapgrid/intake"
)

// speech keeps what is said apart in time, and knows what of an unfinished post
// was said already. An account that talks fast, or says the same again and
// again, is locked out.
type speech struct {
	turn chan struct{} // holds one token: who has it may speak

	mu      sync.Mutex
	moments []time.Time // the last attempts, oldest first: as many as a minute may have
	rests   time.Time
	last    map[string]string // by chat: the words said last
	halves  map[string]unfinished
	order   []string // keys of halves, oldest first
}

// unfinished is a post of which not all parts are said.
type unfinished struct {
	ids    []string // numbers of the parts that are
	doubts int      // how often it stayed open whether the next part arrived
}

func newSpeech(perMinute int) speech {
	return speech{
		turn: make(chan struct{}, 1), moments: make([]time.Time, perMinute),
		last: map[string]string{}, halves: map[string]unfinished{},
	}
}

func (s *speech) restsTo() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rests
}

// gap is how long to wait before speaking again: some seconds after the last
// time, and a minute after the first of as many times as a minute may have.
func (s *speech) gap(least time.Duration) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	last := s.moments[len(s.moments)-1]
	return max(time.Until(last.Add(least+rand.N(least/2+1))), time.Until(s.moments[0].Add(time.Minute)))
}

// spoke notes an attempt, and the pause that the service may have asked for.
func (s *speech) spoke(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	copy(s.moments, s.moments[1:])
	s.moments[len(s.moments)-1] = time.Now()
	if err != nil && resting(err) {
		s.rests = time.Now().Add(restTime)
	}
}

// repeated stands before words that may have arrived already.
const repeated = "（可能重复）"

// vary makes sure that a chat does not get the same words twice in a row, and
// says so where they may be a repetition.
func (s *speech) vary(chat, words string, doubts int, clock string) string {
	if doubts > 0 {
		words = repeated + words
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.last[chat] == words {
		words += "（" + clock + "）"
	}
	return words
}

func (s *speech) said(chat, words string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last[chat] = words
}

// doubt counts attempts whose outcome stays open. After the second one nobody
// tries again by himself: staff see the post and decide.
func (s *speech) doubt(key string, begun unfinished, err error) error {
	if intake.CodeOf(err) != intake.CodeUnknown {
		return err
	}
	begun.doubts++
	if begun.doubts < mostDoubts {
		s.keep(key, begun)
		return err
	}
	s.forget(key)
	return &intake.Error{Code: intake.CodeNever, Message: "wechat did not say, twice, whether the message arrived: look into the group before you try again", Err: err}
}

const mostDoubts = 2

func (s *speech) begun(key string) unfinished {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.halves[key]
}

// mostHalves is how many half-said posts are remembered.
const mostHalves = 200

func (s *speech) keep(key string, half unfinished) {
	if key == "" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.halves[key]; !known {
		s.order = append(s.order, key)
	}
	s.halves[key] = half
	if len(s.order) > mostHalves {
		delete(s.halves, s.order[0])
		s.order = s.order[1:]
	}
}

func (s *speech) forget(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.halves, key)
}

// mark is the number that a client gives to a message: 17 digits, here the same
// on every attempt.
func mark(key string, part int) string {
	sum := sha256.Sum256([]byte(key + "/" + strconv.Itoa(part)))
	const least = 10_000_000_000_000_000
	return strconv.FormatUint(least+binary.BigEndian.Uint64(sum[:])%(9*least), 10)
}

// clock is the time of day, for people.
func (a *Adapter) clock() string { return a.needs.Now().In(a.needs.Zone).Format("15:04") }
