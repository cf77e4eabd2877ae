package wechat

import (
	"bytes"
	"context"
	"crypto/md5" //nolint:gosec // the service's checksum
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/eatmoreapple/openwechat"

	"snapgrid/bots"
	"snapgrid/intake"
)

// pictureLimit is how large a picture may be, in bytes.
const pictureLimit = 20 << 20

// wire is all that speaking and fetching need of a session: plain values and
// calls that share nothing with the library's goroutine.
type wire struct {
	mark   string // of the login
	client *openwechat.Client
	caller *openwechat.Caller
	login  *openwechat.LoginInfo
	base   *openwechat.BaseRequest
	self   string // session name of our account
	nick   string
}

// Pace spares the account: whoever talks much is locked out.
func (a *Adapter) Pace() intake.Pace {
	return intake.Pace{PerSecond: min(1/(a.timing.gap.Seconds()*1.25), float64(a.cfg.PerMinute)/60), ChatInterval: a.timing.gap, GroupInterval: 6 * time.Second, GroupBurst: 5}
}

// Quotes is false: a program cannot quote here.
func (a *Adapter) Quotes() bool { return false }

// Tied: the session is on the node that has the account, so only that one speaks.
func (a *Adapter) Tied() {}

// Post says one thing. What WeChat cannot do is left out, and the receipt tells:
// buttons, since the words of a post say the same; reactions and edits are done
// when nothing was done. If the session is over, or it is not sure which group
// the chat is, the error is [intake.CodeUnavailable] and the post waits.
func (a *Adapter) Post(ctx context.Context, d intake.Delivery) (intake.Receipt, error) {
	if d.Reaction != "" || d.EditOf != "" {
		return intake.Receipt{Short: d.Short(intake.ShortReaction, intake.ShortEdit)}, nil
	}
	for _, p := range d.Pictures {
		if len(p.JPEG) > pictureLimit || http.DetectContentType(p.JPEG) != "image/jpeg" {
			return intake.Receipt{}, &intake.Error{Code: intake.CodeNever, Message: "wechat takes JPEG pictures of up to 20 MB"}
		}
	}
	select {
	case a.speech.turn <- struct{}{}:
		defer func() { <-a.speech.turn }()
	case <-ctx.Done():
		return intake.Receipt{}, &intake.Error{Code: intake.CodeAgain, Message: "no time to speak", Err: ctx.Err()}
	}
	return a.say(ctx, d)
}

// say sends the parts of a post that were not sent by an earlier attempt.
func (a *Adapter) say(ctx context.Context, d intake.Delivery) (intake.Receipt, error) {
	chunks := split(d.Text, textLimit)
	begun := a.speech.begun(d.Key)
	for i := len(begun.ids); i < len(chunks)+len(d.Pictures); i++ {
		w, to, err := a.ready(ctx, d)
		if err != nil {
			return intake.Receipt{}, err
		}
		words := picture
		if i < len(chunks) {
			words = a.speech.vary(d.To.ID, chunks[i], begun.doubts, a.clock())
		}
		id, err := w.send(ctx, to, part{words: words, picture: pictureOf(d, i-len(chunks)), mark: mark(d.Key, i)})
		a.speech.spoke(err)
		if err != nil {
			return intake.Receipt{}, a.speech.doubt(d.Key, begun, err)
		}
		begun = unfinished{ids: append(begun.ids, id)}
		a.speech.keep(d.Key, begun)
		a.speech.said(d.To.ID, words)
		a.memory.add(d.To, id, w.nick, words)
		a.note(func(p *bots.Pairing) { p.Said = a.needs.Now() })
	}
	a.speech.forget(d.Key)
	_, short := a.Foresee(d)
	return intake.Receipt{IDs: begun.ids, Short: short}, nil
}

// Foresee lists the words of each message that a post becomes, before its pictures.
func (a *Adapter) Foresee(d intake.Delivery) (pieces []string, short []intake.Shortfall) {
	pieces, short = split(d.Text, textLimit), d.Short(intake.ShortButtons, intake.ShortAlbum)
	if len(pieces) > 1 {
		short = append(short, intake.ShortLength)
	}
	return pieces, short
}

// pictureOf is the i-th picture of a post; none for the parts with words.
func pictureOf(d intake.Delivery, i int) *intake.Picture {
	if i < 0 {
		return nil
	}
	return &d.Pictures[i]
}

// ready waits for the next moment to speak and says with what and to whom.
func (a *Adapter) ready(ctx context.Context, d intake.Delivery) (*wire, string, error) {
	if rest := time.Until(a.speech.restsTo()); rest > 0 {
		return nil, "", &intake.Error{Code: intake.CodeAgain, Message: "wechat wants a pause", RetryAfter: rest}
	}
	if err := pause(ctx, a.speech.gap(a.timing.gap)); err != nil {
		return nil, "", &intake.Error{Code: intake.CodeAgain, Message: "no time to speak", Err: err}
	}
	w := a.current()
	if w == nil {
		return nil, "", errLoggedOut()
	}
	to, err := a.book.resolve(d.To.ID)
	return w, to, err
}

func errLoggedOut() *intake.Error {
	return &intake.Error{Code: intake.CodeUnavailable, Message: "wechat is not logged in"}
}

// part is one message of a post: words or a picture. The mark is the same on
// every attempt, so that the service may know a repetition.
type part struct {
	words   string
	picture *intake.Picture
	mark    string
}

func (w *wire) send(ctx context.Context, to string, p part) (string, error) {
	if p.picture != nil {
		return w.sendPicture(ctx, to, *p.picture, p.mark)
	}
	return w.sendText(ctx, to, p.words, p.mark)
}

func (w *wire) sendText(ctx context.Context, to, text, mark string) (string, error) {
	m := openwechat.NewTextSendMessage(text, w.self, to)
	m.LocalID, m.ClientMsgId = mark, mark
	sent, err := w.caller.WebWxSendMsg(ctx, &openwechat.CallerWebWxSendMsgOptions{LoginInfo: w.login, BaseRequest: w.base, Message: m})
	if err != nil {
		return "", postError(err, true)
	}
	return sent.MsgId, nil
}

// sendPicture uploads a picture and says it. The library's own way would write
// it to a temporary file and tell the service that file's path.
func (w *wire) sendPicture(ctx context.Context, to string, p intake.Picture, mark string) (string, error) {
	media, err := w.upload(ctx, to, p)
	if err != nil {
		return "", postError(err, false)
	}
	m := openwechat.NewMediaSendMessage(openwechat.MsgTypeImage, w.self, to, media)
	m.LocalID, m.ClientMsgId = mark, mark
	resp, err := w.client.WebWxSendMsgImg(ctx, &openwechat.ClientWebWxSendMsgOptions{LoginInfo: w.login, BaseRequest: w.base, Message: m})
	if err != nil {
		return "", postError(err, true)
	}
	defer resp.Body.Close()
	parser := openwechat.MessageResponseParser{Reader: resp.Body}
	id, err := parser.MsgID()
	if err != nil {
		return "", postError(err, true)
	}
	return id, nil
}

func (w *wire) upload(ctx context.Context, to string, p intake.Picture) (string, error) {
	sum := md5.Sum(p.JPEG) //nolint:gosec // the service's checksum
	resp, err := w.client.WebWxUploadMediaByChunk(ctx, bytes.NewReader(p.JPEG), &openwechat.ClientWebWxUploadMediaByChunkOptions{
		FromUserName: w.self, ToUserName: to, BaseRequest: w.base, LoginInfo: w.login,
		Filename: "photo.jpg", FileMD5: hex.EncodeToString(sum[:]), FileSize: int64(len(p.JPEG)), LastModifiedDate: time.Now(),
	})
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var answer openwechat.UploadResponse
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return "", fmt.Errorf("read the upload's answer: %w", err)
	}
	if err := answer.BaseResponse.Err(); err != nil {
		return "", err
	}
	if answer.MediaId == "" {
		return "", errors.New("the upload was not taken")
	}
	return answer.MediaId, nil
}

// split cuts words into messages, at line ends where it can.
func split(text string, limit int) []string {
	var parts []string
	rest := []rune(strings.TrimSpace(text))
	for len(rest) > limit {
		cut := limit
		for i := limit - 1; i > limit/2; i-- {
			if rest[i] == '\n' {
				cut = i
				break
			}
		}
		parts = append(parts, strings.TrimSpace(string(rest[:cut])))
		rest = []rune(strings.TrimSpace(string(rest[cut:])))
	}
	if len(rest) > 0 {
		parts = append(parts, string(rest))
	}
	return parts
}
