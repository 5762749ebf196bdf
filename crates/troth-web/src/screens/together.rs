//! Together: the rooms of what the partners do together.

use sycamore::prelude::*;
use troth_app::Detail;

use super::look::room_row;
use crate::components::{lead, many, rows};
use crate::messages::tr;
use crate::shell::AppHandle;

pub(super) fn together(app: AppHandle) -> View {
    let room = |sign, title, about, detail| room_row(app, sign, title, about, detail);
    many(vec![
        lead(tr("together-lead")),
        rows(vec![
            room("i-check-in", tr("check-ins-title"), tr("check-ins-about"), Detail::CheckIns),
            room("i-promise", tr("promises-title"), tr("promises-about"), Detail::Promises),
            room("i-write", tr("agreements-title"), tr("agreements-about"), Detail::Agreements),
            room("i-write", tr("talks-title"), tr("talks-about"), Detail::Dialogues),
            room("i-today", tr("closeness-title"), tr("closeness-about"), Detail::Closeness),
        ]),
    ])
}
