// Starts the app: settles which version runs, loads it, and keeps it for the next start without a network.
// A script that a page starts from an address needs a trusted policy under our Content-Security-Policy, and there
// is one: it knows the addresses that we start and no others.

import init, { open_shell } from "{{troth.js}}";

const WORKER = "/sw.js";
const SLOW_WORKER = "{{slow.js}}";

// A waiting version that does not answer must not keep the app from starting.
const ANSWER_LIMIT_MS = 2000;

// One that answered takes over as soon as the old one is at rest. To start the old one meanwhile would wake it: the
// browser then keeps both for half a minute, and a page that is opened in that time may never come.
const TAKE_OVER_LIMIT_MS = 4000;

const policy = globalThis.trustedTypes?.createPolicy("sw", {
  createScriptURL(address) {
    if (address !== WORKER && address !== SLOW_WORKER) throw new TypeError(`not one of our scripts: ${address}`);
    return address;
  },
});

const trusted = (address) => (policy ? policy.createScriptURL(address) : address);

const after = (wait) => new Promise((done) => setTimeout(done, wait));

// Ends this task: what a person does meanwhile is answered before the next one begins.
const nextTask = () => after(0);

// Lets a version that was fetched earlier take over now, before anything runs, unless another window is open.
// It is asked first and told then: what answers too late is not on its way already.
async function takeOver(waiting) {
  const changed = new Promise((done) => {
    navigator.serviceWorker.addEventListener("controllerchange", () => done(true), { once: true });
  });
  const { port1, port2 } = new MessageChannel();
  const said = new Promise((done) => (port1.onmessage = ({ data }) => done(data)));
  waiting.postMessage("are we alone", [port2]);
  if ((await Promise.race([said, after(ANSWER_LIMIT_MS)])) !== "alone") return false;
  port1.postMessage("take over");
  return Promise.race([changed, after(TAKE_OVER_LIMIT_MS)]);
}

async function settleVersion() {
  const registration = await navigator.serviceWorker?.getRegistration();
  return Boolean(registration?.waiting && (await takeOver(registration.waiting)));
}

// Tells the app when a newer version waits: it is used at the next start.
function announceUpdates(registration) {
  const announce = () => window.dispatchEvent(new Event("troth-update-ready"));
  registration.addEventListener("updatefound", () => {
    const incoming = registration.installing;
    incoming?.addEventListener("statechange", () => {
      if (incoming.state === "installed" && navigator.serviceWorker.controller) announce();
    });
  });
}

let kept;

// Keeps the app for a start without a network, and later looks for a newer version.
async function keepForOffline() {
  if (!navigator.serviceWorker) return;
  if (kept) {
    await kept.update();
    return;
  }
  kept = await navigator.serviceWorker.register(trusted(WORKER), { updateViaCache: "none" });
  announceUpdates(kept);
}

// Only the app knows whether this device may ask the server for anything: after an unlinking it may not.
window.addEventListener("troth-look-for-updates", () => {
  keepForOffline().catch((reason) => console.warn("no offline start:", reason.message));
});

const arrival = document.getElementById("arrival");

function sayFailed() {
  const waiting = arrival.querySelector(".waiting");
  waiting.replaceChildren(waiting.dataset.failed);
  arrival.querySelector(".actions").hidden = false;
  arrival.hidden = false;
}

async function start() {
  if (await settleVersion().catch(() => false)) {
    location.reload();
    return;
  }
  await init({ module_or_path: "{{troth.wasm}}" });
  await nextTask();
  open_shell(() => new Worker(trusted(SLOW_WORKER), { type: "module" }));
}

start().catch((reason) => {
  console.warn("the app did not start:", reason.message);
  if (document.getElementById("arrival")) sayFailed();
});
