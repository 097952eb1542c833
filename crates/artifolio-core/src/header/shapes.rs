//! The keys of every header, once: reading and writing follow from one list of fields each.

use chrono::NaiveDate;

use crate::artifact::{ArtifactHeader, ArtifactState, Consent, Evidence, Maker, Person, Right};
use crate::criterion::{Attached, CriterionHeader, EntryStatus, Pin, Role, Tick};
use crate::finding::SubjectKind;
use crate::id::Id;
use crate::path::RelPath;
use crate::portfolio::{Dates, Extension, ReaderCopy, Statement, Waived};

use super::fields::{ADDRESS, Fields, HASH, MOMENT, Read, Reader, TIME, word};
use super::node::Node;
use super::value::Value;

/// A part of a header as the value that an edit writes.
pub trait ToValue {
    /// The value; keys in the order of docs/workspace.md, without those that have their default.
    fn value(&self) -> Value;
}

impl ToValue for Value {
    fn value(&self) -> Value {
        self.clone()
    }
}

/// Reads and writes a struct by its fields. Without one of those before the `;` the whole is left out.
/// `key: FORM` is a text that must have a form.
macro_rules! shape {
    ($type:ty { $($must:ident),* ; $($key:ident $(: $form:expr)?),* }) => {
        impl Read for $type {
            fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
                let mut fields = Fields::of(node, reader)?;
                $(let $must = fields.required(stringify!($must));)*
                $(let $key = shape!(@read fields, $key $(, $form)?);)*
                Some(Self { $($must: $must?,)* $($key,)* })
            }
        }

        impl ToValue for $type {
            fn value(&self) -> Value {
                let mut entries = vec![$((stringify!($must).to_owned(), self.$must.value()),)*];
                $(if !is_default(&self.$key) {
                    entries.push((stringify!($key).to_owned(), self.$key.value()));
                })*
                Value::Map(entries)
            }
        }
    };
    (@read $fields:ident, $key:ident) => { $fields.get(stringify!($key)) };
    (@read $fields:ident, $key:ident, $form:expr) => { $fields.formed(stringify!($key), &$form) };
}

shape!(ArtifactHeader {
    id; number, title, state, kind, made: MOMENT, until: MOMENT, audience, summary, my_part, makers, people,
    consent_on_file, redact, rights, evidence, note
});
shape!(Maker { ; name, shown_as, part });
shape!(Person { ; who, shown_in, consent, until, note });
shape!(Right { ; what, source, licence });
shape!(Evidence {
    id; file, link: ADDRESS, capture, viewable, poster, captions, transcript, sha256: HASH, caption, alt, decorative,
    checked
});
shape!(CriterionHeader { ; artifacts, status, empty_on_purpose, self_score, checklist, edition, note });
shape!(Attached { id; role, pin });
shape!(Pin { ; evidence, page, region, time: TIME });
shape!(Tick { ; text, done });
shape!(Dates { ; course_end, own_completion, official_due, extensions });
shape!(Statement { ; own_work, ai_help });
shape!(Extension { ; granted, due, note });
shape!(Waived { rule, kind, reason, digest; id, file, field, on });
shape!(ReaderCopy { ; draft });

/// An enum by the words serde has for it.
macro_rules! words {
    ($($type:ty),*) => { $(
        impl Read for $type {
            fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
                word(node, reader)
            }
        }

        impl ToValue for $type {
            fn value(&self) -> Value {
                let word = serde_json::to_value(self).expect("an enum of words is a JSON string");
                word.as_str().unwrap_or_default().into()
            }
        }
    )* };
}

words!(ArtifactState, Consent, Role, EntryStatus, SubjectKind);

/// A scalar whose text is its own.
macro_rules! texts {
    ($($type:ty),*) => { $(
        impl ToValue for $type {
            fn value(&self) -> Value {
                self.to_string().into()
            }
        }
    )* };
}

texts!(String, Id, RelPath, NaiveDate);

impl ToValue for bool {
    fn value(&self) -> Value {
        (*self).into()
    }
}

impl ToValue for u32 {
    fn value(&self) -> Value {
        (*self).into()
    }
}

impl ToValue for u8 {
    fn value(&self) -> Value {
        u32::from(*self).into()
    }
}

/// Only called for what differs from its default, so there is a value.
impl<T: ToValue> ToValue for Option<T> {
    fn value(&self) -> Value {
        self.as_ref().map_or_else(|| Value::Text(String::new()), ToValue::value)
    }
}

impl<T: ToValue> ToValue for Vec<T> {
    fn value(&self) -> Value {
        Value::List(self.iter().map(ToValue::value).collect())
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
