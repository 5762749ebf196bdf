//! About Troth: what it is, what it is not, and what it cannot protect.

use super::look::glance;
use super::safety;
use crate::components::{exact_text, lead, list, many, para, section, side_note};
use crate::messages::{tr, tr_args};
use sycamore::prelude::*;

pub(super) fn about() -> View {
    let (fingerprint, version) = glance(|open| (open.settings.fingerprint.clone(), open.settings.version));
    let mut parts = vec![
        lead(tr("about-lead")),
        section(tr("about-not-title"), vec![para(tr("about-not")), para(tr("about-not-for")), para(tr("about-stop"))]),
        section(
            tr("about-protects-title"),
            vec![list(vec![tr("about-protects-server"), tr("about-protects-partner"), tr("about-protects-private")])],
        ),
        section(
            tr("about-cannot-title"),
            vec![para(tr("notice-cannot")), para(tr("notice-history")), para(tr("about-cannot-server"))],
        ),
        section(tr("about-numbers-title"), vec![para(tr("about-numbers"))]),
        safety::safety(),
    ];
    if let Some(fingerprint) = fingerprint {
        let groups = exact_text("fingerprint", fingerprint);
        parts.push(section(tr("about-fingerprint-title"), vec![para(tr("about-fingerprint")), groups]));
    }
    parts.push(side_note(tr_args("about-version", &[("version", version.into())])));
    parts.push(side_note(tr("about-licence")));
    many(parts)
}
