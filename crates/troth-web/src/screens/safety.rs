//! Help and safety: the same words for everyone, before and after linking (care 7).
//!
//! It unfolds in place: no intent, no request, no address, no history entry (care 4). Nothing about it is stored.

use super::safety_check::SafetyCheck;
use crate::components::{details_heard, heading, list, para, side_note};
use crate::messages::tr;
use sycamore::prelude::*;

pub(super) fn safety() -> View {
    folded(tr("safety-title"))
}

/// The same under another title.
pub(super) fn folded(title: String) -> View {
    let check = SafetyCheck::new();
    details_heard(title, words(check), move |_| check.close())
}

fn words(check: SafetyCheck) -> Vec<View> {
    vec![
        para(tr("safety-lead")),
        heading(tr("safety-now-title")),
        para(tr("safety-now")),
        heading(tr("safety-life-title")),
        para(tr("safety-life")),
        // Comes before the services, which a person would look up on this device.
        heading(tr("safety-device-title")),
        list(vec![
            tr("safety-device-other"),
            tr("safety-device-phone"),
            tr("safety-device-change"),
            tr("safety-device-history"),
        ]),
        heading(tr("safety-find-title")),
        list(vec![tr("safety-find-friend"), tr("safety-find-helpline"), tr("safety-find-doctor")]),
        heading(tr("safety-trained-title")),
        list(vec![tr("safety-trained-couple"), tr("safety-trained-alone"), tr("safety-trained-fear")]),
        side_note(tr("safety-same")),
        check.draw(),
    ]
}
