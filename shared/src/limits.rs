//! Every bound of the contract: what is larger is refused, never cut in silence.

/// Bytes of one message on the link and of one HTTP body (api.md: 413 above).
pub const MESSAGE_BYTES_MAX: usize = 64 * 1024;
/// Bytes of a message from the hub that an app accepts: the catalogue of the largest hall.
pub const HUB_MESSAGE_BYTES_MAX: usize = 1024 * 1024;
/// Characters of a slug.
pub const SLUG_CHARS_MAX: usize = 40;
/// Characters of an officer's name.
pub const OFFICER_CHARS_MAX: usize = 60;
/// Characters of a reason, an outcome or a note.
pub const TEXT_CHARS_MAX: usize = 200;
/// Stops of one visit, those that are over included.
pub const STOPS_MAX: usize = 8;
/// Bookings in one import: as many as fit into a message.
pub const IMPORT_MAX: usize = 500;
/// Bookings of today and of days to come.
pub const BOOKINGS_MAX: usize = 5_000;
/// Vouchers in force, and used ones of the same days.
pub const VOUCHERS_MAX: usize = 5_000;
/// Numbers of one paper roll.
pub const ROLL_NUMBERS_MAX: u16 = 500;
/// Paper rolls of one queue on one day.
pub const ROLLS_MAX: usize = 20;
/// Calls of a board view besides the older ones still awaited (contract.md 7).
pub const BOARD_CALLS_MAX: usize = 64;
/// Tickets of the waiting list of a counter view (contract.md 6).
pub const COUNTER_WAITING_MAX: usize = 30;
/// Parked tickets, and no-shows, in a counter view.
pub const COUNTER_ASIDE_MAX: usize = 20;
/// Numbers of missed calls in a kiosk's view.
pub const KIOSK_MISSED_MAX: usize = 60;
/// Devices in need of somebody in a counter's view.
pub const COUNTER_DEVICES_MAX: usize = 20;
/// Characters of a search for a number: three letters and four digits.
pub const SEARCH_CHARS_MAX: usize = 7;
/// Tickets of each list that a search brings.
pub const SEARCH_FOUND_MAX: usize = 30;
/// Calls in one report of a display.
pub const REPORT_CALLS_MAX: usize = 256;
/// Bytes of a kiosk's and of a counter's view (contract.md 6, asserted on the sample hall).
pub const KIOSK_VIEW_BYTES_MAX: usize = 16 * 1024;
/// Bytes of a counter's view.
pub const COUNTER_VIEW_BYTES_MAX: usize = 16 * 1024;
/// Bytes of a board's view.
pub const BOARD_VIEW_BYTES_MAX: usize = 32 * 1024;
/// Commands that a link keeps for the hub; more are refused to the person at once.
pub const LINK_COMMANDS_MAX: usize = 64;
/// Facts that an app keeps for a hub that does not answer; more are refused and logged.
pub const OUTBOX_LINES_MAX: usize = 10_000;
/// Bytes of the file with those facts.
pub const OUTBOX_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// Facts that an app has sent and waits to hear about at a time.
pub const OUTBOX_SENT_MAX: usize = 32;
/// Inputs that wait for an app's controller; more touches are dropped and counted (contract.md 11).
pub const INPUTS_MAX: usize = 64;

/// Milliseconds between two pings of the link (contract.md 6).
pub const PING_EVERY_MS: u64 = 2_000;
/// Milliseconds of silence after which a link is dead.
pub const LINK_SILENCE_MS: u64 = 4_500;
/// Milliseconds that what a person asked for lives in a link (contract.md 5).
pub const COMMAND_LIFE_MS: u64 = 10_000;
/// Milliseconds after which a send that makes no progress ends a session (contract.md 6).
pub const SEND_MS_MAX: u64 = 5_000;
