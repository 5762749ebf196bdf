//! The doorbell: one WebSocket to the relay that served the app.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{ArrayBuffer, Uint8Array};
use troth_app::BellNews;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BinaryType, Event, MessageEvent, WebSocket};

use super::address;

/// The path of the relay's bell.
const PATH: &str = "/v1/bell";

/// The receiver of the bell's news.
pub(super) type Hear = Rc<dyn Fn(BellNews)>;

/// The bell's socket, if one is open.
#[derive(Default)]
pub(super) struct Bell {
    line: RefCell<Option<Line>>,
}

/// A socket with its listeners.
struct Line {
    socket: WebSocket,
    _opened: Closure<dyn FnMut()>,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _closed: Closure<dyn FnMut(Event)>,
}

impl Bell {
    /// Opens a socket, replacing an open one, and sends `hello` first.
    ///
    /// Fails if the browser refuses the socket at once; then no news follows.
    pub(super) fn open(&self, hello: Vec<u8>, hear: &Hear) -> Result<(), JsValue> {
        self.close();
        let socket = WebSocket::new(&bell_address().ok_or(JsValue::NULL)?)?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        self.line.replace(Some(Line::listen(socket, hello, hear)));
        Ok(())
    }

    /// Sends a message if a socket is open. A failure means that the socket is closing, and its end is reported next.
    pub(super) fn send(&self, message: &[u8]) {
        if let Some(line) = self.line.borrow().as_ref() {
            drop(line.socket.send_with_u8_array(message));
        }
    }

    /// Closes the socket without further news.
    pub(super) fn close(&self) {
        if let Some(line) = self.line.take() {
            line.hang_up();
        }
    }
}

impl Line {
    fn listen(socket: WebSocket, hello: Vec<u8>, hear: &Hear) -> Self {
        let (line, to) = (socket.clone(), Rc::clone(hear));
        // A failure means that the socket is closing, and its end is reported next.
        let opened = Closure::new(move || {
            if line.send_with_u8_array(&hello).is_ok() {
                to(BellNews::Open)
            }
        });
        let to = Rc::clone(hear);
        let message = Closure::new(move |event: MessageEvent| {
            // The relay sends nothing but bytes.
            if let Ok(body) = event.data().dyn_into::<ArrayBuffer>() {
                to(BellNews::Message(Uint8Array::new(&body).to_vec()));
            }
        });
        let to = Rc::clone(hear);
        let closed = Closure::new(move |_: Event| to(BellNews::Closed));
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        Self { socket, _opened: opened, _message: message, _closed: closed }
    }

    fn hang_up(self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        // Fails only for invalid codes and reasons, and this passes none.
        drop(self.socket.close());
    }
}

fn bell_address() -> Option<String> {
    socket_address(&address::origin()?)
}

fn socket_address(origin: &str) -> Option<String> {
    // `https` becomes `wss`, and `http` becomes `ws`.
    origin.strip_prefix("http").map(|rest| format!("ws{rest}{PATH}"))
}

#[cfg(test)]
mod tests {
    use super::socket_address;

    #[test]
    fn the_bell_hangs_where_the_app_came_from() {
        assert_eq!(socket_address("https://troth.example").as_deref(), Some("wss://troth.example/v1/bell"));
        assert_eq!(socket_address("http://127.0.0.1:7878").as_deref(), Some("ws://127.0.0.1:7878/v1/bell"));
        assert_eq!(socket_address("file://"), None);
    }
}
