//! The device notice, before anything sensitive (care 8).

use sycamore::prelude::*;
use troth_app::{Intent, StartIntent};

use super::{safety, sample};
use crate::components::{Kind, actions, button, lead, many, para, section, side_note};
use crate::messages::tr;
use crate::shell::AppHandle;

pub(super) fn notice(app: AppHandle) -> View {
    let mut parts = vec![lead(tr("notice-what"))];
    parts.extend(words());
    parts.push(actions(vec![button(Kind::Primary, tr("notice-read"), move || {
        app.send(Intent::Start(StartIntent::NoticeRead))
    })]));
    parts.push(side_note(tr("notice-hide")));
    parts.push(safety::safety());
    parts.push(sample::offer(app));
    many(parts)
}

/// Draws the words of the notice; the private space shows them again.
pub(super) fn words() -> Vec<View> {
    vec![
        lead(tr("notice-lead")),
        section(tr("notice-can-title"), vec![para(tr("notice-can"))]),
        section(tr("notice-cannot-title"), vec![para(tr("notice-cannot")), para(tr("notice-history"))]),
        section(tr("notice-server-title"), vec![para(tr("notice-server")), para(tr("notice-server-partner"))]),
        section(tr("notice-unsure-title"), vec![para(tr("notice-unsure"))]),
    ]
}
