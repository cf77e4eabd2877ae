package wechat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"time"

	"github.com/eatmoreapple/openwechat"
	"github.com/rs/zerolog"

	"snapgrid/bots"
)

// codeURL is what a phone expects to find in the code.
const codeURL = "https://login.weixin.qq.com/l/"

func (a *Adapter) sessionPath() string { return filepath.Join(a.cfg.State, "session.json") }

// open logs in: with the kept session if there is one that still holds, else by
// asking the phone that scanned for it to confirm, else by a code to scan. Each
// try has a bot of its own, since one that failed keeps cookies and a place in
// the stream that belong to nobody.
func (a *Adapter) open(ctx context.Context, sink bots.Sink) (*session, error) {
	v, err := openVault(a.sessionPath())
	if err != nil {
		return nil, err
	}
	if len(v.kept) > 0 {
		s := a.newSession(ctx, sink, v)
		err := s.bot.HotLogin(v)
		if err == nil || !over(err) {
			return s, err
		}
		log := zerolog.Ctx(ctx)
		log.Info().Err(scrub(err)).Msg("the kept session is over, asking the phone to confirm a new one")
		if s, err = a.push(ctx, sink, v); err == nil {
			return s, nil
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		log.Info().Err(scrub(err)).Msg("the phone did not confirm, a code has to be scanned")
	}
	return a.pair(ctx, sink, v)
}

// push asks the phone to confirm a new session, which needs no code. What is
// left of the old one serves to ask, and is forgotten: the library would go on
// from its place in the stream, and the phone is asked once only.
func (a *Adapter) push(ctx context.Context, sink bots.Sink, v *vault) (*session, error) {
	var old openwechat.HotReloadStorageItem
	if err := json.Unmarshal(v.kept, &old); err != nil {
		return nil, fmt.Errorf("read the kept session: %w", err)
	}
	if err := v.forget(); err != nil {
		return nil, err
	}
	s := a.newSession(ctx, sink, v)
	if err := s.introduce(old); err != nil {
		return nil, err
	}
	answer, err := s.bot.Caller.WebWxPushLogin(ctx, old.LoginInfo.WxUin)
	if err != nil {
		return nil, err
	}
	if err := answer.Err(); err != nil {
		return nil, err
	}
	if err := s.register(v); err != nil {
		return nil, err
	}
	a.note(func(p *bots.Pairing) { p.Confirm = true })
	defer a.note(func(p *bots.Pairing) { p.Confirm = false })
	s.guard.confirmBy = time.Now().Add(a.timing.confirm)
	openwechat.WithUUIDOption(answer.UUID).Prepare(s.bot)
	return s, s.bot.Login()
}

// introduce shows the service the cookies of an old session, those of the base
// host only: a new login replaces these, while the file host would go on
// getting the old ones beside the new.
func (s *session) introduce(old openwechat.HotReloadStorageItem) error {
	base, err := url.Parse(old.WechatDomain.BaseHost())
	if err != nil {
		return fmt.Errorf("the kept session's host: %w", err)
	}
	client := s.bot.Caller.Client
	client.Jar().SetCookies(base, old.Jar.Cookies(base))
	client.Domain = old.WechatDomain
	return nil
}

// register makes the library write the session of a coming login into the vault.
func (s *session) register(v *vault) error {
	if err := s.bot.HotLogin(v); !errors.Is(err, openwechat.ErrInvalidStorage) {
		return fmt.Errorf("register the session file: %w", err) // that it is empty is expected
	}
	return nil
}

// over reports whether a kept session was refused for good.
func over(err error) bool {
	var r openwechat.Ret
	return errors.As(err, &r) && !resting(err) && r != retSystemError
}

// pair shows codes until one is scanned.
func (a *Adapter) pair(ctx context.Context, sink bots.Sink, v *vault) (*session, error) {
	defer a.show("")
	for {
		s := a.newSession(ctx, sink, v)
		if err := s.register(v); err != nil {
			return nil, err
		}
		s.bot.UUIDCallback = func(uuid string) { a.show(codeURL + uuid) }
		err := s.bot.Login()
		if !errors.Is(err, openwechat.ErrLoginTimeout) {
			return s, err
		}
		if err := pause(ctx, a.timing.pulse); err != nil {
			return nil, err
		}
	}
}

// show puts a code where the operator sees it; "" takes it away.
func (a *Adapter) show(code string) {
	a.note(func(p *bots.Pairing) { p.Code = code })
	if code == "" {
		a.needs.Pairing.Clear()
		return
	}
	a.needs.Pairing.Show(code)
}

// Check tries the kept session, or without one whether the service gives out
// codes to scan. It changes nothing.
func (a *Adapter) Check(ctx context.Context) (string, error) {
	defer a.transport.CloseIdleConnections()
	v, err := openVault(a.sessionPath())
	if err != nil {
		return "", err
	}
	s := a.newSession(ctx, nil, v)
	if len(v.kept) == 0 {
		if _, err := s.bot.Caller.GetLoginUUID(ctx); err != nil {
			return "", fmt.Errorf("wechat gives out no code to scan, is it reachable: %w", scrub(err))
		}
		return "reachable, nobody is logged in: scan the code that serve shows", nil
	}
	var item openwechat.HotReloadStorageItem
	if err := json.Unmarshal(v.kept, &item); err != nil {
		return "", fmt.Errorf("read the kept session: %w", err)
	}
	s.bot.Caller.Client.SetCookieJar(item.Jar)
	s.bot.Caller.Client.Domain = item.WechatDomain
	answer, err := s.bot.Caller.WebInit(ctx, item.BaseRequest)
	if err != nil {
		return "", fmt.Errorf("the kept wechat session does not hold, scan the code that serve shows: %w", scrub(err))
	}
	return "logged in as " + clean(answer.User.NickName), nil
}
