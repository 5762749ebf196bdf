//! Help and safety: the same words for everyone, before and after linking (care 7).
//!
//! It unfolds in place: no intent, no request, no address, no history entry (care 4), and nothing about it is kept.

use crate::components::{details, heading, list, para, side_note};
use crate::messages::tr;
use sycamore::prelude::*;

pub(super) fn safety() -> View {
    details(tr("safety-title"), words())
}

/// The words, for pages that show them unfolded.
pub(super) fn words() -> Vec<View> {
    vec![
        para(tr("safety-lead")),
        heading(tr("safety-now-title")),
        para(tr("safety-now")),
        heading(tr("safety-find-title")),
        list(vec![tr("safety-find-friend"), tr("safety-find-helpline"), tr("safety-find-doctor")]),
        heading(tr("safety-trained-title")),
        list(vec![tr("safety-trained-couple"), tr("safety-trained-alone"), tr("safety-trained-fear")]),
        heading(tr("safety-device-title")),
        list(vec![
            tr("safety-device-other"),
            tr("safety-device-phone"),
            tr("safety-device-change"),
            tr("safety-device-history"),
        ]),
        side_note(tr("safety-same")),
    ]
}
