package row

import "snapgrid/intake"

// families is a table of tickets, $1, each with itself and those merged into it.
func families(d Dialect) string {
	return `with families as (select n as head, n from tickets where ` + d.In("n", "$1") + `
		union all select merged_into as head, n from tickets where merged_into <> 0 and ` + d.In("merged_into", "$1") + `) `
}

// Shots is the query for the photos of tickets that can be shown. It is scanned by
// [ScanShot].
func Shots(d Dialect) string {
	return families(d) + `select f.head, m.part, p.key from families f join messages m on m.ticket = f.n and m.ticket <> 0
		join photos p on p.message = m.number where p.state = 'ready' and p.key <> ''
		order by f.head, m.number, p.position`
}

// ShotsOf sorts photos by ticket and part.
func ShotsOf(shots []Shot) map[int64]intake.Shots {
	all := map[int64]intake.Shots{}
	for _, s := range shots {
		of := all[s.Ticket]
		if s.Part == intake.PartFix {
			of.After = append(of.After, s.Key)
		} else {
			of.Before = append(of.Before, s.Key)
		}
		all[s.Ticket] = of
	}
	return all
}

// Reports is the query for how many messages tickets were reported by: an origin without
// message and sender is [intake.Origin.ByDoor].
func Reports(d Dialect) string {
	return families(d) + `select f.head, count(*) from families f join origins o on o.ticket = f.n
		where o.message_id <> '' or o.sender_id <> '' group by f.head`
}

// Count is how many there are of a ticket.
type Count struct {
	Ticket int64
	Count  int
}

// ScanCount scans ticket and count.
func ScanCount(r Scanner) (Count, error) {
	var c Count
	err := r.Scan(&c.Ticket, &c.Count)
	return c, err
}

// Counted are counts by ticket.
func Counted(counts []Count) map[int64]int {
	all := make(map[int64]int, len(counts))
	for _, c := range counts {
		all[c.Ticket] = c.Count
	}
	return all
}

// EventsOf is the query for the events of tickets.
func EventsOf(d Dialect) string {
	return `select ` + EventColumns + ` from events where ` + d.In("ticket", "$1") + ` order by id`
}

// ByTicket sorts events by ticket.
func ByTicket(events []intake.Event) map[int64][]intake.Event {
	all := map[int64][]intake.Event{}
	for _, e := range events {
		all[e.Ticket] = append(all[e.Ticket], e)
	}
	return all
}
