package console

import (
	"net/http"
	"slices"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// chatView is one group, and how people come to it.
type chatView struct {
	intake.Chat
	Doors   []intake.Door
	Room    string // path of its page, if it is one of the built-in channel
	Members []string
	Weekly  bool   // it wants the picture of each week
	Invited string // the name of an invitation that was just made
	Link    string // and where it leads in
	Problem string
}

// chat shows one page.
func (c *Console) chat(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	view, err := c.chatOf(r)
	if err != nil {
		return err
	}
	return c.showChat(w, r, v, http.StatusOK, view)
}

func (c *Console) chatOf(r *http.Request) (view chatView, err error) {
	id, err := numberOf(r, "id")
	if err != nil {
		return view, err
	}
	if view.Chat, err = c.store.Chat(r.Context(), id); err != nil {
		return view, err
	}
	if view.Kind == intake.ChatPrivate {
		return view, page.NotFound()
	}
	view.Room = page.RoomPath(view.Chat)
	return view, nil
}

func (c *Console) showChat(w http.ResponseWriter, r *http.Request, v page.Visitor, status int, view chatView) (err error) {
	if view.Doors, err = c.store.Doors(r.Context(), view.ID); err != nil {
		return err
	}
	weekly, err := c.store.Weeklies(r.Context())
	if err != nil {
		return err
	}
	view.Weekly = slices.Contains(weekly, view.ID)
	members, err := c.store.Members(r.Context(), view.ID)
	if err != nil {
		return err
	}
	for _, m := range members {
		if !slices.Contains(view.Members, m.Name) {
			view.Members = append(view.Members, m.Name)
		}
	}
	c.show(w, r, v, status, "chat", "群", view)
	return nil
}

// inviteMember makes a link by which somebody speaks in a room under a name.
func (c *Console) inviteMember(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	view, err := c.chatOf(r)
	if err != nil {
		return err
	}
	if view.Room == "" {
		return page.NotFound()
	}
	name := page.CleanName(r.PostFormValue("name"), page.MaxName)
	code, err := c.desk.InviteMember(r.Context(), v.Officer, view.Chat, name)
	if intake.CodeOf(err) == intake.CodeInvalid {
		fault := page.AsFault(err)
		view.Problem = fault.Sentence
		return c.showChat(w, r, v, fault.Status, view)
	}
	if err != nil {
		return err
	}
	view.Invited, view.Link = name, c.pages.PublicURL()+view.Room+"/join?code="+code
	return c.showChat(w, r, v, http.StatusOK, view)
}
