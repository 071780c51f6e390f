//! Which kind of device may send which command at all (contract.md 2, the words in brackets).
//!
//! Whether this counter, kiosk or display may is each command's own question.

use super::context::Actor;
use antrean_shared::command::Command;
use antrean_shared::rejection::Rejection;

/// Refuses a command that does not belong to the kind of device that sent it.
pub(super) fn check(actor: &Actor, command: &Command) -> Result<(), Rejection> {
    let fits = match command {
        Command::Issue { .. }
        | Command::JoinStandby { .. }
        | Command::CheckIn { .. }
        | Command::AdmitTicket { .. }
        | Command::Return { .. }
        | Command::Yield { .. } => match actor {
            Actor::Kiosk { .. } | Actor::Console { .. } | Actor::Api => true,
            Actor::Display { .. } => false,
        },
        Command::ConfirmShown { .. } | Command::GiveBack { .. } | Command::ConfirmDate { .. } => {
            match actor {
                Actor::Kiosk { .. } | Actor::Api => true,
                Actor::Console { .. } | Actor::Display { .. } => false,
            }
        }
        Command::ReportShown { .. } | Command::ReportSpoken { .. } => match actor {
            Actor::Display { .. } => true,
            Actor::Kiosk { .. } | Actor::Console { .. } | Actor::Api => false,
        },
        Command::ReleaseCounter { .. }
        | Command::ApproveClosing { .. }
        | Command::ForceOpen { .. }
        | Command::ForceClose { .. }
        | Command::EndForce { .. }
        | Command::OpenRoll { .. }
        | Command::ImportBookings { .. }
        | Command::Announce { .. } => actor.in_charge().is_ok(),
        Command::CallNext { .. }
        | Command::CallTicket { .. }
        | Command::Recall { .. }
        | Command::Serve { .. }
        | Command::Complete { .. }
        | Command::CompleteAndCallNext { .. }
        | Command::Skip { .. }
        | Command::NoShow { .. }
        | Command::Park { .. }
        | Command::Resume { .. }
        | Command::Transfer { .. }
        | Command::SetOutage { .. }
        | Command::ClearOutage { .. }
        | Command::Cancel { .. }
        | Command::AddStop { .. }
        | Command::DropStop { .. }
        | Command::OrderStops { .. }
        | Command::TakeVoucher { .. }
        | Command::GrantPriority { .. }
        | Command::WithdrawPriority { .. }
        | Command::SetNote { .. }
        | Command::PrintCopy { .. }
        | Command::Undo { .. }
        | Command::OpenCounter { .. }
        | Command::PauseCounter { .. }
        | Command::CloseCounter { .. } => match actor {
            Actor::Console { .. } | Actor::Api => true,
            Actor::Kiosk { .. } | Actor::Display { .. } => false,
        },
    };
    if fits { Ok(()) } else { Err(Rejection::NotAllowed) }
}
