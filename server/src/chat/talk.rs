//! The conversation of a designer with a project.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use bavard_dialog::{
    BackendRequest, Flow, Input, Project, SessionStart, SessionState, StartError, Step, Trace,
    TraceEvent,
};
use serde_json::{Map, Value};

use super::backends::Backends;
use super::expects::Expects;
use super::line::{Command, HELP, Line};
use super::reader::LineReader;
use super::recording::{Call, Recording};
use super::screen::Screen;
use super::sensitive::{DOTS, reply_with_dots, with_dots};
use super::state_text::state_text;
use crate::clock::Clock;
use crate::conversation_file::{RequestedData, TurnInput};
use crate::turn::MAX_FETCHES;

/// What stands before the line that the designer types.
const PROMPT: &str = "you> ";

/// A conversation of a designer with a project.
#[derive(Debug)]
pub struct Chat<'a, W> {
    project: &'a Project,
    flow: Flow,
    start: SessionStart,
    backends: Backends<'a>,
    clock: &'a dyn Clock,
    shows_nodes: bool,
    screen: Screen<W>,
    session: SessionState,
    expects: Expects,
    open: Option<OpenTurn>,
    recording: Recording,
}

/// A turn that needs the reply of a backend.
#[derive(Debug)]
struct OpenTurn {
    taken: Taken,
    request: BackendRequest,
    state: SessionState,
}

/// A turn being taken.
#[derive(Debug)]
struct Taken {
    input: TurnInput,
    masked: bool,
    calls: Vec<Call>,
}

impl<'a, W: Write> Chat<'a, W> {
    /// A conversation that has not begun.
    ///
    /// # Errors
    ///
    /// When the project lacks the channel or language.
    pub fn new(
        project: &'a Project,
        start: SessionStart,
        backends: Backends<'a>,
        clock: &'a dyn Clock,
        screen: Screen<W>,
    ) -> Result<Chat<'a, W>, StartError> {
        Ok(Chat {
            session: project.start(&start)?,
            flow: project.flow(),
            project,
            start,
            backends,
            clock,
            shows_nodes: false,
            screen,
            expects: Expects::Continue,
            open: None,
            recording: Recording::default(),
        })
    }

    /// Shows the names of the nodes that each turn runs through.
    #[must_use]
    pub fn with_nodes(mut self, shows_nodes: bool) -> Chat<'a, W> {
        self.shows_nodes = shows_nodes;
        self
    }

    /// Talks until the designer quits or the lines end.
    ///
    /// # Errors
    ///
    /// When a line cannot be read or the output not written.
    pub fn run(mut self, lines: &mut dyn LineReader) -> io::Result<()> {
        self.send(TurnInput::Kick, false)?;
        loop {
            let masked = self.masks();
            let Some(line) = lines.read(PROMPT, masked)? else {
                return Ok(());
            };
            let parsed = Line::parse(&line);
            if !lines.is_shown() {
                let shown = match parsed {
                    // A mistyped command may be the answer itself.
                    Ok(Line::Said(_) | Line::Command(Command::Text(_))) | Err(_) if masked => DOTS,
                    _ => line.trim(),
                };
                self.screen.visitor(shown)?;
            }
            match parsed {
                Ok(Line::Command(Command::Quit)) => return Ok(()),
                Ok(line) => self.take(line)?,
                Err(error) => self.screen.problem(error)?,
            }
        }
    }

    fn masks(&self) -> bool {
        self.open.is_none() && matches!(self.expects, Expects::Visitor { masked: true, .. })
    }

    fn take(&mut self, line: Line) -> io::Result<()> {
        match line {
            Line::Blank if matches!(self.expects, Expects::Continue) && self.open.is_none() => {
                self.send(TurnInput::Continue, false)
            }
            Line::Blank | Line::Command(Command::Quit) => Ok(()),
            Line::Said(text) => {
                let picked = self.expects.choice(&text);
                self.say(picked.map_or(TurnInput::Text(text), TurnInput::Select))
            }
            Line::Command(Command::Text(text)) => self.say(TurnInput::Text(text)),
            Line::Command(Command::Data(data)) => self.give(data),
            Line::Command(Command::Event(_)) if self.open.is_some() => self.remind(),
            Line::Command(Command::Event(event)) => self.send(TurnInput::Event(event), false),
            Line::Command(Command::State) => {
                let state = self.open.as_ref().map_or(&self.session, |open| &open.state);
                self.screen.text(&state_text(&self.project.view(state)))
            }
            Line::Command(Command::Restart) => self.restart(),
            Line::Command(Command::Save(path)) => self.save(&path),
            Line::Command(Command::Help) => self.screen.text(HELP),
        }
    }

    fn say(&mut self, input: TurnInput) -> io::Result<()> {
        match self.expects {
            Expects::Visitor { masked, .. } if self.open.is_none() => self.send(input, masked),
            _ => self.remind(),
        }
    }

    /// Gives data to whatever waits for it; a client that says nothing else says that all went well.
    fn give(&mut self, mut data: Map<String, Value>) -> io::Result<()> {
        data.entry("returnCode").or_insert_with(|| Value::from("0"));
        if let Some(mut open) = self.open.take() {
            let answer = Ok(Value::Object(data));
            open.taken.calls.push(Call {
                request: open.request,
                answer: answer.clone(),
            });
            return self.advance(open.taken, open.state, Input::BackendReply(answer));
        }
        match &self.expects {
            Expects::Data { node } => {
                let id = node.clone();
                self.send(TurnInput::Data(RequestedData { id, data }), false)
            }
            _ => self.screen.problem("nothing waits for data"),
        }
    }

    /// Says what is expected, after something else came.
    fn remind(&mut self) -> io::Result<()> {
        let waiting = match (&self.open, &self.expects) {
            (Some(open), _) => Some(&open.request.node),
            (None, Expects::Data { node }) => Some(node),
            _ => None,
        };
        let reminder = match (waiting, &self.expects) {
            (Some(node), _) => format!("{node} waits for data: `:data KEY=VALUE ...`"),
            (None, Expects::Nothing) => {
                "the conversation is over; `:restart` begins another".to_owned()
            }
            (None, _) => "an empty line goes on".to_owned(),
        };
        self.screen.problem(reminder)
    }

    fn restart(&mut self) -> io::Result<()> {
        match self.project.start(&self.start) {
            Ok(session) => self.session = session,
            Err(error) => return self.screen.problem(error),
        }
        self.open = None;
        self.expects = Expects::Continue;
        self.recording = Recording::default();
        self.backends.restart();
        self.screen.note("a new session")?;
        self.send(TurnInput::Kick, false)
    }

    /// Never writes over a file: it may hold tests.
    fn save(&mut self, path: &Path) -> io::Result<()> {
        let id = path.file_stem().unwrap_or_default().to_string_lossy();
        let file = self.recording.to_file(&id, &self.start);
        let written = file.to_yaml().map_err(io::Error::other).and_then(|text| {
            let mut file = File::create_new(path)?;
            file.write_all(text.as_bytes())
        });
        match written {
            Ok(()) => {
                self.screen
                    .note(format_args!("saved as {}", path.display()))?;
                for remark in self.recording.remarks() {
                    self.screen.note(remark)?;
                }
                Ok(())
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let path = path.display();
                self.screen.problem(format_args!(
                    "there is {path} already; `:save` with another name"
                ))
            }
            Err(error) => {
                let path = path.display();
                self.screen
                    .problem(format_args!("cannot save {path}: {error}"))
            }
        }
    }

    fn send(&mut self, input: TurnInput, masked: bool) -> io::Result<()> {
        let engine_input = input.to_engine();
        let understood = match self.backends.understood(&self.session, engine_input) {
            Ok(understood) => understood,
            Err(failure) => return self.screen.problem(failure),
        };
        let taken = Taken {
            input,
            masked,
            calls: Vec::new(),
        };
        self.advance(taken, self.session.clone(), understood)
    }

    /// Runs the turn until somebody is needed. A turn that fails leaves the session as it was.
    fn advance(
        &mut self,
        mut taken: Taken,
        mut state: SessionState,
        mut input: Input,
    ) -> io::Result<()> {
        for _ in 0..=MAX_FETCHES {
            match self.project.execute(&state, input, self.clock.local()) {
                Err(error) => return self.screen.problem(error),
                Ok(Step::Answer {
                    reply,
                    state: next,
                    trace,
                }) => {
                    self.show_trace(&trace)?;
                    self.screen
                        .reply(&reply_with_dots(self.project, (*reply).clone()))?;
                    let Taken {
                        input: sent,
                        masked,
                        calls,
                    } = taken;
                    self.recording
                        .add(self.project, sent, masked, calls, &reply);
                    self.session = next;
                    self.expects = Expects::after(&reply.action);
                    if !matches!(self.expects, Expects::Continue) {
                        return Ok(());
                    }
                    state = self.session.clone();
                    input = Input::Empty;
                    taken = Taken {
                        input: TurnInput::Continue,
                        masked: false,
                        calls: Vec::new(),
                    };
                }
                Ok(Step::Fetch {
                    request,
                    state: waiting,
                    trace,
                }) => {
                    self.show_trace(&trace)?;
                    self.show_request(&request)?;
                    let Some(answer) = self.backends.answer(&request) else {
                        self.screen.note("answer for it: `:data KEY=VALUE ...`")?;
                        self.open = Some(OpenTurn {
                            taken,
                            request: *request,
                            state: waiting,
                        });
                        return Ok(());
                    };
                    match &answer {
                        Ok(reply) => self.show_backend_reply(reply)?,
                        Err(failure) => self.screen.problem(failure)?,
                    }
                    state = waiting;
                    input = Input::BackendReply(answer.clone());
                    taken.calls.push(Call {
                        request: *request,
                        answer,
                    });
                }
            }
        }
        self.screen.problem("the design fetches in a circle")
    }

    /// Log entries always, the names of the nodes where they are asked for.
    fn show_trace(&mut self, trace: &Trace) -> io::Result<()> {
        for event in &trace.events {
            if let TraceEvent::Log(text) = event {
                self.screen.note(format_args!("log: {text}"))?;
            }
        }
        if !self.shows_nodes {
            return Ok(());
        }
        let nodes = trace.events.iter().filter_map(|event| match event {
            TraceEvent::Node(node) => self.flow.node(*node),
            _ => None,
        });
        let names: Vec<_> = nodes.map(|node| node.name.as_str()).collect();
        if names.is_empty() {
            return Ok(());
        }
        let names = names.join(" > ");
        self.screen.note(names)
    }

    fn show_request(&mut self, request: &BackendRequest) -> io::Result<()> {
        let BackendRequest {
            node,
            host_alias,
            url_extension,
            ..
        } = request;
        let body = Value::Object(with_dots(self.project, &request.body));
        let path = url_extension.trim_start_matches('/');
        self.screen
            .note(format_args!("{node} calls {host_alias}/{path} with {body}"))
    }

    fn show_backend_reply(&mut self, reply: &Value) -> io::Result<()> {
        match reply {
            Value::Object(values) => {
                let values = Value::Object(with_dots(self.project, values));
                self.screen.note(format_args!("it replies {values}"))
            }
            other => self.screen.note(format_args!("it replies {other}")),
        }
    }
}
