//! What can happen, drawn at random.

use std::time::Duration;

use proptest::prelude::*;

use crate::conversation::tests::replies::{asking, latency, message, saying};
use crate::conversation::tests::scene::{busy, maybe_left, status, unreachable};
use crate::conversation::{
    Action, Continue, Data, DataAccess, Failure, GrpcCode, Message, Question, Reply, ReplyError,
    Visual,
};

/// Something that happens. Whatever names one of several open things takes its number modulo how many there are.
#[derive(Debug, Clone)]
pub(super) enum Act {
    Open,
    Say {
        blank: bool,
    },
    Pick,
    Raise,
    Update,
    Retry,
    Restart,
    Stop,
    Wait(u64),
    /// Time passes while timers sleep.
    Doze(u64),
    Answer(usize, Bot),
    /// An answer that belongs to another kind of call.
    Mismatch(usize),
    Fail(usize, Trouble),
    Fetched(usize),
    /// A report on something that was given up.
    Late,
    WentOffline,
    CameOnline,
    TurnsAreKept,
}

/// What the bot answers.
#[derive(Debug, Clone, Copy)]
pub(super) enum Bot {
    Asks { masked: bool },
    Fetches { delay: u64, minimum: u64 },
    GoesOn { delay: u64, minimum: u64 },
    HandsOver,
    Ends,
}

/// How a call fails.
#[derive(Debug, Clone, Copy)]
pub(super) enum Trouble {
    NeverLeft,
    MaybeLeft,
    Cut,
    TooLate,
    Html,
    Nonsense,
    Busy(u64),
    NoToken(bool),
    Status(GrpcCode),
}

impl Bot {
    /// The reply, whose texts name it.
    pub(super) fn reply(self, number: usize) -> Reply {
        let text = |word: &str| message(&[word, "-", &number.to_string()].concat());
        let hushed = |word: &str| Message {
            visuals: vec![Visual {
                text: [word, "-", &number.to_string()].concat(),
                mask: true,
            }],
            view: None,
            language: None,
        };
        let says = ["says-", &number.to_string()].concat();
        let node = ["node-", &number.to_string()].concat();
        let action = match self {
            Self::Asks { masked } => Action::Question(Question {
                mask: masked,
                message: Some(if masked { hushed("hush") } else { text("asks") }),
                ..asking("")
            }),
            Self::Fetches { delay, minimum } => Action::DataAccess(DataAccess {
                id: node,
                message: Some(text("latency")),
                view: None,
                data: Data::new(),
                latency: latency(delay, minimum),
            }),
            Self::GoesOn { delay, minimum } => Action::Continue(Continue {
                id: node,
                message: Some(text("latency")),
                view: None,
                data: Data::new(),
                latency: latency(delay, minimum),
                fetch_timeout: Duration::from_secs(30),
            }),
            Self::HandsOver => {
                crate::conversation::tests::replies::escalation(&node, "person").action
            }
            Self::Ends => crate::conversation::tests::replies::end("").action,
        };
        saying(&[&says], action)
    }

    /// Delay and minimum of the latency message, in milliseconds.
    pub(super) fn latency(self) -> Option<(u64, u64)> {
        match self {
            Self::Fetches { delay, minimum } | Self::GoesOn { delay, minimum } => {
                Some((delay, minimum))
            }
            _ => None,
        }
    }
}

impl Trouble {
    /// The failure; a service's words quote what it was sent.
    pub(super) fn failure(self, quoted: &str) -> Failure {
        let words = ["cannot read ", quoted].concat();
        match self {
            Self::NeverLeft => unreachable(),
            Self::MaybeLeft => maybe_left(),
            Self::Cut => Failure::Cut,
            Self::TooLate => Failure::DeadlineExceeded,
            Self::Html => Failure::NotDialogService {
                content_type: "text/html".to_owned(),
            },
            Self::Nonsense => Failure::BadReply(ReplyError::NoAction),
            Self::Busy(seconds) => match busy(seconds) {
                Failure::Busy { retry_after, .. } => Failure::Busy {
                    message: words,
                    retry_after,
                },
                other => other,
            },
            Self::NoToken(unreachable) => Failure::NoToken {
                reason: "HTTP 500".to_owned(),
                unreachable,
            },
            Self::Status(code) => status(code, &words),
        }
    }
}

fn milliseconds() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), 1..1_500_u64, Just(500), Just(2_000)]
}

fn bot() -> impl Strategy<Value = Bot> {
    prop_oneof![
        6 => any::<bool>().prop_map(|masked| Bot::Asks { masked }),
        3 => (milliseconds(), milliseconds())
            .prop_map(|(delay, minimum)| Bot::Fetches { delay, minimum }),
        3 => (milliseconds(), milliseconds())
            .prop_map(|(delay, minimum)| Bot::GoesOn { delay, minimum }),
        1 => Just(Bot::HandsOver),
        1 => Just(Bot::Ends),
    ]
}

fn trouble() -> impl Strategy<Value = Trouble> {
    use GrpcCode::{Aborted, Internal, NotFound, ResourceExhausted, Unauthenticated, Unavailable};
    let code = prop::sample::select(vec![
        Aborted,
        Internal,
        NotFound,
        ResourceExhausted,
        Unauthenticated,
        Unavailable,
    ]);
    prop_oneof![
        3 => Just(Trouble::NeverLeft),
        3 => Just(Trouble::MaybeLeft),
        1 => Just(Trouble::Cut),
        1 => Just(Trouble::TooLate),
        1 => Just(Trouble::Html),
        1 => Just(Trouble::Nonsense),
        1 => (0..40_u64).prop_map(Trouble::Busy),
        1 => any::<bool>().prop_map(Trouble::NoToken),
        2 => code.prop_map(Trouble::Status),
    ]
}

fn act(goes_well: u32) -> impl Strategy<Value = Act> {
    let number = 0..3_usize;
    prop_oneof![
        1 => Just(Act::Open),
        6 => Just(Act::Say { blank: false }),
        1 => prop_oneof![
            Just(Act::Say { blank: true }),
            Just(Act::Raise),
            Just(Act::Late),
            Just(Act::TurnsAreKept),
            number.clone().prop_map(Act::Mismatch),
        ],
        2 => Just(Act::Pick),
        1 => Just(Act::Update),
        1 => Just(Act::Retry),
        1 => prop_oneof![3 => Just(Act::Restart), 1 => Just(Act::Stop)],
        4 => prop_oneof![0..3_000_u64, Just(500), Just(2_000), 0..60_000_u64].prop_map(Act::Wait),
        1 => (0..10_000_u64).prop_map(Act::Doze),
        4 * goes_well => (number.clone(), bot()).prop_map(|(which, bot)| Act::Answer(which, bot)),
        3 => (number.clone(), trouble()).prop_map(|(which, trouble)| Act::Fail(which, trouble)),
        goes_well => number.prop_map(Act::Fetched),
        1 => Just(Act::WentOffline),
        2 => Just(Act::CameOnline),
    ]
}

/// Anything in any order.
pub(super) fn any_acts() -> impl Strategy<Value = Vec<Act>> {
    prop::collection::vec(act(1), 1..60)
}

/// A conversation that begins, and whose calls are answered more often than not.
pub(super) fn lively_acts() -> impl Strategy<Value = Vec<Act>> {
    prop::collection::vec(act(5), 1..80).prop_map(|acts| {
        let begin = [
            Act::Open,
            Act::Answer(0, Bot::Asks { masked: false }),
            Act::Answer(0, Bot::Asks { masked: false }),
        ];
        begin.into_iter().chain(acts).collect()
    })
}
