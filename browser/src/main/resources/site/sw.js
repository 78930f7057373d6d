// Keeps the site's files, so that it opens again without a network. VERSION and FILES stand above: `wonsi site` writes them.
// Other sites of this origin have caches too, and these must not meet: the folder is part of the name.
const OWN = `wonsi ${new URL(self.registration.scope).pathname} `;
const NAME = OWN + VERSION;

self.addEventListener('install', event => {
  event.waitUntil(caches.open(NAME).then(cache => cache.addAll(['./', ...FILES])).then(() => self.skipWaiting()));
});

self.addEventListener('activate', event => {
  event.waitUntil(caches.keys()
    .then(names => Promise.all(names.filter(name => name.startsWith(OWN) && name !== NAME).map(name => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener('fetch', event => {
  if (event.request.method !== 'GET' || new URL(event.request.url).origin !== location.origin) return;
  event.respondWith(answer(event));
});

async function answer(event) {
  const cache = await caches.open(NAME);
  const held = await cache.match(event.request, { ignoreSearch: true });
  if (held) return held;
  const fetched = await fetch(event.request);
  // What comes only when it is asked for (the recording of a lesson, the JavaScript of older browsers) is kept from then on.
  if (fetched.status === 200) {
    const { origin, pathname } = new URL(event.request.url);
    event.waitUntil(cache.put(origin + pathname, fetched.clone()));
  }
  return fetched;
}
