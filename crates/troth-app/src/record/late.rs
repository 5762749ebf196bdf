//! What a removed device wrote beyond the last entry that its remover had seen.
//!
//! Such an entry may be its owner's, written before the device could know. It may also be by somebody who found the device.
//! Nobody can tell, so it is never shown as an ordinary one.

use troth_core::membership::Members;
use troth_core::{Folded, Log};

use crate::remark::Remarks;

/// Marks the entries of a stream that came so.
pub(super) fn mark<S: Folded>(log: &Log<S>, members: impl Fn(&S) -> &Members, remarks: &mut Remarks) {
    let members = members(log.state());
    if !members.has_removed() {
        return;
    }
    for header in log.entries().iter().map(|entry| &entry.header) {
        if members.is_news_of_a_removed_device(header.device, header.seq) {
            remarks.mark_late(header.id);
        }
    }
}
