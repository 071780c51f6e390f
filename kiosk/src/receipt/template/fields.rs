//! The fields of a template, by their names.

use crate::receipt::Receipt;

macro_rules! fields {
    ($($field:ident $name:literal $of:expr),* $(,)?) => {
        /// A text of the receipt.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Field {
            $($field),*
        }

        impl Field {
            pub const ALL: &'static [Self] = &[$(Self::$field),*];

            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$field => $name),*
                }
            }

            /// Returns what it says; empty: nothing.
            pub fn of(self, receipt: &Receipt) -> &str {
                let of: fn(&Receipt) -> &str = match self {
                    $(Self::$field => $of),*
                };
                of(receipt)
            }
        }
    };
}

fields! {
    Training "training" |r| r.training.unwrap_or_default(),
    Kind "kind" |r| &r.kind,
    Name "name" |r| &r.name,
    Place "place" |r| &r.place,
    NumberLabel "number_label" |r| r.number_label,
    Number "number" |r| &r.number,
    Copy "copy" |r| r.copy.unwrap_or_default(),
    Priority "priority" |r| r.priority.unwrap_or_default(),
    Note "note" |r| &r.note,
    Agency "agency" |r| &r.agency,
    AgencyName "agency_name" |r| &r.agency_name,
    Service "service" |r| &r.service,
    Counters "counters" |r| &r.counters,
    ZoneLabel "zone_label" |r| if r.zone.is_empty() { "" } else { r.zone_label },
    Zone "zone" |r| &r.zone,
    AheadLabel "ahead_label" |r| if r.ahead.is_empty() { "" } else { r.ahead_label },
    Ahead "ahead" |r| &r.ahead,
    WaitLabel "wait_label" |r| if r.wait.is_empty() { "" } else { r.wait_label },
    Wait "wait" |r| &r.wait,
    Hint "hint" |r| r.phone.as_ref().map_or("", |phone| phone.hint),
    Issued "issued" |r| &r.issued,
    Origin "origin" |r| &r.origin,
    Foot "foot" |r| &r.foot,
}

impl Field {
    /// Returns the field of a name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }
}
