package storagetest

import (
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

func webhook() intake.Webhook {
	return intake.Webhook{
		Name: "大屏", URL: "https://example.org/hook", Events: []intake.EventKind{intake.EventOpened, intake.EventResolved},
		Scope: intake.WebhookPublic, Secret: "whsec_x", State: intake.WebhookOn, MadeBy: 3, MadeAt: kept(noon),
	}
}

var webhookLaws = []law{
	{"a webhook comes back as it was kept and saved, and one that was taken away is not listed", func(b *bench) {
		w := webhook()
		w.ID = must(b.PutWebhook(b.Context(), w))(b)
		equal(b, must(b.Webhook(b.Context(), w.ID))(b), w)
		w.Name, w.URL, w.Events, w.Scope, w.Secret = "other", "https://example.org/", nil, intake.WebhookStaff, "whsec_y"
		w.State, w.FailingSince = intake.WebhookFailed, kept(noon.Add(time.Hour))
		b.ok(b.SaveWebhook(b.Context(), w))
		equal(b, must(b.Webhooks(b.Context()))(b), []intake.Webhook{w})
		w.State = intake.WebhookGone
		b.ok(b.SaveWebhook(b.Context(), w))
		equal(b, len(must(b.Webhooks(b.Context()))(b)), 0)
		equal(b, must(b.Webhook(b.Context(), w.ID))(b), w)
		_, err := b.Webhook(b.Context(), 99)
		b.code(err, intake.CodeNotFound)
		w.ID = 99
		b.code(b.SaveWebhook(b.Context(), w), intake.CodeNotFound)
	}},
	{"a call is kept once for each webhook and event, and listed newest first", func(b *bench) {
		c := intake.WebhookCall{
			Webhook: 1, Event: 10, Ticket: 5, Kind: intake.EventOpened, Body: `{"a":"坑"}`, State: intake.CallWaiting,
			MadeAt: kept(noon), DueAt: kept(noon),
		}
		c.ID = must(b.PutWebhookCall(b.Context(), c))(b)
		equal(b, must(b.PutWebhookCall(b.Context(), c))(b), 0)
		equal(b, must(b.WebhookCall(b.Context(), c.ID))(b), c)
		second := c
		second.Event, second.MadeAt = 11, kept(noon.Add(time.Hour))
		second.ID = must(b.PutWebhookCall(b.Context(), second))(b)
		foreign := c
		foreign.Webhook = 2
		must(b.PutWebhookCall(b.Context(), foreign))(b)

		c.State, c.Attempts, c.DueAt, c.TriedAt = intake.CallDead, 3, time.Time{}, kept(noon.Add(time.Minute))
		c.Status, c.Answer, c.Failure = 500, "oh", "it answered 500"
		b.ok(b.SaveWebhookCall(b.Context(), c))
		equal(b, must(b.WebhookCalls(b.Context(), 1, 0, 9))(b), []intake.WebhookCall{second, c})
		equal(b, must(b.WebhookCalls(b.Context(), 1, second.ID, 9))(b), []intake.WebhookCall{c})
		equal(b, must(b.WebhookCalls(b.Context(), 1, 0, 1))(b), []intake.WebhookCall{second})

		b.ok(b.ForgetWebhookCalls(b.Context(), noon.Add(time.Second)))
		equal(b, must(b.WebhookCalls(b.Context(), 1, 0, 9))(b), []intake.WebhookCall{second})
		_, err := b.WebhookCall(b.Context(), c.ID)
		b.code(err, intake.CodeNotFound)
	}},
}

var eventLaws = []law{
	{"events of all tickets are listed by time and kind, page by page", func(b *bench) {
		n := b.open()
		var ids []int64
		for i, kind := range []intake.EventKind{intake.EventOpened, intake.EventReminded, intake.EventResolved, intake.EventOpened} {
			e := intake.Event{Ticket: n, At: noon.Add(time.Duration(4-i) * time.Hour), Kind: kind, Status: intake.StatusReported, Actor: intake.Actor{Kind: intake.ActorProgram}}
			ids = append(ids, must(b.PutEvent(b.Context(), e))(b))
		}
		for _, test := range []struct {
			filter intake.EventFilter
			want   []int64
		}{
			{intake.EventFilter{}, []int64{ids[3], ids[2], ids[1], ids[0]}},
			{intake.EventFilter{Kinds: []intake.EventKind{intake.EventOpened, intake.EventResolved}}, []int64{ids[3], ids[2], ids[0]}},
			{intake.EventFilter{From: noon.Add(2 * time.Hour), To: noon.Add(4 * time.Hour)}, []int64{ids[2], ids[1]}},
			{intake.EventFilter{Skip: 1, Limit: 2}, []int64{ids[2], ids[1]}},
			{intake.EventFilter{Skip: 9}, nil},
		} {
			var got []int64
			for _, e := range must(b.EventsIn(b.Context(), test.filter))(b) {
				got = append(got, e.ID)
			}
			equal(b, got, test.want)
		}
		equal(b, must(b.Event(b.Context(), ids[2]))(b).Kind, intake.EventResolved)
		_, err := b.Event(b.Context(), 99)
		b.code(err, intake.CodeNotFound)
	}},
	{"tickets are listed by where they are", func(b *bench) {
		for _, p := range []geotag.Point{{Lat: 34.1, Lon: 108.1}, {Lat: 34.105, Lon: 108.1}, {Lat: 34.1, Lon: 108.2}, {}} {
			t := ticket()
			t.Fix = geotag.Fix{Point: p, Source: geotag.SourcePin}
			if p == (geotag.Point{}) {
				t.Fix.Source = ""
			}
			must(b.OpenTicket(b.Context(), t))(b)
		}
		at := geotag.Point{Lat: 34.1, Lon: 108.1}
		for _, test := range []struct {
			filter intake.Filter
			want   int
		}{
			{intake.Filter{Near: intake.Circle{Point: at, Radius: 500}}, 1},
			{intake.Filter{Near: intake.Circle{Point: at, Radius: 560}}, 2},                                        // 0.005° of latitude are 556 m
			{intake.Filter{Near: intake.Circle{Point: geotag.Point{Lat: 34.1036, Lon: 108.1044}, Radius: 500}}, 1}, // in the corner of the box, not in the circle
			{intake.Filter{Near: intake.Circle{Point: at, Radius: 9300}}, 3},                                       // 0.1° of longitude are 9.2 km there
			{intake.Filter{Box: intake.Box{Min: at, Max: geotag.Point{Lat: 34.1, Lon: 108.2}}}, 2},
			{intake.Filter{Box: intake.Box{Min: geotag.Point{Lat: -1, Lon: -1}, Max: geotag.Point{Lat: 1, Lon: 1}}}, 0},
		} {
			equal(b, len(must(b.ListTickets(b.Context(), test.filter))(b)), test.want)
		}
	}},
}
