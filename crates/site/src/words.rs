//! Every text, in English and in Welsh. A key that a language lacks is said in English; a test finds it first.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// A language that the site speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Language {
    /// English.
    #[default]
    English,
    /// Welsh.
    Welsh,
}

impl Language {
    /// As `lang` has it.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Welsh => "cy",
        }
    }

    /// What its addresses begin with.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Self::English => "",
            Self::Welsh => "/cy",
        }
    }

    /// A text.
    pub(crate) fn say(self, key: &str) -> String {
        self.format(key, None)
    }

    /// A text with something in it.
    pub(crate) fn fill<'a>(
        self,
        key: &str,
        values: impl IntoIterator<Item = (&'a str, FluentValue<'a>)>,
    ) -> String {
        self.format(key, Some(&values.into_iter().collect()))
    }

    fn format(self, key: &str, values: Option<&FluentArgs<'_>>) -> String {
        let bundles = match self {
            Self::English => [&*ENGLISH, &*ENGLISH],
            Self::Welsh => [&*WELSH, &*ENGLISH],
        };
        let found = bundles.into_iter().find_map(|bundle| {
            let pattern = bundle.get_message(key)?.value()?;
            Some(
                bundle
                    .format_pattern(pattern, values, &mut Vec::new())
                    .into_owned(),
            )
        });
        found.unwrap_or_else(|| {
            tracing::error!(key, "a text is missing");
            key.to_owned()
        })
    }
}

/// The booth's texts in English, for their keys.
pub(crate) const BOOTH: &str = include_str!("../../../booth/page/words/en.ftl");

type Bundle = FluentBundle<FluentResource>;

/// The files of a language, in which a key stands once.
macro_rules! files {
    ($language:literal: $($room:literal)*) => {
        [
            include_str!(concat!("../../../booth/page/words/", $language, ".ftl")),
            $(include_str!(concat!("../words/", $language, "/", $room, ".ftl"))),*
        ]
    };
}

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| {
    bundle(
        "en-GB",
        &files!("en": "frame" "public" "sign-in" "voter" "officer" "poll" "staff" "mail" "duties" "mock"),
    )
});
static WELSH: LazyLock<Bundle> = LazyLock::new(|| {
    bundle(
        "cy-GB",
        &files!("cy": "frame" "public" "sign-in" "voter" "officer" "poll" "staff" "mail" "duties" "mock"),
    )
});

fn bundle(language: &str, files: &[&str]) -> Bundle {
    let language: LanguageIdentifier = language.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Marks around what is filled in would stand in addresses and in titles, and the two languages run the same way.
    bundle.set_use_isolating(false);
    for text in files {
        let resource =
            FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(rest, errors)| {
                tracing::error!(?errors, "a file of texts does not read");
                rest
            });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(?errors, "texts stand twice");
        }
    }
    bundle
}

#[cfg(test)]
mod tests;
