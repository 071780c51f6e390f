//! Something to read, with one way back: what kind, and about what.

use super::Ui;
use super::convert::{closed, countdown, fault, figure, moment};
use super::generated as g;
use crate::screen::{Matter, Notice};

impl Ui {
    pub(super) fn show_notice(&self, notice: &Notice) {
        let adapter = self.adapter::<g::NoticeAdapter>();
        adapter.set_subject((&notice.subject).into());
        adapter.set_opens(moment(notice.opens.as_ref()));
        adapter.set_back_in(countdown(notice.back));
        let kind = match &notice.matter {
            Matter::Closed(reason) => {
                adapter.set_reason(closed(*reason));
                g::MatterKind::Closed
            }
            Matter::NotOfferedHere => g::MatterKind::NotOfferedHere,
            Matter::DateUnconfirmed => g::MatterKind::DateUnconfirmed,
            Matter::LineageUnconfirmed => g::MatterKind::LineageUnconfirmed,
            Matter::StandbyFull => g::MatterKind::StandbyFull,
            Matter::BookingUnknown => g::MatterKind::BookingUnknown,
            Matter::BookingTooEarly => g::MatterKind::BookingTooEarly,
            Matter::VoucherUsed => g::MatterKind::VoucherUsed,
            Matter::VoucherUnknown => g::MatterKind::VoucherUnknown,
            Matter::VoucherTooEarly => g::MatterKind::VoucherTooEarly,
            Matter::Busy => g::MatterKind::Busy,
            Matter::Unknown => g::MatterKind::Unknown,
            Matter::Offline => g::MatterKind::Offline,
            Matter::Printer(status) => {
                adapter.set_fault(fault(*status));
                g::MatterKind::Printer
            }
            Matter::GivenBack => g::MatterKind::GivenBack,
            Matter::Returned { after, zone } => {
                adapter.set_zone(zone.into());
                adapter.set_count(figure(Some(*after)));
                g::MatterKind::Returned
            }
            Matter::NotMissed => g::MatterKind::NotMissed,
            Matter::ReturnTooLate { minutes } => {
                adapter.set_count(figure(Some(*minutes)));
                g::MatterKind::ReturnTooLate
            }
            Matter::ReturnUsed => g::MatterKind::ReturnUsed,
            Matter::ReturnUnknown => g::MatterKind::ReturnUnknown,
            Matter::NotScanned => g::MatterKind::NotScanned,
            Matter::Fault(code) => {
                adapter.set_code(code.into());
                g::MatterKind::Fault
            }
        };
        adapter.set_kind(kind);
    }
}
