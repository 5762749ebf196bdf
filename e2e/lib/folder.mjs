// Serves a folder as the relay serves the app, so that a test can change the version of a running page.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { POLICY } from "./policy.mjs";

const TYPES = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  wasm: "application/wasm",
  svg: "image/svg+xml",
  png: "image/png",
  webmanifest: "application/manifest+json",
};

/** Serves `folder()`, which is called for each request, at a free port. Returns `{ address, close }`. */
export async function serveFolder(folder) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    const name = path === "/" ? "/index.html" : path;
    const bytes = await readFile(join(folder(), name)).catch(() => null);
    const headers = { "content-security-policy": POLICY, "cache-control": "no-cache", "content-type": TYPES[name.split(".").pop()] };
    response.writeHead(bytes ? 200 : 404, bytes ? headers : {}).end(bytes);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const close = () => new Promise((done) => (server.close(done), server.closeAllConnections()));
  return { address: `http://localhost:${server.address().port}`, close };
}
