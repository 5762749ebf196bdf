//! How storage is opened: the keys, the own record, and then what two share, step by step.

use troth_vault::{Keyring, LocalKey};

use crate::app::App;
use crate::effect::{Effect, Row, Table};
use crate::lock::KEY_OPEN;
use crate::message::{Message, Performed};
use crate::record::{ROWS_A_STEP, Step};
use crate::slow::work::SlowPurpose;
use crate::storage::records;
use crate::storage::rows::{KEY, KEYRING};
use crate::view::Busy;

/// A lock that was opened, while the records of the own stream are read.
pub(crate) struct Unlocking {
    key: Vec<u8>,
    under: Vec<u8>,
}

/// What the keys of the records begin with that have to be there at the start, beside the other three tables; `None` where
/// there are none, or a lock keeps them.
#[must_use]
pub fn reads_first(rows: &[Row]) -> Option<Vec<u8>> {
    let find = |table, key: &[u8]| rows.iter().find(|row| row.table == table && row.key == key);
    let (kind, key) = find(Table::Plain, KEY)?.value.split_first()?;
    if *kind != KEY_OPEN {
        return None;
    }
    own_records(key, &find(Table::Sealed, KEYRING)?.value)
}

/// What the keys of the own stream's records begin with.
fn own_records(key: &[u8], keyring: &[u8]) -> Option<Vec<u8>> {
    let local = LocalKey::dangerous_from_bytes(key.try_into().ok()?);
    let keyring = Keyring::decode(&local.open(KEYRING, keyring).ok()?).ok()?;
    Some(records::prefix(keyring.own.mailbox()))
}

impl App {
    /// The passphrase was right: the own records are read, and until then the lock stays shut.
    pub(crate) fn unlocked(&mut self, key: Vec<u8>) {
        let Some(rows) = &self.lock.closed else { return };
        match rows.sealed(KEYRING).and_then(|keyring| own_records(&key, keyring)) {
            Some(under) => {
                self.ask_for_own_rows(&under, None);
                self.lock.unlocking = Some(Unlocking { key, under });
            }
            None => self.open_closed(&key),
        }
    }

    fn ask_for_own_rows(&mut self, under: &[u8], after: Option<Vec<u8>>) {
        self.io.effects.push(Effect::Read { under: under.to_vec(), after, limit: ROWS_A_STEP });
    }

    fn open_closed(&mut self, key: &[u8]) {
        if let Some(rows) = self.lock.closed.take() {
            self.open_rows(key, &rows);
            self.lock.was_opened(&mut self.io, &mut self.slow);
        }
    }

    /// Whether the lock is being opened.
    pub(crate) fn is_unlocking(&self) -> Busy {
        if self.lock.unlocking.is_some() { Busy::Yes } else { self.slow.is_running(SlowPurpose::Unlock) }
    }

    /// Takes rows that were asked for.
    pub(crate) fn rows_read(&mut self, read: Vec<Row>) {
        match (self.lock.unlocking.take(), &mut self.lock.closed) {
            (Some(unlocking), Some(rows)) => {
                let last = read.last().map(|row| row.key.clone());
                let is_last = read.len() < ROWS_A_STEP as usize;
                rows.add(read);
                match is_last {
                    true => self.open_closed(&unlocking.key),
                    false => {
                        self.ask_for_own_rows(&unlocking.under, last);
                        self.lock.unlocking = Some(unlocking);
                    }
                }
            }
            _ => {
                let Some(space) = &mut self.space else { return };
                let lost = space.record.rows_read(read);
                lost.into_iter().for_each(|row| self.io.store.note_unread(row));
            }
        }
    }

    /// Opens some more of what two share.
    pub(crate) fn goes_on(&mut self) {
        let Some(space) = &mut self.space else { return };
        if space.record.open_some_more() == Step::SharedIsOpen {
            let said = space.shared_is_open(&mut self.io);
            self.ui.problem = said.err().or(self.ui.problem.take());
        }
        if !self.has_more_to_open()
            && let Some(fragment) = self.link.asked.take()
        {
            self.read_invitation(&fragment);
        }
    }

    /// Refuses what depends on what two share, while that is still opening.
    pub(crate) fn shared_must_be_open(&self) -> Performed {
        if self.has_more_to_open() { Err(Message::plain("problem-opening")) } else { Ok(()) }
    }

    /// Refuses what needs the shared record that counts, while that is still opening.
    pub(crate) fn current_must_be_open(&self) -> Performed {
        let is_opening = self.space.as_ref().is_some_and(|space| space.record.is_opening());
        if is_opening { Err(Message::plain("problem-opening")) } else { Ok(()) }
    }

    /// Whether anything of what storage holds is still to be opened.
    pub(crate) fn has_more_to_open(&self) -> bool {
        self.space.as_ref().is_some_and(|space| space.record.has_more_to_open())
    }

    /// Asks the shell for the next step.
    pub(crate) fn tend_opening(&mut self) {
        let asked = self.space.as_mut().and_then(|space| space.record.ask_for_step());
        self.io.effects.extend(asked);
    }
}
