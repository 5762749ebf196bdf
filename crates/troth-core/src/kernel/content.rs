//! The content of an event with names in place of numbers, for exports.
//!
//! ```text
//! CBOR body  {0: {0: "I come home late", 1: "I call", 2: [0, {0: {0: 739685}}], 3: 0}}
//! content    terms: { cue: "I come home late", deed: "I call", due: { once: { at: { date: 2026-03-10 } } }, ...
//! ```
//!
//! The body of an exported event derives `serde::Serialize`. A device id, a key or a secret has no such derive, so an
//! exported event that holds one does not compile. [`of`] is a serializer of its own and not a generic value type,
//! because an export tells people's words from the programme's names and writes "me" and "other" for partners.

use serde::Serialize;
use serde::ser::{self, Impossible};

use crate::kernel::ids::PartnerId;

/// A value with its names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Content {
    /// Words that a partner wrote.
    Words(String),
    /// A name of the programme, a date, a time, a rule, or the id of an entry.
    Name(String),
    /// A number.
    Number(i64),
    /// A list.
    List(Vec<Self>),
    /// Named fields, in the order of their keys.
    Fields(Vec<(&'static str, Self)>),
}

/// The name of an event in an export, with its content.
pub(crate) type Named = (&'static str, Content);

impl Content {
    /// All words that a partner wrote, in order.
    pub fn words(&self) -> Vec<&str> {
        let mut words = Vec::new();
        self.add_words(&mut words);
        words
    }

    fn add_words<'a>(&'a self, words: &mut Vec<&'a str>) {
        match self {
            Self::Words(said) => words.push(said),
            Self::List(all) => all.iter().for_each(|one| one.add_words(words)),
            Self::Fields(all) => all.iter().for_each(|(_, one)| one.add_words(words)),
            Self::Name(_) | Self::Number(_) => {}
        }
    }
}

/// The content of a body in the export of `me`.
#[expect(clippy::expect_used, reason = "fails for shapes that no exported body has; a test writes every event")]
pub(crate) fn of<T: Serialize>(body: &T, me: PartnerId) -> Content {
    let content = body.serialize(ContentWriter { me }).expect("a body of words, names, numbers, lists and fields");
    content.expect("a body is a struct, and only an optional value can be left out")
}

/// Why a value has no content: it has a shape that no export has.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct NoContent(String);

impl ser::Error for NoContent {
    fn custom<T: core::fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Content; `None` for an optional value that is left out.
type ContentResult = Result<Option<Content>, NoContent>;

/// Writes one value.
#[derive(Clone, Copy)]
struct ContentWriter {
    me: PartnerId,
}

/// Collects the fields of a struct or the items of a list.
struct Several {
    writer: ContentWriter,
    /// The variant that holds the fields, if they belong to an enum.
    choice: Option<&'static str>,
    fields: Vec<(&'static str, Content)>,
    items: Vec<Content>,
}

impl ContentWriter {
    fn several(self, choice: Option<&'static str>) -> Several {
        Several { writer: self, choice, fields: Vec::new(), items: Vec::new() }
    }
}

fn no_shape<T>(shape: &str) -> Result<T, NoContent> {
    Err(NoContent(format!("an export has no {shape}")))
}

macro_rules! numbers {
    ($($write:ident $number:ty),+) => { $(
        fn $write(self, value: $number) -> ContentResult {
            let number = i64::try_from(value).map_err(|_| NoContent(format!("{value} is too large")))?;
            Ok(Some(Content::Number(number)))
        }
    )+ };
}

macro_rules! no_shapes {
    ($($write:ident $value:ty),+) => { $(
        fn $write(self, _: $value) -> ContentResult {
            no_shape(stringify!($value))
        }
    )+ };
}

impl ser::Serializer for ContentWriter {
    type Ok = Option<Content>;
    type Error = NoContent;
    type SerializeSeq = Several;
    type SerializeStruct = Several;
    type SerializeStructVariant = Several;
    type SerializeTuple = Impossible<Self::Ok, NoContent>;
    type SerializeTupleStruct = Impossible<Self::Ok, NoContent>;
    type SerializeTupleVariant = Impossible<Self::Ok, NoContent>;
    type SerializeMap = Impossible<Self::Ok, NoContent>;

    numbers! { serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64 }
    numbers! { serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64 }
    no_shapes! { serialize_bool bool, serialize_f32 f32, serialize_f64 f64, serialize_char char, serialize_bytes &[u8] }

    fn serialize_str(self, name: &str) -> ContentResult {
        Ok(Some(Content::Name(name.to_owned())))
    }

    fn serialize_none(self) -> ContentResult {
        Ok(None)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> ContentResult {
        value.serialize(self)
    }

    fn serialize_unit(self) -> ContentResult {
        no_shape("unit")
    }

    fn serialize_unit_struct(self, _: &'static str) -> ContentResult {
        no_shape("unit struct")
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> ContentResult {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> ContentResult {
        let content = value.serialize(self)?;
        Ok(match (name, content) {
            ("Text", Some(Content::Name(said))) => Some(Content::Words(said)),
            ("PartnerId", Some(Content::Name(id))) => {
                let who = if id == self.me.to_hex() { "me" } else { "other" };
                Some(Content::Name(who.to_owned()))
            }
            (_, content) => content,
        })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        choice: &'static str,
        value: &T,
    ) -> ContentResult {
        let content = value.serialize(self)?;
        Ok(Some(Content::Fields(content.map(|content| (choice, content)).into_iter().collect())))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Several, NoContent> {
        Ok(self.several(None))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Several, NoContent> {
        Ok(self.several(None))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        choice: &'static str,
        _: usize,
    ) -> Result<Several, NoContent> {
        Ok(self.several(Some(choice)))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, NoContent> {
        no_shape("tuple")
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, NoContent> {
        no_shape("tuple struct")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, NoContent> {
        no_shape("tuple variant")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, NoContent> {
        no_shape("map")
    }
}

impl Several {
    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), NoContent> {
        self.fields.extend(value.serialize(self.writer)?.map(|content| (name, content)));
        Ok(())
    }

    fn into_fields(self) -> Content {
        let fields = Content::Fields(self.fields);
        match self.choice {
            Some(choice) => Content::Fields(vec![(choice, fields)]),
            None => fields,
        }
    }
}

impl ser::SerializeSeq for Several {
    type Ok = Option<Content>;
    type Error = NoContent;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NoContent> {
        self.items.extend(value.serialize(self.writer)?);
        Ok(())
    }

    fn end(self) -> ContentResult {
        Ok(Some(Content::List(self.items)))
    }
}

impl ser::SerializeStruct for Several {
    type Ok = Option<Content>;
    type Error = NoContent;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), NoContent> {
        self.field(name, value)
    }

    fn end(self) -> ContentResult {
        Ok(Some(self.into_fields()))
    }
}

impl ser::SerializeStructVariant for Several {
    type Ok = Option<Content>;
    type Error = NoContent;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), NoContent> {
        self.field(name, value)
    }

    fn end(self) -> ContentResult {
        Ok(Some(self.into_fields()))
    }
}
