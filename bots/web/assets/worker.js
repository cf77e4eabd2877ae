// The service worker of the report form: opens the form without a network, and sends
// what waits when the network is back. It keeps the form and what that needs, of this
// version, and nothing else; no conversation and no photo ever comes into its cache.
// The server puts VERSION before this text.
"use strict";
const cacheName = `report-${VERSION}`;
const asset = (name) => `/assets/${name}?v=${VERSION}`;
const needed = ["style.css", "outbox.js", "shrink.js", "report.js", "here.js", "icon.svg"].map(asset);
importScripts(asset("outbox.js"));

self.addEventListener("install", (e) => e.waitUntil((async () => {
  const cache = await caches.open(cacheName);
  await cache.addAll(["/report", ...needed]);
  await self.skipWaiting();
})()));

self.addEventListener("activate", (e) => e.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== cacheName) await caches.delete(name);
  await self.clients.claim();
})()));

self.addEventListener("fetch", (e) => {
  const url = new URL(e.request.url);
  if (e.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (e.request.mode === "navigate" && url.pathname === "/report") e.respondWith(form(e.request));
  else if (needed.includes(url.pathname + url.search)) e.respondWith(kept(e.request));
});

const mostForms = 6; // the plain one, and those of links

// form shows the newest form; without a network the one that was seen last.
async function form(request) {
  const cache = await caches.open(cacheName);
  try {
    const answer = await fetch(request);
    if (answer.ok) {
      await cache.put(request.url, answer.clone());
      const forms = (await cache.keys()).filter((k) => new URL(k.url).pathname === "/report" && new URL(k.url).search);
      for (const old of forms.slice(0, -mostForms)) await cache.delete(old);
    }
    return answer;
  } catch {
    return await cache.match(request.url) ?? await cache.match("/report") ?? Response.error();
  }
}

async function kept(request) {
  const cache = await caches.open(cacheName);
  return await cache.match(request) ?? fetch(request);
}

// The browser says when the network is back, even if the page was closed.
self.addEventListener("sync", (e) => { if (e.tag === "outbox") e.waitUntil(self.outbox.flush()); });
