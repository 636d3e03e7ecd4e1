// Serves the pages of one room where there is no network: those that the person who is signed in has kept.
// It keeps nothing by itself; `away.js` does, under the name of a person, and says who is signed in.
"use strict";
const ASSETS = "away-assets";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const kept = async (request) => {
  const box = await caches.open("away");
  const who = await box.match(new URL("who", self.registration.scope));
  const whose = who ? await who.text() : "";
  const found = whose && (await (await caches.open(`away:${whose}`)).match(request, { ignoreSearch: true, ignoreVary: true }));
  return found || new Response(
    "<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'><title>…</title><p>没有网络，这一页没有存在本机。请从“离线填写”打开，或有网络时再来。</p><p>No network, and this page is not kept here. Open it from the list of sheets, or come back when there is one.</p>",
    { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
};
// A proxy that answers for a house that is down has nothing to say here either.
const page = (request) => fetch(request).then((answer) => (answer.status >= 502 ? kept(request) : answer), () => kept(request));
const asset = (request) => caches.open(ASSETS).then((box) => box.match(request)).then((found) => found || fetch(request));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (address.searchParams.has("v")) event.respondWith(asset(request));
});
