package row

// What is looked for from time to time, by the time $1 and at most $2 of them. Each
// look is at an index that holds only what can become due, however long the past is.
var (
	// DueTickets numbers the tickets whose clocks have to be looked at, the most overdue first.
	DueTickets = `select n from tickets where look_at <= $1 order by look_at, n limit $2`
	// RisingTickets numbers the open tickets whose time in their tier is over, but for
	// those whose clocks stand still.
	RisingTickets = `select n from tickets where rise_at <= $1 and paused_at is null and status in (` + OpenStatuses + `)
		order by rise_at, n limit $2`
	// FollowUps numbers the tickets whose reporters are to hear of them.
	FollowUps = `select n from tickets where follow_at <= $1 order by follow_at limit $2`
	// DueOffers numbers the tickets whose open offer has to end.
	DueOffers = `select o.ticket from offers o join tickets t on t.n = o.ticket
		where o.state = 'open' and (o.until <= $1 or t.status not in (` + OpenStatuses + `)) order by o.id limit $2`
	// DueWhistles numbers the whistles with a promise that has to be looked at, the longest due first.
	DueWhistles = `select n from whistles where look_at <= $1 order by look_at limit $2`
)
