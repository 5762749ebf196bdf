//! The sides of a mailbox: which devices each has, and who may add one.
//!
//! A device may stand on both sides, since each side names its own devices and neither may keep out the other's.

use rusqlite::{Connection, Row, params};
use troth_wire::{ErrorCode, MailboxId, MailboxSide, SideView, SigningKey, limits::SIDE_MAX_DEVICES};

use super::mailboxes::Head;
use super::writer::Tables;
use super::{RelayStore, StoreError};

/// The state of a side that somebody has enrolled in.
#[derive(Debug, Clone)]
pub(super) struct SideHead {
    pub(super) side: MailboxSide,
    pub(super) generation: u64,
    pub(super) verifier: Option<SigningKey>,
    pub(super) devices: Vec<SigningKey>,
}

/// An enrolment whose signatures were checked.
pub(crate) struct Enrolment {
    pub(crate) mailbox: MailboxId,
    /// How many sides the mailbox has.
    pub(crate) sides: u64,
    pub(crate) side: MailboxSide,
    pub(crate) verifier: SigningKey,
}

impl SideHead {
    fn view(&self) -> SideView {
        let mut devices = self.devices.clone();
        devices.sort_unstable();
        SideView { generation: self.generation, verifier: self.verifier, devices }
    }
}

impl RelayStore {
    /// Enrols a device in a mailbox, which is made if there is none. A device that is enrolled stays so.
    pub(crate) async fn enrol(&self, enrolment: Enrolment, device: SigningKey) -> Result<SideView, StoreError> {
        self.write(move |tables| tables.enrol(&enrolment, &device)).await
    }

    /// Sets the verifier and the devices of a side, for one of its devices.
    pub(crate) async fn settle(
        &self,
        (mailbox, side): (MailboxId, MailboxSide),
        by: SigningKey,
        wanted: SideView,
    ) -> Result<(), StoreError> {
        self.write(move |tables| tables.settle((&mailbox, side), &by, wanted)).await
    }
}

impl Tables<'_> {
    fn enrol(&mut self, enrolment: &Enrolment, device: &SigningKey) -> Result<SideView, StoreError> {
        let mailbox = &enrolment.mailbox;
        if self.heads.of(self.connection, mailbox)?.is_none() {
            self.make_mailbox(mailbox, enrolment.sides)?;
        }
        let head = self.heads.of(self.connection, mailbox)?.ok_or(ErrorCode::Internal)?;
        let Some(known) = head.sides.iter_mut().find(|known| known.side == enrolment.side) else {
            return take_side(self.connection, head, enrolment, device);
        };
        if known.devices.contains(device) {
            return Ok(known.view());
        }
        if known.verifier != Some(enrolment.verifier) {
            return Err(ErrorCode::NothingHere.into());
        }
        if known.devices.len() >= SIDE_MAX_DEVICES {
            return Err(ErrorCode::TooManyMembers.into());
        }
        insert_device(self.connection, head.number, enrolment.side, device)?;
        known.devices.push(*device);
        Ok(known.view())
    }

    /// All checks come first: a refusal changes nothing.
    fn settle(
        &mut self,
        (mailbox, of): (&MailboxId, MailboxSide),
        by: &SigningKey,
        wanted: SideView,
    ) -> Result<(), StoreError> {
        let head = self.heads.of(self.connection, mailbox)?.ok_or(ErrorCode::NothingHere)?;
        let side = head.sides.iter_mut().find(|side| side.side == of && side.devices.contains(by));
        let side = side.ok_or(ErrorCode::NothingHere)?;
        if side.generation.checked_add(1) != Some(wanted.generation) {
            return Err(ErrorCode::Taken.into());
        }
        write_side(self.connection, head.number, of, &wanted)?;
        let gone: Vec<_> = side.devices.iter().filter(|device| !wanted.devices.contains(device)).copied().collect();
        (side.generation, side.verifier, side.devices) = (wanted.generation, wanted.verifier, wanted.devices);
        for device in gone.iter().filter(|device| !head.has(device)) {
            self.hub.expel(mailbox, device);
        }
        Ok(())
    }
}

fn write_side(connection: &Connection, number: i64, side: MailboxSide, wanted: &SideView) -> Result<(), StoreError> {
    let verifier = wanted.verifier.as_ref().map(SigningKey::as_bytes);
    connection
        .prepare_cached("UPDATE side SET generation = ?3, verifier = ?4 WHERE mailbox = ?1 AND side = ?2")?
        .execute(params![number, side.number(), wanted.generation, verifier])?;
    connection
        .prepare_cached("DELETE FROM device WHERE mailbox = ?1 AND side = ?2")?
        .execute(params![number, side.number()])?;
    wanted.devices.iter().try_for_each(|device| insert_device(connection, number, side, device))
}

/// The first device of a side brings its verifier.
fn take_side(
    connection: &Connection,
    head: &mut Head,
    enrolment: &Enrolment,
    device: &SigningKey,
) -> Result<SideView, StoreError> {
    connection
        .prepare_cached("INSERT INTO side (mailbox, side, generation, verifier) VALUES (?1, ?2, 0, ?3)")?
        .execute(params![head.number, enrolment.side.number(), enrolment.verifier.as_bytes()])?;
    insert_device(connection, head.number, enrolment.side, device)?;
    let verifier = Some(enrolment.verifier);
    let taken = SideHead { side: enrolment.side, generation: 0, verifier, devices: vec![*device] };
    let view = taken.view();
    head.sides.push(taken);
    Ok(view)
}

fn insert_device(
    connection: &Connection,
    number: i64,
    side: MailboxSide,
    device: &SigningKey,
) -> Result<(), StoreError> {
    connection.prepare_cached("INSERT INTO device (mailbox, signing, side) VALUES (?1, ?2, ?3)")?.execute(params![
        number,
        device.as_bytes(),
        side.number()
    ])?;
    Ok(())
}

/// Reads the sides of a mailbox that somebody has enrolled in.
pub(super) fn load_sides(connection: &Connection, number: i64) -> Result<Vec<SideHead>, StoreError> {
    let read = |row: &Row<'_>| {
        let verifier: Option<[u8; SigningKey::BYTES]> = row.get(2)?;
        Ok((row.get::<_, u64>(0)?, row.get(1)?, verifier.map(SigningKey::from_bytes)))
    };
    let mut sides = Vec::new();
    let mut query = connection.prepare_cached("SELECT side, generation, verifier FROM side WHERE mailbox = ?1")?;
    for row in query.query_map([number], read)? {
        let (of, generation, verifier) = row?;
        let side = MailboxSide::from_number(of).ok_or_else(|| StoreError::Failed(format!("a side {of}")))?;
        let devices = connection
            .prepare_cached("SELECT signing FROM device WHERE mailbox = ?1 AND side = ?2")?
            .query_map([number, of.cast_signed()], |row| row.get(0).map(SigningKey::from_bytes))?
            .collect::<Result<_, _>>()?;
        sides.push(SideHead { side, generation, verifier, devices });
    }
    Ok(sides)
}
