// The real binary, on a free port, with its own data folder.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

// A slower start has failed, and the log has the reason.
const START_LIMIT_MS = 20_000;
const ASK_EVERY_MS = 25;

/** Starts a relay that serves the app. `data` is a folder that outlives the relay; without it a temporary one is used.
/** */
export async function startRelay({ data } = {}) {
  const folder = data ?? (await mkdtemp(join(tmpdir(), "troth-e2e-")));
  const relay = new Relay(await freePort(), folder, data === undefined);
  await relay.start();
  return relay;
}

class Relay {
  #process = null;
  #log = "";
  #ownsData;

  constructor(port, data, ownsData) {
    this.port = port;
    this.data = data;
    this.#ownsData = ownsData;
  }

  /** The app's address. `localhost` counts as secure, so service workers and keys work without TLS. */
  get address() {
    return `http://localhost:${this.port}`;
  }

  /** Both outputs of the relay, over all its runs. */
  get log() {
    return this.#log;
  }

  get isRunning() {
    return this.#process !== null;
  }

  async start() {
    const child = spawn(binary(), ["serve", "--port", String(this.port), "--data", this.data]);
    this.#process = child;
    for (const output of [child.stdout, child.stderr]) output.on("data", (bytes) => (this.#log += bytes));
    child.on("error", (error) => (this.#log += `\n${error.message}`));
    child.on("exit", () => this.#process === child && (this.#process = null));
    await this.#answers();
  }

  /** Ends it like a crash: no signal handler runs, nothing is flushed. */
  async kill() {
    await this.#end("SIGKILL");
  }

  /** Ends it like an administrator, and removes the data folder if it is temporary. */
  async stop() {
    await this.#end("SIGTERM");
    if (this.#ownsData) await rm(this.data, { recursive: true, force: true });
  }

  /** Crashes it and starts it again on the same port and data. */
  async crashAndRestart() {
    await this.kill();
    await this.start();
  }

  async #end(signal) {
    const child = this.#process;
    if (!child) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill(signal);
    await ended;
  }

  async #answers() {
    const limit = Date.now() + START_LIMIT_MS;
    while (Date.now() < limit) {
      if (!this.isRunning) break;
      const ready = await fetch(this.address).then((answer) => answer.ok, () => false);
      if (ready) return;
      await new Promise((done) => setTimeout(done, ASK_EVERY_MS));
    }
    await this.kill();
    throw new Error(`the relay did not start:\n${this.#log}`);
  }
}

function binary() {
  const candidates = [process.env.TROTH_BINARY, join(repository, "target/debug/troth"), join(repository, "target/release/troth")];
  const found = candidates.find((path) => path && existsSync(path));
  if (!found) throw new Error("no troth binary: run `cargo xtask test`, or `cargo build --package troth-cli`");
  return found;
}

function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
