// Package links reads positions that people paste or type: links of map
// services, locations as chat services write them, plus codes, and coordinates in
// the many ways of writing them.
//
// # Rules
//
// [Find] answers with WGS-84. Which datum a link is in is known of its service:
// Amap, Tencent and WeChat write GCJ-02; Baidu writes BD-09 unless the link says
// otherwise, and BD-09 Mercator in the paths of its pages; Google shifts inside
// mainland China only; all others write WGS-84. Typed coordinates are taken for
// WGS-84 unless the words name a datum; [geotag.Written.IfGCJ02] says where they
// would be otherwise.
//
// What no rule recognises is no position: a price, a version, a link to an
// unknown host. A link that leads to a position only by asking its service (a
// short link, the number of a place) is listed by [Opaque]; nobody is asked.
//
// The rules are those that public code of map applications and the services' own
// documents for developers show.
package links
