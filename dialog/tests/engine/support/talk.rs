//! A session with an engine, step by step.

use bavard_dialog::{
    Action, DialogEvent, EventKind, Input, Interpretation, Project, Question, Reply, SessionStart,
    SessionState, Step, TurnError,
};
use jiff::civil::{DateTime, date};
use serde_json::{Map, Value};

/// The time of all sessions.
pub(crate) const NOW: DateTime = date(2026, 11, 21).at(10, 30, 0, 0);

/// A running session.
pub(crate) struct Talk<'p> {
    project: &'p Project,
    pub(crate) state: SessionState,
}

impl<'p> Talk<'p> {
    /// A session on the channel `Web VA` that has not been opened.
    pub(crate) fn new(project: &'p Project) -> Talk<'p> {
        let start = SessionStart {
            channel: "Web_VA".to_owned(),
            language: "en-US".to_owned(),
            data: Map::new(),
            seed: 7,
        };
        Talk {
            project,
            state: project.start(&start).unwrap(),
        }
    }

    /// A session that was kept.
    pub(crate) fn resume(project: &'p Project, state: SessionState) -> Talk<'p> {
        Talk { project, state }
    }

    /// An opened session, and what it said.
    pub(crate) fn open(project: &'p Project) -> (Talk<'p>, Reply) {
        let mut talk = Talk::new(project);
        let reply = talk.say(Input::Empty);
        (talk, reply)
    }

    /// One step; the state is kept if it went well.
    pub(crate) fn step(&mut self, input: Input) -> Result<Step, TurnError> {
        let step = self.project.execute(&self.state, input, NOW)?;
        let (Step::Answer { state, .. } | Step::Fetch { state, .. }) = &step;
        self.state = state.clone();
        Ok(step)
    }

    /// A turn that has to give an answer.
    pub(crate) fn say(&mut self, input: Input) -> Reply {
        match self.step(input) {
            Ok(Step::Answer { reply, .. }) => *reply,
            other => panic!("no answer: {other:#?}"),
        }
    }

    /// An intent, understood by the client.
    pub(crate) fn intent(&mut self, intent: &str) -> Reply {
        self.say(understood(&[("INTENT", intent)]))
    }

    pub(crate) fn event(&mut self, kind: EventKind) -> Reply {
        self.say(Input::Event(DialogEvent {
            kind,
            name: String::new(),
            message: String::new(),
        }))
    }

    pub(crate) fn custom_event(&mut self, name: &str) -> Reply {
        let name = name.to_owned();
        self.say(Input::Event(DialogEvent {
            kind: EventKind::Custom,
            name,
            message: String::new(),
        }))
    }
}

/// An interpretation by the client.
pub(crate) fn understood(data: &[(&str, &str)]) -> Input {
    let data = data
        .iter()
        .map(|(name, value)| ((*name).to_owned(), Value::String((*value).to_owned())));
    Input::Interpretation(Interpretation {
        confidence: 1.0,
        data: data.collect(),
        ..Interpretation::default()
    })
}

/// What the visitor writes.
pub(crate) fn text(text: &str) -> Input {
    Input::Text(text.to_owned())
}

/// What the visitor picks.
pub(crate) fn picked(id: &str, value: &str) -> Input {
    Input::Selected {
        id: id.to_owned(),
        value: value.to_owned(),
    }
}

/// The visual texts of a reply: messages, then the action's own.
pub(crate) fn texts(reply: &Reply) -> Vec<&str> {
    let own = match &reply.action {
        Action::Question(action) => action.message.as_ref(),
        Action::DataAccess(action) => action.message.as_ref(),
        Action::Continue(action) => action.message.as_ref(),
        Action::Escalation(action) => action.message.as_ref(),
        Action::End(_) => None,
    };
    reply
        .messages
        .iter()
        .chain(own)
        .flat_map(|message| &message.visual)
        .map(|visual| visual.text.as_str())
        .collect()
}

/// The question of a reply.
pub(crate) fn asked(reply: &Reply) -> &Question {
    match &reply.action {
        Action::Question(question) => question,
        other => panic!("no question: {other:#?}"),
    }
}
