// Package web is one HTTP server and the faces that it mounts: the public
// pages, the built-in channel (channel), the staff's console (console) and
// Open311 (open311).
//
// Only renditions of photos are ever served, and on the public pages only what
// everybody may see: no reporter, no words that were not masked.
//
// # Order
//
// A request passes, from the outside in: what a trusted proxy says of it, the
// compression, the log and the recovery, the headers and the limits, the throttle,
// the route, and then, for pages, the visitor and the form guard of the package
// page.
package web
