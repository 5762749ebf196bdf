// Runs one slow key derivation off the page's own thread; the page ends this worker afterwards.
// It loads the same module as the page. A failure of any kind reaches the page as an error, and the page does it alone.

import init, { run_slow_job } from "{{troth.js}}";

const ready = init({ module_or_path: "{{troth.wasm}}" });

self.addEventListener("message", async ({ data }) => {
  try {
    await ready;
    self.postMessage(run_slow_job(data));
  } catch {
    self.postMessage(null);
  }
});
