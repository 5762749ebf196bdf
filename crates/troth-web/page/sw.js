// Keeps one whole version of the app for a start without a network.
// All files of a version live in one cache. A new version is fetched whole, checked by digest, and waits until the
// old one has no window left, so that no page ever runs a mix of two. What the relay says is never kept here.

const VERSION = "troth-version";
const FILES = ["troth-files"];

const PREFIX = "troth-app-";
const CACHE = PREFIX + VERSION;
const KEPT = new Set(FILES.map(([address]) => address));

async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map(([address, integrity]) => new Request(address, { integrity, cache: "no-cache" })));
}

// What a browser fetches when it likes, such as the icon of a page. That would wake a version which is being replaced:
// both are then kept for half a minute, and Chromium may never answer a page that is opened in that time. Where a browser
// can, the cache answers and nobody is woken.
const isFetchedAtWill = (address) => address.startsWith("/assets/icons-") || address === "/manifest.webmanifest";

async function answerWithoutWaking(event) {
  const source = { cacheName: CACHE };
  const route = (address) => ({ condition: { urlPattern: new URLPattern({ pathname: address }) }, source });
  await event.addRoutes?.([...KEPT].filter(isFetchedAtWill).map(route));
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request, address) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address)) ?? fetch(request);
}

// A page that was just left still counts as a window for a moment: look again before believing in a second one.
const LOOKS = 4;
const BETWEEN_LOOKS_MS = 100;

async function isAlone() {
  for (let look = 0; look < LOOKS; look += 1) {
    if (look > 0) await new Promise((done) => setTimeout(done, BETWEEN_LOOKS_MS));
    const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    if (windows.length <= 1) return true;
  }
  return false;
}

async function answerWhetherAlone(port) {
  port.onmessage = () => self.skipWaiting();
  port.postMessage((await isAlone()) ? "alone" : "not alone");
}

self.addEventListener("install", (event) => {
  event.waitUntil(install());
  // Without it the app starts all the same.
  event.waitUntil(answerWithoutWaking(event).catch(() => {}));
});
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data === "are we alone") event.waitUntil(answerWhetherAlone(event.ports[0]));
});
self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin || !KEPT.has(pathname)) return;
  event.respondWith(answer(event.request, pathname));
});
