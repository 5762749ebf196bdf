//! Names (care 43): which nobody may take, and under which a person sees their partner.
//!
//! A name is a text of the partner's that stands in sentences of the app. Called "You", they would speak in the first
//! person of the reader; called "Troth", as the app. What looks alike counts as the same, by the skeletons of Unicode's
//! Technical Standard 39.

use troth_core::PartnerId;
use troth_core::membership::Name;
use troth_core::settings::SettingsCommand;
use troth_core::{Command, Text};
use unicode_security::skeleton;

use crate::app::App;
use crate::form;
use crate::message::{Message, Performed};
use crate::sight::Sight;

/// Names that would speak for somebody else: for the one who reads, or for a part that both may have.
const RESERVED: [&str; 11] =
    ["You", "Yourself", "Me", "Myself", "I", "We", "Your partner", "My partner", "Partner", "Hurt", "Responsible"];

/// No name contains this word: it would speak for the app.
const THE_APP: &str = "Troth";

/// What a name looks like. Case folds before and after its skeleton, since capitals and small letters have other doubles.
fn looks(name: &str) -> [String; 2] {
    let bare = |text: String| text.to_lowercase().chars().filter(|char| char.is_alphanumeric()).collect();
    [bare(skeleton(name).collect()), bare(skeleton(&name.to_lowercase()).collect())]
}

fn are_alike(one: &str, other: &str) -> bool {
    let other = looks(other);
    looks(one).iter().any(|look| other.contains(look))
}

/// Whether a name says who somebody is not, or nothing that can be read.
fn is_reserved(name: &str) -> bool {
    let says_nothing = looks(name).iter().any(String::is_empty);
    let words = name.split(|char: char| !char.is_alphanumeric());
    says_nothing
        || RESERVED.iter().any(|reserved| are_alike(name, reserved))
        || words.chain([name]).any(|word| !word.is_empty() && are_alike(word, THE_APP))
}

/// One's own name, as typed.
pub(crate) fn own(typed: &str) -> Result<Name, Message> {
    unreserved(form::text(typed, "problem-name")?, None)
}

fn unreserved<const MAX: usize>(name: Text<MAX>, own: Option<&str>) -> Result<Text<MAX>, Message> {
    let refused = is_reserved(name.as_str()) || own.is_some_and(|own| are_alike(name.as_str(), own));
    if refused { Err(Message::plain("problem-name-taken")) } else { Ok(name) }
}

/// A name that the other chose, where it can be shown to a person of this name.
pub(crate) fn shown<'a>(chosen: &'a str, own: Option<&str>) -> Option<&'a str> {
    let refused = is_reserved(chosen) || own.is_some_and(|own| are_alike(chosen, own));
    (!refused).then_some(chosen)
}

impl<'a> Sight<'a> {
    /// The name under which a partner stands on this person's screens; for the other the one that was set here, else the
    /// one with which they joined. A name that they took later is told in the story and changes nothing here.
    pub(crate) fn name(&self, partner: PartnerId) -> Option<&'a str> {
        let shared = self.state.shared.and_then(|shared| shared.members.partner(partner));
        let own = self.state.own.members.partner(self.me.partner).map(|me| me.name.as_str());
        if partner == self.me.partner {
            return shared.map(|me| me.name.as_str()).or(own);
        }
        let called = self.state.own.settings.called(partner).map(Text::as_str);
        called.or_else(|| shown(shared?.joined_as.as_str(), own))
    }
}

impl App {
    /// Sets the name under which the partner is seen on this person's devices; none takes it back.
    pub(crate) fn call_partner(&mut self, typed: &str) -> Performed {
        let sight = self.sight()?;
        let partner = sight.other().ok_or(Message::plain("problem-not-linked"))?;
        let own = sight.name(sight.me.partner);
        let name = form::optional(typed)?.map(|name| unreserved(name, own)).transpose()?;
        self.command(Command::Settings(SettingsCommand::CallPartner { partner, name }))?;
        self.ui.done = Some(Message::plain("done-called"));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{own, shown};

    #[test]
    fn care_43_names_that_speak_for_somebody_else_and_their_doubles_are_refused() {
        let doubles = [
            "You",
            "you",
            "Y o u",
            "YOU.",
            "Yоu",
            "Υou",
            "Уou",
            "y\u{200b}ou",
            "Yóu",
            "Ⲩou",
            "𝐘𝐨𝐮",
            "Me",
            "Мe",
            "I",
            "Troth",
            "Tгoth",
            "TROTH",
            "Troth Team",
            "the Trоth",
            "Your partner",
            "Yоur partner",
            "Hurt",
            "Responsible",
            "…",
            "\u{3164}",
        ];
        for name in doubles {
            assert!(own(name).is_err(), "{name} was taken");
            assert_eq!(shown(name, None), None, "{name}");
        }
        for name in ["Ana", "Ben", "Youssef", "Mei", "Ira", "Yu", "Ömer", "李", "Юра", "Betroth", "Ann-Marie"] {
            assert!(own(name).is_ok(), "{name} was refused");
            assert_eq!(shown(name, Some("Ada")), Some(name));
        }
    }

    #[test]
    fn care_43_nobody_stands_under_the_readers_own_name() {
        for double in ["Ada", "ada", "Аdа", "A d a"] {
            assert_eq!(shown(double, Some("Ada")), None, "{double}");
        }
        assert_eq!(shown("Adam", Some("Ada")), Some("Adam"));
    }
}
