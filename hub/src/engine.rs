//! What the hall decides: a command, the state and the time in; events or a refusal out.
//!
//! Pure: no clock, no chance, no file. One function per command, in the file of its subject. What
//! each command does in each state is contract.md 2; `tests/rules` holds the same as a table.

mod absence;
mod booking;
mod cancel;
mod context;
mod copy;
mod counter;
mod day;
mod force;
mod hand;
mod issue;
pub mod next;
mod opening;
mod priority;
mod report;
mod request;
mod role;
mod roll;
mod skill;
mod standby;
mod summon;
mod text;
mod today;
mod transfer;
mod undo;
mod unserved;
mod visit;
mod voucher;
mod wait;

pub use context::{Actor, Context, Decision, Displays, PrivateText, Subject};
pub use counter::API_DEVICE;
pub use day::{open_first_day, wake};
pub use request::Request;
pub use skill::serves;
pub use summon::answer_due;
pub use today::Today;
pub use unserved::{is_unserved, unserved};
pub use visit::{After, after, back_at, together};
pub use wait::Moment;

use antrean_shared::command::Command;
use antrean_shared::rejection::Rejection;

/// Decides a command. A refusal has changed nothing.
#[expect(clippy::too_many_lines, reason = "one arm for each command")]
pub fn decide(context: &Context<'_>, request: &Request) -> Result<Decision, Rejection> {
    let actor = &request.actor;
    role::check(actor, &request.command)?;
    context.check_console(request)?;
    match &request.command {
        Command::Issue { services, language, channel, token, priority, voucher } => {
            let brought = issue::Brought::from(voucher.as_ref());
            let (language, channel, token) = (*language, *channel, *token);
            let wish = issue::Wish { services, language, channel, token, priority, brought };
            issue::issue(context, request, wish)
        }
        Command::ConfirmShown { ticket, by } => issue::confirm_shown(context, *ticket, *by),
        Command::GiveBack { ticket } => issue::give_back(context, *ticket),
        Command::AdmitTicket { ticket } => issue::admit(context, actor, ticket),
        Command::CallNext { counter } => summon::call_next(context, counter),
        Command::CallTicket { counter, ticket } => summon::call_ticket(context, counter, *ticket),
        Command::Recall { counter } => summon::recall(context, counter),
        Command::Serve { counter } => hand::serve(context, counter),
        Command::Complete { counter, outcome } => {
            hand::complete(context, counter, outcome.as_deref())
        }
        Command::CompleteAndCallNext { counter, outcome } => {
            hand::complete_and_call_next(context, counter, outcome.as_deref())
        }
        Command::Skip { counter } => absence::skip(context, counter),
        Command::NoShow { counter } => absence::no_show(context, counter),
        Command::Park { counter, reason, until } => hand::park(context, counter, reason, *until),
        Command::Resume { counter, ticket } => hand::resume(context, counter, *ticket),
        Command::Transfer { counter, ticket, to, come_back } => {
            transfer::transfer(context, actor, counter, (*ticket, to, *come_back))
        }
        Command::Return { ticket } => absence::come_back(context, *ticket),
        Command::Yield { ticket } => absence::give_way(context, *ticket),
        Command::Cancel { ticket } => cancel::cancel(context, actor, *ticket),
        Command::AddStop { ticket, service } => visit::add(context, *ticket, service),
        Command::DropStop { ticket, service } => visit::drop(context, *ticket, service),
        Command::OrderStops { ticket, services } => visit::order(context, *ticket, services),
        Command::GrantPriority { ticket, priority, reason } => {
            priority::grant(context, *ticket, priority, reason.as_deref())
        }
        Command::WithdrawPriority { ticket, reason, salt } => {
            priority::withdraw(context, *ticket, (*salt, reason))
        }
        Command::SetNote { ticket, text, salt } => text::set_note(context, *ticket, (*salt, text)),
        Command::PrintCopy { counter, ticket, kiosk } => {
            copy::print(context, counter, (*ticket, kiosk))
        }
        Command::Undo { counter } => undo::undo(context, counter),
        Command::OpenCounter { counter, officer } => {
            counter::open(context, actor, counter, officer)
        }
        Command::PauseCounter { counter, reason } => counter::pause(context, counter, reason),
        Command::CloseCounter { counter, reason } => {
            counter::close(context, counter, reason.as_deref())
        }
        Command::ReleaseCounter { counter, reason } => {
            counter::release(context, actor, counter, reason)
        }
        Command::ApproveClosing { counter, approve, reason } => {
            counter::approve_closing(context, actor, counter, (*approve, reason.as_deref()))
        }
        Command::ForceOpen { queue, until, reason } => {
            force::force(context, queue, (true, *until, reason))
        }
        Command::ForceClose { queue, until, reason } => {
            force::force(context, queue, (false, *until, reason))
        }
        Command::EndForce { queue } => force::end_force(context, queue),
        Command::SetOutage { agency, reason, until } => {
            force::set_outage(context, actor, agency, (reason, *until))
        }
        Command::ClearOutage { agency } => force::clear_outage(context, actor, agency),
        Command::JoinStandby { queue, service, language, channel, token } => {
            let (language, channel, token) = (*language, *channel, *token);
            let services = std::slice::from_ref(service);
            let (priority, brought) = (&None, issue::Brought::Nothing);
            let wish = issue::Wish { services, language, channel, token, priority, brought };
            standby::join(context, request, queue, wish)
        }
        Command::CheckIn { booking, language, channel, token } => {
            booking::check_in(context, request, booking, (*language, *channel, *token))
        }
        Command::ImportBookings { bookings } => booking::import(context, bookings),
        Command::TakeVoucher { ticket, voucher } => voucher::take(context, actor, *ticket, voucher),
        Command::OpenRoll { queue, from, to } => roll::open(context, queue, (*from, *to)),
        Command::ConfirmDate { date, time } => force::confirm_date(context, *date, time.as_deref()),
        Command::Announce { zone, text } => report::announce(context, actor, zone.as_ref(), text),
        Command::ReportShown { zone, display, calls } => {
            report::shown(context, actor, zone, (display, calls))
        }
        Command::ReportSpoken { zone, display, calls } => {
            report::spoken(context, actor, zone, (display, calls))
        }
    }
}
