//! Where the person is in the app, and what was said to them last. None of it is stored.

use std::collections::BTreeSet;

use troth_core::CivilDate;
use troth_wire::StreamId;

use crate::map::{Detail, Place};
use crate::message::Message;
use crate::place::side_by_side::Guide;
use crate::place::{check_ins, story};
use crate::staying::KeptPlace;

/// What is on screen.
pub(crate) struct Ui {
    pub(crate) place: Place,
    pub(crate) detail: Option<Detail>,
    pub(crate) problem: Option<Message>,
    pub(crate) done: Option<Message>,
    /// When `done` has been read long enough; none while there is nothing to read.
    pub(crate) done_until: Option<i64>,
    pub(crate) accepted: u64,
    pub(crate) closed: BTreeSet<&'static str>,
    pub(crate) story: story::Ask,
    /// Rounds that opened, as far as they are asked for.
    pub(crate) rounds_shown: usize,
    /// The talk that this phone guides. It is kept nowhere.
    pub(crate) guide: Option<Guide>,
    /// Something about own devices changed while the person was where it is not told.
    pub(crate) points_at_changes: bool,
    /// The earlier record that is being read.
    pub(crate) reading: Option<StreamId>,
    /// Rooms in which something of the other's was not opened here. None is to be looked for again.
    pub(crate) fresh: Option<Vec<Detail>>,
    /// The day on which today's reading was looked for.
    pub(crate) way_tended: Option<CivilDate>,
    /// The passphrase was given for an export. Whatever else is done closes it again.
    pub(crate) export_is_open: bool,
    /// Where the person is, as storage has it.
    pub(crate) kept: Option<KeptPlace>,
}

impl Ui {
    /// Today, and nothing said yet.
    pub(crate) fn begin() -> Self {
        Self {
            place: Place::Today,
            detail: None,
            problem: None,
            done: None,
            done_until: None,
            accepted: 0,
            closed: BTreeSet::new(),
            story: story::Ask::default(),
            rounds_shown: check_ins::OPENED_SHOWN,
            guide: None,
            points_at_changes: false,
            reading: None,
            fresh: None,
            way_tended: None,
            export_is_open: false,
            kept: None,
        }
    }

    /// An earlier record can be read and is not written in; what is pressed there must not end up in the one of now.
    pub(crate) fn writes_here(&self) -> Result<(), Message> {
        if self.reading.is_none() { Ok(()) } else { Err(Message::plain("problem-earlier")) }
    }

    /// Another shared record counts from now on: nothing on screen may be about the one before.
    pub(crate) fn turn_to_another_record(&mut self) {
        self.closed.clear();
        self.story = story::Ask::default();
        self.guide = None;
        self.reading = None;
        if self.detail.as_ref().is_some_and(|detail| !matches!(detail.place(), Place::Private | Place::Settings)) {
            self.detail = None;
        }
    }
}
