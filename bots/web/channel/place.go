package channel

import (
	"context"
	"net/http"

	"snapgrid/intake"
)

// place is what a link to the form names: a group by its door, or an area.
type place struct {
	code  string // as the link has it
	Title string // of the group or area
	Area  string // where the group is, if that says more
	Shut  bool   // the door was withdrawn: who comes by it reports for themselves
	cell  string
	door  string
}

// placeOf finds what ?c= names: a door, a room of ours that everybody may enter, or the
// code of an area. What is not known, or for its people alone, is left out: the report
// counts, not the link.
func (a *Adapter) placeOf(r *http.Request) (place, error) {
	code := r.URL.Query().Get("c")
	if code == "" {
		return place{}, nil
	}
	door, err := a.store.Door(r.Context(), code)
	if err == nil {
		return a.behind(r.Context(), door)
	}
	if intake.CodeOf(err) != intake.CodeNotFound {
		return place{}, err
	}
	chat, err := a.store.FindChat(r.Context(), intake.ChatRef{Channel: Channel, ID: code})
	if err == nil && chat.Kind != intake.ChatPrivate && chat.Kind != intake.ChatStaff && !chat.Gone {
		return place{code: code, Title: chat.Title, cell: chat.Cell}, nil
	}
	if err != nil && intake.CodeOf(err) != intake.CodeNotFound {
		return place{}, err
	}
	if cell, ok := a.areas.Cell(code); ok {
		return place{code: code, Title: cell.Name, cell: code}, nil
	}
	return place{}, nil
}

// behind is the group of a door. A door that was withdrawn still knows where it was.
func (a *Adapter) behind(ctx context.Context, door intake.Door) (place, error) {
	chat, err := a.store.Chat(ctx, door.ChatID)
	if err != nil {
		return place{}, err
	}
	if chat.Kind == intake.ChatPrivate { // its title may be a person's name
		return place{}, nil
	}
	p := place{code: door.Code, cell: chat.Cell, Shut: !door.Open() || chat.Gone}
	if !p.Shut {
		p.Title, p.door = chat.Title, door.Code
	}
	if cell, ok := a.areas.Cell(chat.Cell); ok {
		p.Area = cell.Name
	}
	return p, nil
}
