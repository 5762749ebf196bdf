//! Repair: the rooms of what happened and what it did.

use leptos::prelude::AnyView;

use crate::components::{lead, many, rows};
use crate::messages::tr;
use crate::shell::AppHandle;

pub(super) fn repair(_app: AppHandle) -> AnyView {
    many(vec![lead(tr("repair-lead")), rows(Vec::new())])
}
