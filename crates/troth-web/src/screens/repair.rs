//! Repair: the rooms about what happened and how it affected each partner.

use sycamore::prelude::*;
use troth_app::Detail;

use super::look::room_row;
use crate::components::{lead, many, rows};
use crate::messages::tr;
use crate::shell::AppHandle;

pub(super) fn repair(app: AppHandle) -> View {
    let room = |sign, title, about, detail| room_row(app, sign, title, about, detail);
    many(vec![
        lead(tr("repair-lead")),
        rows(vec![
            room("i-story", tr("way-title"), tr("way-about"), Detail::Way),
            room("i-repair", tr("breaches-title"), tr("breaches-about"), Detail::Breaches),
            room("i-feel", tr("impact-title"), tr("impact-about"), Detail::Impact),
            room("i-write", tr("statements-title"), tr("statements-about"), Detail::Statements),
            room("i-rest", tr("hard-title"), tr("hard-about"), Detail::HardDays),
        ]),
    ])
}
