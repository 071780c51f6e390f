//! What a service says of itself besides its name: words to find it by, and its published standard.

use super::{Check, chars};
use crate::hall::file::StandardFile;
use antrean_shared::catalogue::ServiceStandard;

impl<'a> Check<'a> {
    pub(super) fn keywords(&mut self, service: &str, words: &[String]) -> Vec<String> {
        for word in words {
            self.one_text(&["services", service, "keywords"], word, chars::ABOUT);
        }
        words.iter().map(|word| word.trim().to_owned()).collect()
    }

    pub(super) fn standard(&mut self, service: &str, file: &'a StandardFile) -> ServiceStandard {
        let at = |field| ["services", service, "standard", field];
        ServiceStandard {
            procedure: self.list(&at("procedure"), &file.procedure, chars::NEWS),
            time: self.some_words(&at("time"), file.time.as_ref(), chars::LINE),
            cost: self.some_words(&at("cost"), file.cost.as_ref(), chars::LINE),
            product: self.some_words(&at("product"), file.product.as_ref(), chars::LINE),
            complaints: self.some_words(&at("complaints"), file.complaints.as_ref(), chars::LINE),
        }
    }
}
