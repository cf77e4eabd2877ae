// Package open311 speaks GeoReport v2: what is broken where, in the words that
// the clients of other cities understand.
//
// Reading shows tickets as service requests; nothing of a reporter is in them.
// Writing walks the same line as any message: a POST becomes an
// [intake.Message] of the channel "open311", and the ticket's number is
// answered as soon as there is one, else a token.
//
// # Choices where the specification leaves one
//
//   - A resolved ticket is closed: the specification's "closed" is "it has been
//     resolved". If the reporter objects it is open again.
//   - A rejected ticket is closed, without words and photos of the reporter.
//   - A span of more than 90 days is an error, unless ids are given.
//   - Without dates the last 90 days are listed.
//   - start_date and end_date without a zone are taken in the district's zone.
package open311
