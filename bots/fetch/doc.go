// Package fetch talks to addresses that strangers gave us: the photo behind a
// media_url, the receiver of a webhook.
//
// Such an address may point back at ourselves, at the machines beside us or at the
// address from which clouds hand out their keys. So it is looked at three times: its
// form when it is given ([Check]); the address that its name leads to at the moment
// of the connection, after resolution, so that a name can not change its mind in
// between; and the same again for every redirect. Time and bytes are limited, no proxy
// of the environment is asked, and nothing that identifies us is sent along.
//
// It is a part of the faces, since rooms know no network, and it is beside them, since
// two of them share it.
package fetch
