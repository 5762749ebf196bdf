//! The line to the relay: one session, requests in flight, and what each answer was for.

use std::collections::{BTreeMap, VecDeque};

use base64ct::{Base64UrlUnpadded, Encoding};
use rand_core::Rng;
use troth_vault::DeviceKeys;
use troth_wire::{
    ErrorCode, ErrorDetail, SessionAnswer, SessionStatement, Signature, Token, WireError, WireMessage as _,
};

use super::{Auth, Call};
use crate::effect::{Effect, HttpAnswer, HttpRequest, Method};

/// A session is renewed this long before it ends, so that no request arrives a moment too late.
const RENEW_BEFORE_MINUTES: u64 = 5;
/// How often one request may run into an ended session before it counts as unreachable.
const SIGN_INS_PER_CALL: u8 = 2;

/// What the relay said to one request.
#[derive(Debug)]
pub(crate) enum Reply {
    /// Done, with this body.
    Done(Vec<u8>),
    /// Refused, with a reason.
    Refused(WireError),
    /// No answer.
    Unreachable,
}

enum Session {
    None,
    /// The request of this id is signing in.
    Asking(u64),
    Open {
        token: Token,
        until_minutes: u64,
    },
}

struct Pending<P> {
    call: Call,
    purpose: P,
    sign_ins: u8,
}

/// The line; `P` is the app's name for what a request is for.
pub(crate) struct RelayLine<P> {
    host: String,
    session: Session,
    /// What to add to this device's clock to get the relay's, learnt from a refusal.
    skew_minutes: i64,
    /// The minute that the last sign-in named.
    asked_minutes: u64,
    in_flight: BTreeMap<u64, Pending<P>>,
    waiting: VecDeque<Pending<P>>,
    next_id: u64,
}

impl<P> RelayLine<P> {
    /// A line to the relay at `origin`, for example `http://localhost:7878`.
    pub(crate) fn new(origin: &str) -> Self {
        let host = origin.split_once("://").map_or(origin, |(_, host)| host).to_owned();
        Self {
            host,
            session: Session::None,
            skew_minutes: 0,
            asked_minutes: 0,
            in_flight: BTreeMap::new(),
            waiting: VecDeque::new(),
            next_id: 0,
        }
    }

    /// The relay's name and port, which statements to it name.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// Asks the relay; the answer comes back with `purpose`.
    pub(crate) fn send(&mut self, call: Call, purpose: P) {
        self.waiting.push_back(Pending { call, purpose, sign_ins: 0 });
    }

    /// The token for the doorbell, while a session is open.
    pub(crate) fn token(&self) -> Option<&Token> {
        match &self.session {
            Session::Open { token, .. } => Some(token),
            _ => None,
        }
    }

    /// The relay does not know this session any more: the next request signs in again.
    pub(crate) fn end_session(&mut self) {
        if matches!(self.session, Session::Open { .. }) {
            self.session = Session::None;
        }
    }

    /// Takes back what was not sent, and ends the session.
    pub(crate) fn take_back(&mut self) -> Vec<P> {
        self.end_session();
        std::mem::take(&mut self.waiting).into_iter().map(|pending| pending.purpose).collect()
    }

    /// Whether any request waits or is in flight whose purpose satisfies `test`.
    pub(crate) fn is_asking(&self, test: impl Fn(&P) -> bool) -> bool {
        self.waiting.iter().chain(self.in_flight.values()).any(|pending| test(&pending.purpose))
    }

    /// Signs in if needed and turns what waits into effects.
    pub(crate) fn flush(
        &mut self,
        keys: Option<&DeviceKeys>,
        rng: &mut impl Rng,
        unix_ms: i64,
        effects: &mut Vec<Effect>,
    ) {
        let minutes = self.relay_minutes(unix_ms);
        if matches!(self.session, Session::Open { until_minutes, .. } if until_minutes <= minutes + RENEW_BEFORE_MINUTES)
        {
            self.session = Session::None;
        }
        let needs_session = self.waiting.iter().any(|pending| pending.call.auth == Auth::Device);
        if let (true, Session::None, Some(keys)) = (needs_session, &self.session, keys) {
            effects.push(self.sign_in(keys, rng, minutes));
        }
        for pending in std::mem::take(&mut self.waiting) {
            match self.bearer(&pending.call) {
                Some(bearer) => effects.push(self.launch(pending, bearer)),
                None => self.waiting.push_back(pending),
            }
        }
    }

    /// Takes an answer; `None` when it concerned only the line itself.
    pub(crate) fn answered(&mut self, id: u64, answer: HttpAnswer) -> Vec<(P, Reply)> {
        if matches!(self.session, Session::Asking(asking) if asking == id) {
            return self.signed_in(answer);
        }
        let Some(mut pending) = self.in_flight.remove(&id) else { return Vec::new() };
        let reply = Reply::from(answer);
        if let Reply::Refused(error) = &reply
            && error.code == ErrorCode::SessionExpired
            && pending.sign_ins < SIGN_INS_PER_CALL
        {
            pending.sign_ins += 1;
            self.session = Session::None;
            self.waiting.push_front(pending);
            return Vec::new();
        }
        vec![(pending.purpose, reply)]
    }

    fn relay_minutes(&self, unix_ms: i64) -> u64 {
        u64::try_from(unix_ms / 60_000 + self.skew_minutes).unwrap_or(0)
    }

    /// The header for a call: `None` while it has to wait for a session.
    fn bearer(&self, call: &Call) -> Option<Option<String>> {
        match (call.auth, &self.session) {
            (Auth::Nobody, _) => Some(None),
            (Auth::Device, Session::Open { token, .. }) => {
                Some(Some(Base64UrlUnpadded::encode_string(token.as_bytes())))
            }
            (Auth::Device, _) => None,
        }
    }

    fn take_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    fn launch(&mut self, pending: Pending<P>, bearer: Option<String>) -> Effect {
        let id = self.take_id();
        let Call { method, path, body, .. } = pending.call.clone();
        self.in_flight.insert(id, pending);
        Effect::Http(HttpRequest { id, method, path, bearer, body })
    }

    fn sign_in(&mut self, keys: &DeviceKeys, rng: &mut impl Rng, unix_minutes: u64) -> Effect {
        let mut nonce = [0; 16];
        rng.fill_bytes(&mut nonce);
        let statement = SessionStatement { host: &self.host, signing: keys.public().signing, unix_minutes, nonce };
        let signature = Signature::from_bytes(keys.sign(&statement.to_bytes()));
        let body = statement.signed(signature).encode();
        self.asked_minutes = unix_minutes;
        let id = self.take_id();
        self.session = Session::Asking(id);
        Effect::Http(HttpRequest { id, method: Method::Post, path: "/v1/session".to_owned(), bearer: None, body })
    }

    fn signed_in(&mut self, answer: HttpAnswer) -> Vec<(P, Reply)> {
        self.session = Session::None;
        match Reply::from(answer) {
            Reply::Done(body) => match SessionAnswer::decode(&body) {
                Ok(session) => {
                    let SessionAnswer { token, expires_unix_minutes } = session;
                    self.session = Session::Open { token, until_minutes: expires_unix_minutes };
                    Vec::new()
                }
                Err(_) => self.drop_waiting(),
            },
            Reply::Refused(WireError {
                code: ErrorCode::ClockSkew, detail: ErrorDetail::RelayMinutes(theirs), ..
            }) => self.learn_skew(theirs),
            Reply::Refused(_) | Reply::Unreachable => self.drop_waiting(),
        }
    }

    /// A second skew in a row means that the relay's own word does not help: give up for now.
    fn learn_skew(&mut self, relay_minutes: u64) -> Vec<(P, Reply)> {
        let learnt = relay_minutes.cast_signed() - self.asked_minutes.cast_signed();
        if learnt == 0 {
            return self.drop_waiting();
        }
        self.skew_minutes += learnt;
        Vec::new()
    }

    fn drop_waiting(&mut self) -> Vec<(P, Reply)> {
        let (waiting, kept) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition::<VecDeque<_>, _>(|pending| pending.call.auth == Auth::Device);
        self.waiting = kept;
        waiting.into_iter().map(|pending| (pending.purpose, Reply::Unreachable)).collect()
    }
}

impl From<HttpAnswer> for Reply {
    fn from(answer: HttpAnswer) -> Self {
        match answer {
            HttpAnswer::Unreachable => Self::Unreachable,
            HttpAnswer::Answer { status: 200..=299, body } => Self::Done(body),
            // Anything that isn't the relay's own refusal (a proxy's page, say) counts as no answer.
            HttpAnswer::Answer { body, .. } => WireError::decode(&body).map_or(Self::Unreachable, Self::Refused),
        }
    }
}
