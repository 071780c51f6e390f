//! The commands without their contents, in the order of contract.md 2: what tables and random days
//! are made of.

use antrean_shared::command::Command;

macro_rules! verbs {
    ($($verb:ident),* $(,)?) => {
        /// A command's kind.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Verb { $(#[allow(missing_docs, reason = "named like the command")] $verb),* }

        impl Verb {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$verb),*];

            /// Returns the kind of a command; the compiler asks for each new one.
            pub fn of(command: &Command) -> Self {
                match command { $(Command::$verb { .. } => Self::$verb),* }
            }

            /// Returns the name.
            pub fn name(self) -> &'static str {
                match self { $(Self::$verb => stringify!($verb)),* }
            }
        }
    };
}

verbs!(
    Issue,
    ConfirmShown,
    GiveBack,
    AdmitTicket,
    CallNext,
    CallTicket,
    Recall,
    Serve,
    Complete,
    CompleteAndCallNext,
    NoShow,
    Skip,
    Park,
    Resume,
    Transfer,
    Return,
    Yield,
    Cancel,
    AddStop,
    DropStop,
    OrderStops,
    GrantPriority,
    WithdrawPriority,
    SetNote,
    PrintCopy,
    Undo,
    OpenCounter,
    PauseCounter,
    CloseCounter,
    ReleaseCounter,
    ApproveClosing,
    ForceOpen,
    ForceClose,
    EndForce,
    SetOutage,
    ClearOutage,
    JoinStandby,
    TakeVoucher,
    ImportBookings,
    CheckIn,
    OpenRoll,
    ConfirmDate,
    Announce,
    ReportShown,
    ReportSpoken,
);
