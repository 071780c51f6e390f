//! Every sentence of the guide, in the hall's four languages: a language that lacks one does not compile.
//!
//! Pure data; used by `guide` alone. Javanese (krama) and Sundanese (lemes) wait for a native speaker, as
//! the screens do, and are read by the Indonesian voice: espeak-ng has none of their own.

/// Names each sentence and puts it into `ALL`.
macro_rules! sentences {
    ($($name:ident: $id:literal, $en:literal, $jv:literal, $su:literal;)*) => {
        $(pub(in crate::guide) const $name: Sentence =
            Sentence { id: $id, en: $en, jv: $jv, su: $su };)*

        #[cfg(test)]
        pub(super) const ALL: &[(&str, Sentence)] = &[$((stringify!($name), $name)),*];
    };
}

pub(super) mod notices;
pub(super) mod screens;
pub(super) mod shared;

use antrean_shared::ticket::Language;

/// A text in every language; each `{}` stands for something that only the screen knows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence {
    pub(super) id: &'static str,
    pub(super) en: &'static str,
    pub(super) jv: &'static str,
    pub(super) su: &'static str,
}

impl Sentence {
    pub(super) fn of(self, language: Language) -> &'static str {
        match language {
            Language::Id => self.id,
            Language::En => self.en,
            Language::Jv => self.jv,
            Language::Su => self.su,
        }
    }

    pub(super) fn say(self, language: Language) -> String {
        self.of(language).to_owned()
    }

    /// Puts a value for each `{}`, in order.
    pub(super) fn with(self, language: Language, values: &[&str]) -> String {
        let mut parts = self.of(language).split("{}");
        let mut said = parts.next().unwrap_or_default().to_owned();
        for (part, value) in parts.zip(values) {
            said.push_str(value);
            said.push_str(part);
        }
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words that two of the languages share.
    const SHARED: [&str; 2] = ["MINUTES", "TO"];

    #[test]
    fn every_sentence_is_said_in_four_languages() {
        let all = [shared::ALL, screens::ALL, notices::ALL].concat();
        assert!(all.len() > 90, "{}", all.len());
        for (name, sentence) in all {
            let texts = Language::ALL.map(|language| sentence.of(language));
            let holes = texts.map(|text| text.matches("{}").count());
            assert!(holes.iter().all(|count| *count == holes[0]), "{name}: {texts:?}");
            for text in texts {
                assert!(!text.trim().is_empty() && !text.contains('!'), "{name}: {text}");
            }
            let [id, en, jv, su] = texts;
            let own = [en, jv, su].iter().all(|text| *text != id) && jv != su;
            assert!(own || SHARED.contains(&name), "{name} is said in another language: {texts:?}");
        }
    }

    #[test]
    fn each_value_stands_where_it_belongs() {
        let said = shared::WAIT.with(Language::Jv, &["15", "30"]);
        assert_eq!(said, "Kinten-kinten ngentosi 15 dumugi 30 menit.");
        assert_eq!(shared::VOLUME.with(Language::En, &["{}"]), "Volume {}.");
    }
}
