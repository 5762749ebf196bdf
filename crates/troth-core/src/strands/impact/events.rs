//! The events of impact: private notes in the own stream, shared items and reflections in the shared stream.

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::codec::events;
use crate::kernel::ids::EntryId;
use crate::kernel::telling::{gold, plain, untold};
use crate::kernel::text::Words;
use crate::strands::rating::Points;

events! {
    /// Impact; kind 800 in the own stream, the others in the shared one.
    pub enum ImpactEvent in 800..=899 {
        /// Own stream: how it is for the author now. The other partner never receives it (care 16).
        ImpactNoted = 800, Own, "impact-noted", untold;
        /// The author shares an item, exactly as the preview showed it.
        ImpactShared = 810, Shared, "impact-shared", gold;
        /// The author stops sharing an item.
        SharingEnded = 811, Shared, "impact-sharing-ended", plain;
        /// The other partner says "what I understand you live with".
        ReflectionOffered = 820, Shared, "reflection-offered", gold;
        /// The hurt partner answers "yes, that's it" or "partly".
        ReflectionAnswered = 821, Shared, "reflection-answered", gold;
    }
}

/// An area of life that a breach touches.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// How I see myself.
    #[n(0)]
    SelfWorth,
    /// Worry.
    #[n(1)]
    Worry,
    /// Distress.
    #[n(2)]
    Distress,
    /// Trust in other people.
    #[n(3)]
    TrustInOthers,
}

impl Area {
    /// All areas, in the order of the form.
    pub const ALL: [Self; 4] = [Self::SelfWorth, Self::Worry, Self::Distress, Self::TrustInOthers];
}

/// A feeling word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum Feeling {
    /// Hurt.
    #[n(0)]
    Hurt,
    /// Anger.
    #[n(1)]
    Anger,
    /// Confusion.
    #[n(2)]
    Confusion,
    /// Sadness.
    #[n(3)]
    Sadness,
    /// Insecurity.
    #[n(4)]
    Insecurity,
    /// Fear.
    #[n(5)]
    Fear,
    /// Shame.
    #[n(6)]
    Shame,
    /// Numbness.
    #[n(7)]
    Numbness,
    /// Loneliness.
    #[n(8)]
    Loneliness,
    /// Relief.
    #[n(9)]
    Relief,
}

/// All feelings, in the order of the form.
pub const FEELINGS: [Feeling; 10] = [
    Feeling::Hurt,
    Feeling::Anger,
    Feeling::Confusion,
    Feeling::Sadness,
    Feeling::Insecurity,
    Feeling::Fear,
    Feeling::Shame,
    Feeling::Numbness,
    Feeling::Loneliness,
    Feeling::Relief,
];

/// The rating of an area.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct AreaRated {
    /// The area.
    #[n(0)]
    pub area: Area,
    /// How much it affects the author: 0 not at all, 10 as much as it could. Never a rating of the other partner.
    #[n(1)]
    pub points: Option<Points>,
    /// The author's words.
    #[n(2)]
    pub words: Option<Words>,
}

/// A private note of impact.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct ImpactNoted {
    /// The rated areas. Only the first rating of each area counts.
    #[n(0)]
    pub areas: Vec<AreaRated>,
    /// The feelings.
    #[n(1)]
    pub feelings: Vec<Feeling>,
}

/// An item that can be shared by itself.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImpactItem {
    /// An area.
    #[n(0)]
    Area(#[n(0)] AreaRated),
    /// The feeling words.
    #[n(1)]
    Feelings(#[n(0)] Vec<Feeling>),
}

/// A shared item.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct ImpactShared {
    /// The item.
    #[n(0)]
    pub item: ImpactItem,
}

/// The end of sharing an item.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct SharingEnded {
    /// The entry that shared it.
    #[n(0)]
    pub shared: EntryId,
}

/// A reflection: what the other partner understands.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct ReflectionOffered {
    /// The words.
    #[n(0)]
    pub words: Words,
}

/// The answer to a reflection.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum ReflectionAnswer {
    /// "Yes, that's it."
    #[n(0)]
    Fully,
    /// "Partly."
    #[n(1)]
    Partly,
}

/// An answer to a reflection, with words.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct ReflectionAnswered {
    /// The reflection.
    #[n(0)]
    pub reflection: EntryId,
    /// The answer.
    #[n(1)]
    pub answer: ReflectionAnswer,
    /// What is still missing, if the author says so.
    #[n(2)]
    pub words: Option<Words>,
}
