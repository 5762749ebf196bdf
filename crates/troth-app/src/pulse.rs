//! What follows from the state by itself, after every input: cells, chores, polls, requests, the doorbell, the next wake-up.

use troth_sync::{Reachable, Request, RequestId, Response};
use troth_vault::seal_recovery_kit;
use troth_wire::{ErrorCode, MailboxId, PullPage, PushReceipt, RecoveryPut, WireError, WireMessage as _};

use crate::admission::{Admits, Next};
use crate::app::App;
use crate::devices::sharing::Followed;
use crate::effect::{Effect, HttpAnswer, Network, StoreFault, Table};
use crate::keeper::Voice;
use crate::lock::idle;
use crate::lock::renewal::Why;
use crate::message::Message;
use crate::place::dialogues;
use crate::recovery::Recovery;
use crate::relay::requests::{Purpose, Reach, Relay};
use crate::relay::{Call, Reply};
use crate::sample::Sample;
use crate::slow::Done;
use crate::slow::work::SlowPurpose;
use crate::space::Space;
use crate::storage::rows::LINKING;
use crate::{cells, civil, devices};

/// A linking asks the relay this often while it is young: both people look at their screens.
const POLL_MS: i64 = 1_500;
/// Once both have answered, each waits for the other's device with the four words in sight. Two behind one address stay
/// well below what the relay lets an address ask.
const POLL_TOGETHER_MS: i64 = 750;
/// A linking that waits longer is asked about this often.
const POLL_SLOWLY_MS: i64 = 15_000;
/// Polls before a linking counts as waiting longer: about five minutes.
const POLLS_QUICK: u32 = 200;
/// The invited side looks every so many polls whether the invitation still exists.
const ALIVE_EVERY: u32 = 4;
/// No sooner than this does anything want to be looked at again: what is due now waits for an answer in flight.
const WAKE_MIN_MS: i64 = 250;
/// A confirmation stays on screen this long: ample for a slow reader, and nothing depends on having read it.
const CONFIRMATION_MS: i64 = 8_000;
/// Failed chores are tried again after this long.
const CHORE_RETRY_MS: i64 = 3_000;

impl App {
    /// Lets everything follow that the last input made possible.
    pub(crate) fn pulse(&mut self) {
        if let Some(space) = &mut self.space {
            // Which record counts shows once the one that counted is open.
            if !space.record.has_more_to_open() && space.take_shared_keys(&mut self.io) == Followed::ToAnother {
                self.ui.turn_to_another_record();
            }
            space.tend_end(&mut self.io);
            space.take_recovery(&mut self.io);
            space.tend_epochs(&mut self.io);
            space.tend_withheld(&mut self.io);
            devices::changes::tend(space, &mut self.io, &mut self.ui);
            cells::tend(space, &mut self.io);
            space.tend_admission(&mut self.io);
            space.tend_news(&mut self.io);
        }
        self.tend_fresh();
        self.tend_way();
        self.tend_couple();
        self.settle_link();
        self.tend_linking();
        self.tend_recovery();
        self.tend_chores();
        self.keep_place();
        self.io.flush();
        self.begin_renewal();
        self.ask_for_sync();
        self.tend_silence();
        self.tend_bell();
        self.tend_opening();
        self.flush_line();
        self.tend_updates();
        self.tend_confirmation();
        self.set_wake();
    }

    /// Takes a confirmation off the screen once there was time to read it.
    fn tend_confirmation(&mut self) {
        let now = self.io.now.unix_ms;
        match (&self.ui.done, self.ui.done_until) {
            (Some(_), None) => self.ui.done_until = Some(now + CONFIRMATION_MS),
            (Some(_), Some(until)) if now >= until => {
                self.ui.done = None;
                self.ui.done_until = None;
            }
            _ => {}
        }
    }

    /// Opens the bell, watches what is new, and asks by hand while there is none.
    fn tend_bell(&mut self) {
        let Some(space) = self.space.as_mut().filter(|space| space.voice() == Voice::Speaks) else { return };
        let Relay { line, bell, network, .. } = &mut self.relay;
        bell.tend(line, *network, space, &mut self.io);
    }

    fn flush_line(&mut self) {
        let keys = self.space.as_ref().map(|space| &space.device);
        self.relay.line.flush(keys, &mut self.io.rng, self.io.now.unix_ms, &mut self.io.effects);
    }

    fn tend_linking(&mut self) {
        self.end_expired_invitation();
        if self.has_more_to_open() || self.space.as_ref().is_some_and(|space| space.voice() != Voice::Speaks) {
            return;
        }
        let Some(linking) = &self.link.linking else { return };
        let chores_wait = self.space.as_ref().is_some_and(|space| !space.chores.is_empty());
        if self.io.now.unix_ms < self.link.poll_at
            || self.relay.line.is_asking(|purpose| matches!(purpose, Purpose::Link(..)))
            // A nonce answers once: what answered is stored before the answer leaves, so that a crash takes nothing back.
            || self.io.store.is_pending(Table::Sealed, LINKING)
        {
            return;
        }
        let alive = self.link.polls % ALIVE_EVERY == ALIVE_EVERY - 1;
        let call = if alive { linking.alive_call().or_else(|| linking.next_call()) } else { linking.next_call() };
        let welcome_waits = matches!(linking.stage, crate::linking::Stage::Welcoming { .. }) && chores_wait;
        if let Some((call, errand)) = call.filter(|_| !welcome_waits) {
            self.relay.line.send(call, Purpose::Link(errand, linking.invitation.id()));
        }
        self.link.polls = self.link.polls.saturating_add(1);
        let pause = if linking.has_both() { POLL_TOGETHER_MS } else { POLL_MS };
        self.link.poll_at = self.io.now.unix_ms + if self.link.polls < POLLS_QUICK { pause } else { POLL_SLOWLY_MS };
    }

    fn tend_chores(&mut self) {
        let Some(space) = self.space.as_mut().filter(|space| space.voice() == Voice::Speaks) else { return };
        if self.io.now.unix_ms < space.chore_at || self.relay.line.is_asking(|purpose| *purpose == Purpose::Chore) {
            return;
        }
        let Some(chore) = space.chores.front().copied() else { return };
        let call = match (chore.call(), chore.mailbox()) {
            (Some(call), _) => Ok(Some(call)),
            (None, Some(mailbox)) => Ok(space.enrol_call(mailbox, self.relay.line.host())),
            (None, None) => kit_call(space, &mut self.io.rng),
        };
        if let Ok(Some(call)) = call {
            return self.relay.line.send(call, Purpose::Chore);
        }
        // What can't be done must not hold up what comes after it.
        space.finish_chore(&mut self.io);
        if let Err(problem) = call {
            self.ui.problem = Some(problem);
        }
    }

    fn ask_for_sync(&mut self) {
        let Some(space) = &mut self.space else { return };
        let now_ms = self.io.now.unix_ms.unsigned_abs();
        let asked = match space.voice() {
            Voice::Speaks if space.makes_mailbox() => Vec::new(),
            Voice::Speaks => space.record.next_requests(now_ms),
            Voice::Farewell => space.record.next_farewells(now_ms),
            Voice::Silent => Vec::new(),
        };
        for asked in asked {
            if !matches!(asked.request, Request::Load { .. }) {
                space.note_farewell(&mut self.io);
            }
            match asked.request {
                Request::Push { mailbox, records } => {
                    self.relay.line.send(Call::push(mailbox, records), Purpose::Push(asked.id, mailbox));
                }
                Request::Pull { mailbox, after, limit } => {
                    self.relay.line.send(Call::pull(mailbox, after, limit), Purpose::Pull(asked.id, mailbox));
                }
                Request::Load { ids, .. } => {
                    let answer = Response::Loaded(space.record.load(&ids));
                    let answer = (asked.id, answer);
                    space.record.on_answer(&mut self.io, &space.local, answer, now_ms);
                }
            }
        }
        // Taking an answer may have written notes.
        self.io.flush();
    }

    /// The earliest moment at which something wants to happen.
    fn set_wake(&mut self) {
        let polls = self.link.linking.as_ref().filter(|linking| linking.is_waiting()).map(|_| self.link.poll_at);
        let Some(space) = &self.space else {
            if let Some(unix_ms) = [polls, self.ui.done_until].into_iter().flatten().min() {
                self.io.effects.push(Effect::WakeAt { unix_ms: unix_ms.max(self.io.now.unix_ms + WAKE_MIN_MS) });
            }
            return;
        };
        let (voice, now_ms) = (space.voice(), self.io.now.unix_ms.unsigned_abs());
        let speaks = voice == Voice::Speaks;
        let polls = polls.filter(|_| speaks);
        let chores = (speaks && !space.chores.is_empty()).then_some(space.chore_at.max(self.io.now.unix_ms + 1));
        let sync = match voice {
            Voice::Speaks => space.record.next_wake_ms(now_ms),
            Voice::Farewell => space.record.next_farewell_wake_ms(now_ms),
            Voice::Silent => None,
        };
        let sync = sync.map(u64::cast_signed);
        let store = self.io.store.fault().map(|_| self.io.now.unix_ms + crate::storage::writes::RETRY_MS);
        let bell = Some(self.relay.bell.wake_at()).filter(|at| speaks && *at > self.io.now.unix_ms);
        let pause = self.next_pause_over(space);
        let changes = space.next_change_to_put_away(self.io.now);
        let locks = idle::locks_at(&self.lock, Some(space), self.ui.guide.as_ref());
        let rounds = cells::wakes_at(space, self.io.now);
        let wakes = [polls, chores, sync, store, bell, self.ui.done_until, pause, changes, locks, rounds];
        if let Some(unix_ms) = wakes.into_iter().flatten().min() {
            self.io.effects.push(Effect::WakeAt { unix_ms: unix_ms.max(self.io.now.unix_ms + WAKE_MIN_MS) });
        }
    }

    /// When a pause of a talk is over next.
    fn next_pause_over(&self, space: &Space) -> Option<i64> {
        let now = civil::wall(self.io.now);
        let talks = space.record.state().shared.and_then(|shared| dialogues::next_change(shared, now));
        let guide = self.ui.guide.as_ref().and_then(|guide| guide.next_change(now));
        talks.into_iter().chain(guide).min()
    }

    pub(crate) fn stored(&mut self, id: u64, result: Result<(), StoreFault>) {
        let written = self.io.store.stored(id, result, self.io.now.unix_ms);
        if let Some(space) = &mut self.space {
            space.record.stored(&written);
        }
    }

    pub(crate) fn ticked(&mut self) {
        if let Sample::Open(sample) = &mut self.sample {
            self.io.effects.extend(sample.tick(self.io.now));
        }
        if self.relay.network == Network::Up
            && let Some(space) = &mut self.space
        {
            space.record.set_reachable(Reachable::Yes);
        }
    }

    pub(crate) fn network_changed(&mut self, network: Network) {
        self.relay.network = network;
        let Some(space) = &mut self.space else { return };
        space.record.set_reachable(match network {
            Network::Up => Reachable::Yes,
            Network::Down => Reachable::No,
        });
        if network == Network::Up {
            space.chore_at = 0;
            self.link.poll_now();
        }
    }

    pub(crate) fn answered(&mut self, id: u64, answer: HttpAnswer) {
        for (purpose, reply) in self.relay.line.answered(id, answer) {
            self.relay.reach = if matches!(reply, Reply::Unreachable) { Reach::Lost } else { Reach::Fine };
            self.take_answer(purpose, reply);
        }
    }

    pub(crate) fn take_answer(&mut self, purpose: Purpose, reply: Reply) {
        match purpose {
            Purpose::Push(request, mailbox) => self.sync_answered(request, mailbox, push_answer(reply)),
            Purpose::Pull(request, mailbox) => self.sync_answered(request, mailbox, pull_answer(reply)),
            Purpose::Chore => self.chore_answered(reply),
            Purpose::Link(errand, invitation) => self.link_answered(errand, invitation, reply),
            Purpose::ReadKit => self.kit_read(reply),
        }
    }

    pub(crate) fn derived(&mut self, id: u64, result: &[u8]) {
        let Some(purpose) = self.slow.running.remove(&id) else { return };
        let done: Done = minicbor::decode(result).unwrap_or(Done::Failed);
        match (purpose, done) {
            (SlowPurpose::Lock, Done::Locked { lock, key }) => self.lock_made(lock.into(), &key, Why::LockSet),
            (SlowPurpose::LockAgain, Done::Locked { lock, key }) => self.lock_made(lock.into(), &key, Why::Outdated),
            // The outdated storage stays until the next start.
            (SlowPurpose::LockAgain, _) => {}
            (SlowPurpose::Unlock, Done::Unlocked(key)) => self.unlocked(key.into()),
            (SlowPurpose::Vouch, Done::Unlocked(_)) => self.vouched(),
            (SlowPurpose::Unlock | SlowPurpose::Vouch, Done::WrongPassphrase) => {
                self.lock.typed = None;
                self.ui.problem = Some(Message::plain("problem-passphrase-wrong"));
            }
            (SlowPurpose::MakeRecovery, Done::Recovery(bytes)) => self.show_recovery(&bytes),
            (SlowPurpose::Recover, Done::Recovery(bytes)) => self.ask_for_kit(&bytes),
            (SlowPurpose::Vouch, _) => self.ui.problem = Some(Message::plain("problem-slow-failed")),
            _ => {
                self.recovering.code = Recovery::Idle;
                self.ui.problem = Some(Message::plain("problem-slow-failed"));
            }
        }
    }

    fn sync_answered(&mut self, request: RequestId, mailbox: MailboxId, answer: Response) {
        let now = self.io.now.unix_ms.unsigned_abs();
        let Some(space) = &mut self.space else { return };
        space.note_room(mailbox, &answer);
        let nothing_here = matches!(&answer, Response::Refused(error) if error.code == ErrorCode::NothingHere);
        // A relay that lost its files has no mailbox any more: it is made again, and everything is said again. If it has
        // the mailbox, it refuses that as well, and this device was taken out of it.
        if nothing_here {
            space.give_farewell_up(&mut self.io);
            space.mailbox_is_missing(mailbox);
        } else if !matches!(answer, Response::Unreachable) {
            space.note_reach(mailbox, Admits::Yes);
        }
        space.record.on_answer(&mut self.io, &space.local, (request, answer), now);
        space.record.learn_own_devices(troth_core::PartnerId(space.keyring.partner));
    }

    fn chore_answered(&mut self, reply: Reply) {
        let Some(space) = &mut self.space else { return };
        if let Some(mailbox) = space.chores.front().and_then(|chore| chore.mailbox()) {
            return self.admission_answered(mailbox, reply);
        }
        match reply {
            Reply::Done(_) => space.finish_chore(&mut self.io),
            Reply::Refused(error) if is_final(&error) => space.finish_chore(&mut self.io),
            Reply::Refused(_) | Reply::Unreachable => space.chore_at = self.io.now.unix_ms + CHORE_RETRY_MS,
        }
    }

    fn admission_answered(&mut self, mailbox: MailboxId, reply: Reply) {
        let Some(space) = &mut self.space else { return };
        let next = match reply {
            Reply::Done(body) => space.admission_answered(&mut self.io, mailbox, &body),
            Reply::Refused(error) => space.admission_refused(mailbox, &error),
            Reply::Unreachable => Next::Later,
        };
        match next {
            Next::Ask(call) => self.relay.line.send(call, Purpose::Chore),
            Next::Opened => self.mailbox_is_open(),
            Next::Done => space.finish_chore(&mut self.io),
            Next::Refused => {
                space.note_reach(mailbox, Admits::No);
                space.finish_chore(&mut self.io);
            }
            Next::Later => space.chore_at = self.io.now.unix_ms + CHORE_RETRY_MS,
        }
    }

    /// What waited for the mailbox is asked at once.
    fn mailbox_is_open(&mut self) {
        let Some(space) = &mut self.space else { return };
        space.finish_chore(&mut self.io);
        space.record.set_reachable(Reachable::No);
        space.record.set_reachable(Reachable::Yes);
    }
}

/// Whether asking again can't change the answer.
fn is_final(error: &WireError) -> bool {
    matches!(error.code, ErrorCode::NothingHere | ErrorCode::Malformed | ErrorCode::Taken | ErrorCode::WrongToken)
}

fn push_answer(reply: Reply) -> Response {
    match reply {
        Reply::Done(body) => PushReceipt::decode(&body).map_or(Response::Unreadable, Response::Pushed),
        Reply::Refused(error) => Response::Refused(error),
        Reply::Unreachable => Response::Unreachable,
    }
}

fn pull_answer(reply: Reply) -> Response {
    match reply {
        Reply::Done(body) => PullPage::decode(&body).map_or(Response::Unreadable, Response::Page),
        Reply::Refused(error) => Response::Refused(error),
        Reply::Unreachable => Response::Unreachable,
    }
}

/// Puts the recovery kit down; nothing where there is no code any more.
fn kit_call(space: &Space, rng: &mut impl rand_core::CryptoRng) -> Result<Option<Call>, Message> {
    let Some(target) = space.keyring.recovery.as_ref() else { return Ok(None) };
    let blob = seal_recovery_kit(rng, target, &space.keyring.encode());
    let blob = blob.map_err(|_| Message::plain("problem-kit"))?;
    Ok(Some(Call::put_recovery(target.blob, &RecoveryPut { token: target.write, blob })))
}
