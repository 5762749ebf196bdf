// What really goes over the line: a proxy between one device and the relay, which sees what the person who runs the
// server sees. A page that the service worker answers never gets here.

import { connect, createServer } from "node:net";

const REQUEST = /^(?:GET|POST|PUT|DELETE|HEAD) \S+/gm;

/** Starts a line to a relay: `address` for the device, and `asked`, the requests so far. */
export async function startLine(relay) {
  const asked = [];
  const open = new Set();
  const server = createServer((device) => {
    const toRelay = connect(relay.port, "localhost");
    for (const end of [device, toRelay]) {
      open.add(end);
      end.on("close", () => open.delete(end));
      // A device that closes in the middle of something is no fault of the line.
      end.on("error", () => end.destroy());
    }
    device.on("data", (bytes) => asked.push(...(bytes.toString("latin1").match(REQUEST) ?? [])));
    device.pipe(toRelay).pipe(device);
  });
  await new Promise((done) => server.listen(0, "localhost", done));
  // A test that fails on its way must not wait for it.
  server.unref();
  const stop = () => {
    for (const end of open) end.destroy();
    return new Promise((done) => server.close(done));
  };
  return { address: `http://localhost:${server.address().port}`, asked, stop };
}
