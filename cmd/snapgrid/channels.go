package main

import (
	"context"
	"errors"
	"io"
	"time"

	"snapgrid/bots"
	"snapgrid/bots/telegram"
	"snapgrid/bots/wechat"
	"snapgrid/bots/wecom"
	"snapgrid/configs"
	"snapgrid/intake"
	"snapgrid/storage"
)

// outside is what the adapters are made of.
type outside struct {
	cfg    configs.Config
	url    string // where the pages are
	zone   *time.Location
	chats  storage.Chats
	blobs  wechat.Shelf
	screen io.Writer // shows a code to scan
}

// channels makes the adapters that the configuration enables, apart from those
// of the pages.
func channels(o outside) ([]bots.Adapter, error) {
	var all []bots.Adapter
	add := func(a bots.Adapter, err error) error {
		all = append(all, a)
		return err
	}
	if o.cfg.Telegram.Enabled {
		if err := add(telegram.New(o.cfg.Telegram, telegram.Options{PublicURL: o.url})); err != nil {
			return nil, err
		}
	}
	if o.cfg.WeChat.Enabled {
		if err := add(wechat.New(o.cfg.WeChat, o.wechat())); err != nil {
			return nil, err
		}
	}
	if o.cfg.WeCom.Enabled {
		if err := add(wecom.New(o.cfg.WeCom, wecom.Options{PublicURL: o.url})); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// triedChannels makes the adapters to ask them something: they hear nothing, so
// they have nothing to keep.
func triedChannels(cfg configs.Config) ([]bots.Adapter, error) {
	return channels(outside{cfg: cfg, url: cfg.PublicURL, zone: time.UTC, blobs: noShelf{}, screen: io.Discard})
}

// noShelf keeps nothing.
type noShelf struct{}

// Create fails.
func (noShelf) Create(context.Context, io.Reader, int64) (key string, size int64, err error) {
	return "", 0, errors.New("nothing is kept while it is only tried")
}

func (o outside) wechat() wechat.Needs {
	return wechat.Needs{
		Shelf: o.blobs, Pairing: wechat.Terminal(o.screen), Staff: namesOnWeChat(o.cfg), Current: o.currentChat,
		Zone: o.zone, Now: time.Now,
	}
}

// currentChat is the number that a chat of WeChat goes by now.
func (o outside) currentChat(ctx context.Context, id string) (string, error) {
	chat, err := o.chats.FindChat(ctx, intake.ChatRef{Channel: wechat.Channel, ID: id})
	if intake.CodeOf(err) == intake.CodeNotFound {
		return id, nil // nobody spoke in it yet
	}
	return chat.Ref.ID, err
}

// namesOnWeChat lists the officers who are known there by their names.
func namesOnWeChat(cfg configs.Config) []string {
	var names []string
	for _, o := range cfg.Staff {
		if o.Channel == "wechat" {
			names = append(names, o.Name)
		}
	}
	return names
}
