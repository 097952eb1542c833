//! What the interface sends when a picture is pasted: the bytes as they are, not as a list of numbers.

use tauri::ipc::{InvokeBody, Request};

/// The header that says what belongs to the bytes, written like the query of an address.
const ABOUT: &str = "about";

/// A pasted file.
pub(crate) struct Pasted {
    /// Language of the interface.
    pub(crate) lang: String,
    /// The opening it is for; 0, which there never is, where none was said.
    pub(crate) opening: u32,
    /// A name for the file.
    pub(crate) name: String,
    /// The artifact it should come to; `None`: a new one.
    pub(crate) into: Option<String>,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

impl Pasted {
    /// Takes a request apart; what is missing is empty.
    pub(crate) fn of(request: &Request<'_>) -> Self {
        let about = request.headers().get(ABOUT).map_or(&b""[..], |value| value.as_bytes());
        let bytes = match request.body() {
            InvokeBody::Raw(bytes) => bytes.clone(),
            InvokeBody::Json(_) => Vec::new(),
        };
        Self::from_parts(about, bytes)
    }

    fn from_parts(about: &[u8], bytes: Vec<u8>) -> Self {
        let said = |key: &str| {
            let mut pairs = url::form_urlencoded::parse(about);
            pairs.find(|(name, _)| name == key).map_or_else(String::new, |(_, v)| v.into_owned())
        };
        let into = Some(said("into")).filter(|id| !id.is_empty());
        let opening = said("opening").parse().unwrap_or_default();
        Self { lang: said("lang"), opening, name: said("name"), into, bytes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_as_they_were_written() {
        let about = b"lang=es&opening=3&name=Pantalla+%C3%B1+%2B+1.png&into=";
        let Pasted { lang, opening, name, into, bytes } = Pasted::from_parts(about, vec![1]);
        assert_eq!((lang.as_str(), name.as_str()), ("es", "Pantalla \u{f1} + 1.png"));
        assert_eq!((opening, into, bytes), (3, None, vec![1]));
        assert_eq!(Pasted::from_parts(b"into=board", vec![]).into.as_deref(), Some("board"));
    }
}
