//! A command on its way in, and what it is about.

use super::context::Actor;
use antrean_shared::command::Command;
use antrean_shared::id::{CommandId, CounterId, TicketId};

/// A command with who sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The sender's id for it.
    pub id: CommandId,
    /// Who.
    pub actor: Actor,
    /// What.
    pub command: Command,
}

impl Request {
    /// Returns the ticket that the command names; an `Issue` names the one that it makes.
    pub fn ticket(&self) -> Option<TicketId> {
        match &self.command {
            Command::Issue { .. } | Command::JoinStandby { .. } | Command::CheckIn { .. } => {
                Some(self.id.ticket())
            }
            Command::ConfirmShown { ticket, .. }
            | Command::GiveBack { ticket }
            | Command::CallTicket { ticket, .. }
            | Command::Resume { ticket, .. }
            | Command::Return { ticket }
            | Command::Yield { ticket }
            | Command::Cancel { ticket }
            | Command::AddStop { ticket, .. }
            | Command::DropStop { ticket, .. }
            | Command::OrderStops { ticket, .. }
            | Command::TakeVoucher { ticket, .. }
            | Command::GrantPriority { ticket, .. }
            | Command::WithdrawPriority { ticket, .. }
            | Command::PrintCopy { ticket, .. }
            | Command::SetNote { ticket, .. } => Some(*ticket),
            Command::Transfer { ticket, .. } => *ticket,
            Command::AdmitTicket { ticket } => Some(ticket.id),
            Command::CallNext { .. }
            | Command::Recall { .. }
            | Command::Serve { .. }
            | Command::Complete { .. }
            | Command::CompleteAndCallNext { .. }
            | Command::Skip { .. }
            | Command::NoShow { .. }
            | Command::Park { .. }
            | Command::Undo { .. }
            | Command::OpenCounter { .. }
            | Command::PauseCounter { .. }
            | Command::CloseCounter { .. }
            | Command::ReleaseCounter { .. }
            | Command::ApproveClosing { .. }
            | Command::ForceOpen { .. }
            | Command::ForceClose { .. }
            | Command::EndForce { .. }
            | Command::OpenRoll { .. }
            | Command::ImportBookings { .. }
            | Command::SetOutage { .. }
            | Command::ClearOutage { .. }
            | Command::ConfirmDate { .. }
            | Command::Announce { .. }
            | Command::ReportShown { .. }
            | Command::ReportSpoken { .. } => None,
        }
    }
}

/// The counter whose own console alone may send a command.
pub(super) fn counter_of(command: &Command) -> Option<&CounterId> {
    match command {
        Command::CallNext { counter }
        | Command::CallTicket { counter, .. }
        | Command::Recall { counter }
        | Command::Serve { counter }
        | Command::Complete { counter, .. }
        | Command::CompleteAndCallNext { counter, .. }
        | Command::Skip { counter }
        | Command::NoShow { counter }
        | Command::Park { counter, .. }
        | Command::Resume { counter, .. }
        | Command::Transfer { counter, .. }
        | Command::PrintCopy { counter, .. }
        | Command::Undo { counter }
        | Command::PauseCounter { counter, .. }
        | Command::CloseCounter { counter, .. } => Some(counter),
        Command::Issue { .. }
        | Command::ConfirmShown { .. }
        | Command::GiveBack { .. }
        | Command::AdmitTicket { .. }
        | Command::Return { .. }
        | Command::Yield { .. }
        | Command::Cancel { .. }
        | Command::AddStop { .. }
        | Command::DropStop { .. }
        | Command::OrderStops { .. }
        | Command::GrantPriority { .. }
        | Command::WithdrawPriority { .. }
        | Command::SetNote { .. }
        | Command::OpenCounter { .. }
        | Command::ReleaseCounter { .. }
        | Command::ApproveClosing { .. }
        | Command::ForceOpen { .. }
        | Command::ForceClose { .. }
        | Command::EndForce { .. }
        | Command::SetOutage { .. }
        | Command::ClearOutage { .. }
        | Command::JoinStandby { .. }
        | Command::TakeVoucher { .. }
        | Command::ImportBookings { .. }
        | Command::CheckIn { .. }
        | Command::OpenRoll { .. }
        | Command::ConfirmDate { .. }
        | Command::Announce { .. }
        | Command::ReportShown { .. }
        | Command::ReportSpoken { .. } => None,
    }
}
