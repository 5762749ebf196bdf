// Records a device's outgoing traffic, as bytes.

/** Records addresses, headers and bodies of all requests, and all WebSocket frames, of a context from now on. */
export function recordTraffic(context) {
  const sent = [];
  const add = (what, bytes) => sent.push({ what, bytes: Buffer.from(bytes ?? "") });
  context.on("request", (request) => {
    const line = `${request.method()} ${request.url()}`;
    add(line, line);
    add(`headers of ${line}`, JSON.stringify(request.headers()));
    add(`body of ${line}`, request.postDataBuffer());
  });
  context.on("page", (page) => recordFrames(page, add));
  for (const page of context.pages()) recordFrames(page, add);
  return sent;
}

function recordFrames(page, add) {
  page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => add(`frame to ${socket.url()}`, payload));
  });
}
