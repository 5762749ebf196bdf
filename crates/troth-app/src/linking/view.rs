//! What the screen shows of a linking.

use qrcode::{Color, QrCode};
use troth_vault::Purpose;

use crate::app::App;
use crate::linking::{Bundle, Linking, Stage, Yes};
use crate::message::Message;
use crate::names;
use crate::space::Space;
use crate::view::{Busy, LinkPurpose, LinkStage, LinkView};

impl App {
    /// What the screen shows of a linking.
    pub(crate) fn link_view(&self) -> Option<LinkView> {
        let linking = self.link.linking.as_ref()?;
        let purpose = match linking.purpose() {
            Purpose::Link => LinkPurpose::Partner,
            Purpose::AddDevice => LinkPurpose::Device,
        };
        let busy = if matches!(linking.stage, Stage::Reading) { Busy::Yes } else { Busy::No };
        Some(LinkView { purpose, stage: self.link_stage(linking), busy })
    }

    fn link_stage(&self, linking: &Linking) -> LinkStage {
        match &linking.stage {
            // A link that is not at the relay yet would say to its receiver that it no longer works.
            Stage::Inviting(_) if !linking.is_at_relay() => LinkStage::Preparing,
            Stage::Inviting(_) => {
                let link = format!("{}/#{}", self.origin, *linking.invitation.fragment());
                LinkStage::Invited { qr: qr(&link), link, until: linking.until.clone() }
            }
            Stage::Reading | Stage::Accepted(_) => LinkStage::Waiting,
            Stage::Offered(_, from) => LinkStage::Offered { from: self.introduced(linking, from), line: from.line() },
            Stage::Failed(message) => LinkStage::Failed(message.clone()),
            Stage::Comparing(_, Yes::NotYet) | Stage::Confirmed(_, Yes::NotYet) | Stage::InvitedComparing(_) => {
                match linking.choices() {
                    Some(choices) => self.compared(linking, |words, with| pick(words, choices, with)),
                    None => self.compared(linking, |words, with| LinkStage::Compare { words, with }),
                }
            }
            Stage::Comparing(..) | Stage::Confirmed(..) | Stage::InvitedApproved(_) | Stage::Welcoming { .. } => {
                self.compared(linking, |words, with| LinkStage::Approved { words, with })
            }
        }
    }

    /// The words to compare, and with whom. What the other device says of itself is part of what was compared.
    fn compared(&self, linking: &Linking, stage: impl FnOnce([String; 4], String) -> LinkStage) -> LinkStage {
        match linking.words() {
            Some((words, Some(with))) => stage(words, self.introduced(linking, &with)),
            Some((_, None)) | None => LinkStage::Failed(Message::plain("link-broken")),
        }
    }

    /// How an own device calls itself, or the name of a partner; empty if that can't be shown (care 43).
    fn introduced(&self, linking: &Linking, by: &Bundle) -> String {
        if linking.purpose() == Purpose::AddDevice {
            return by.shown();
        }
        let sight = self.space.as_ref().map(Space::sight);
        let own = sight.and_then(|sight| sight.name(sight.me.partner));
        match by.person() {
            Some(name) if names::shown(&name, own).is_some() => name,
            Some(_) | None => String::new(),
        }
    }
}

/// The words to pick from, beside the three others.
fn pick([first, second, _, fourth]: [String; 4], choices: [String; 4], with: String) -> LinkStage {
    LinkStage::Pick { words: [first, second, fourth], choices, with }
}

/// The link as a QR code; an empty one only if the link were longer than a QR code can hold.
fn qr(link: &str) -> Vec<Vec<bool>> {
    let Ok(code) = QrCode::new(link) else { return Vec::new() };
    code.to_colors().chunks(code.width()).map(|row| row.iter().map(|color| *color == Color::Dark).collect()).collect()
}
