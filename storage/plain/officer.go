package plain

import (
	"context"
	"fmt"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// firstIdentity joins officers with the identity that they had first.
const firstIdentity = ` from officers o left join officer_identities i
	on i.id = (select min(id) from officer_identities where officer = o.id) `

// FindOfficer finds the officer behind a sender of a channel.
func (s Store) FindOfficer(ctx context.Context, channel intake.Channel, sender string) (intake.Officer, error) {
	return one(ctx, s, "officer", row.Officer,
		`select `+row.OfficerColumns+` from officer_identities i join officers o on o.id = i.officer
		 where i.channel = $1 and i.sender = $2`, string(channel), sender)
}

// PutOfficer keeps an officer and returns the ID.
func (s Store) PutOfficer(ctx context.Context, o intake.Officer) (id int64, err error) {
	err = s.engine.InTx(ctx, func(ctx context.Context) error {
		if err := s.engine.Alone(ctx, "officers"); err != nil {
			return err // two that do this at once must not both find nobody
		}
		if id, err = s.knownOfficer(ctx, o); err != nil {
			return err
		}
		if id != 0 {
			_, err := s.exec(ctx, `update officers set name = $2, role = $3, cells = $4, unit = $5, listed = $6, also = $7 where id = $1`,
				id, o.Name, string(o.Role), row.List(o.Cells), o.Unit, o.Listed, row.OfficesJSON(o.Also))
			return err
		}
		id, err = changedOne(ctx, s, "officer", row.Number,
			`insert into officers (name, role, cells, unit, listed, also) values ($1, $2, $3, $4, $5, $6) returning id`,
			o.Name, string(o.Role), row.List(o.Cells), o.Unit, o.Listed, row.OfficesJSON(o.Also))
		if err != nil || o.Sender == "" {
			return err
		}
		return s.AddOfficerIdentity(ctx, id, o.Channel, o.Sender)
	})
	return id, err
}

// knownOfficer finds an officer by identity or, without one, by name among those
// whom the configuration lists or nobody claimed yet; 0 if none.
func (s Store) knownOfficer(ctx context.Context, o intake.Officer) (int64, error) {
	found, err := all(ctx, s, row.Number,
		`select id from (
			select officer as id from officer_identities where cast($1 as text) <> '' and channel = $2 and sender = cast($1 as text)
			union all
			select id from officers where cast($1 as text) = '' and name = $3 and left_at is null and (listed or not exists (
				select 1 from officer_identities i where i.officer = officers.id))
		 ) known limit 1`, o.Sender, string(o.Channel), o.Name)
	if err != nil || len(found) == 0 {
		return 0, err
	}
	return found[0], nil
}

// Officer returns an officer.
func (s Store) Officer(ctx context.Context, id int64) (intake.Officer, error) {
	return one(ctx, s, fmt.Sprintf("officer %d", id), row.Officer,
		`select `+row.OfficerColumns+firstIdentity+`where o.id = $1`, id)
}

// Officers lists those who are on the staff.
func (s Store) Officers(ctx context.Context) ([]intake.Officer, error) {
	return all(ctx, s, row.Officer, `select `+row.OfficerColumns+firstIdentity+`where o.left_at is null order by o.id`)
}

// OfficerNames are the names of all who are or were on the staff, by number.
func (s Store) OfficerNames(ctx context.Context) (map[int64]string, error) {
	all, err := all(ctx, s, row.Officer, `select `+row.OfficerColumns+firstIdentity)
	names := make(map[int64]string, len(all))
	for _, o := range all {
		names[o.ID] = o.Name
	}
	return names, err
}

// SaveOfficer writes name and offices of one who is on the staff, by ID.
func (s Store) SaveOfficer(ctx context.Context, o intake.Officer) error {
	return s.change(ctx, fmt.Sprintf("officer %d", o.ID),
		`update officers set name = $2, role = $3, cells = $4, unit = $5, listed = $6, also = $7 where id = $1 and left_at is null`,
		o.ID, o.Name, string(o.Role), row.List(o.Cells), o.Unit, o.Listed, row.OfficesJSON(o.Also))
}

// OfficerChannels lists the channels on which officers are known, by their numbers.
func (s Store) OfficerChannels(ctx context.Context) (map[int64][]intake.Channel, error) {
	rows, err := all(ctx, s, row.OfficerChannel, `select officer, channel from officer_identities group by officer, channel order by officer, channel`)
	found := map[int64][]intake.Channel{}
	for _, r := range rows {
		found[r.Officer] = append(found[r.Officer], r.Channel)
	}
	return found, err
}

// DismissOfficer takes an officer off the staff: no channel knows them any more,
// and their sessions end.
func (s Store) DismissOfficer(ctx context.Context, id int64, at time.Time) error {
	return s.engine.InTx(ctx, func(ctx context.Context) error {
		err := s.change(ctx, fmt.Sprintf("officer %d", id),
			`update officers set left_at = $2 where id = $1 and left_at is null`, id, at)
		if err != nil {
			return err
		}
		_, err = s.exec(ctx, `delete from officer_identities where officer = $1`, id)
		return err
	})
}

// AddOfficerIdentity makes a sender of a channel the same officer.
func (s Store) AddOfficerIdentity(ctx context.Context, officer int64, channel intake.Channel, sender string) error {
	return s.change(ctx, fmt.Sprintf("officer %d", officer),
		`insert into officer_identities (channel, sender, officer) select cast($1 as text), cast($2 as text), id from officers where id = $3
		 on conflict (channel, sender) do update set officer = excluded.officer`, string(channel), sender, officer)
}
