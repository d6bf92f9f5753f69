//! A diagram as Mermaid text (`flowchart TD`), for documents and wikis that draw it themselves.
//!
//! Ways out of a component lead to where the other component begins. Names are data of a file: all of their
//! characters that could mean something to Mermaid or to HTML are written as entities.

use std::io::{self, Write};

use bavard_dialog::{ComponentNumber, FlowNodeKind};

use super::diagram::{BoxKind, Diagram, ExitTarget, Panel, PanelBox, Passage, Way};
use super::text::Font;

/// Labels of arrows are cut at this width: Mermaid gives them as much room as they take.
const MAX_LABEL_WIDTH: f64 = 240.0;
const LABEL: Font = Font::plain(11.0);

/// Fill, line and text of each class; they read on a light and on a dark page. Mermaid takes some short words, such as
/// `end`, for its own: hence the prefix.
const CLASSES: [(&str, &str); 15] = [
    ("kind-start", "fill:#d7f0da,stroke:#2e7d32,color:#12301a"),
    ("kind-message", "fill:#d5f0ec,stroke:#00796b,color:#0b2f2b"),
    ("kind-question", "fill:#dcebfb,stroke:#1565c0,color:#0c2a4d"),
    ("kind-decision", "fill:#fbe8d3,stroke:#a35200,color:#3d2204"),
    ("kind-mapper", "fill:#fbdcea,stroke:#b0185f,color:#470a28"),
    ("kind-router", "fill:#d6eef5,stroke:#00708f,color:#06303c"),
    ("kind-call", "fill:#e0e8ee,stroke:#37566b,color:#15232d"),
    (
        "kind-client-data",
        "fill:#f0def6,stroke:#7b1fa2,color:#310c41",
    ),
    (
        "kind-server-data",
        "fill:#e4e1f8,stroke:#4a3aa7,color:#1c1645",
    ),
    (
        "kind-escalation",
        "fill:#fbdfd9,stroke:#c0341d,color:#4b150c",
    ),
    ("kind-end", "fill:#e3e5e8,stroke:#4a4f57,color:#1b1e22"),
    ("kind-handlers", "fill:#f6ecc9,stroke:#7a5c00,color:#302500"),
    (
        "elsewhere",
        "fill:#ffffff,stroke:#66737f,color:#1b2530,stroke-dasharray:4 3",
    ),
    ("passed", "stroke:#0b66c3,stroke-width:3px"),
    (
        "missed",
        "stroke:#b4540a,stroke-width:2px,stroke-dasharray:5 3",
    ),
];

/// Writes a diagram as Mermaid text.
///
/// # Errors
///
/// When `output` cannot be written.
pub fn write_mermaid(diagram: &Diagram, output: &mut dyn Write) -> io::Result<()> {
    writeln!(output, "flowchart TD")?;
    let mut flow = Flowchart {
        diagram,
        arrows: Vec::new(),
        elsewhere: Vec::new(),
    };
    for (index, panel) in diagram.panels.iter().enumerate() {
        flow.panel(index, panel, output)?;
    }
    for (index, elsewhere) in flow.elsewhere.iter().enumerate() {
        let words = escape(&elsewhere.words);
        writeln!(output, "  elsewhere{index}([\"{words}\"]):::elsewhere")?;
    }
    for arrow in &flow.arrows {
        writeln!(output, "  {}", arrow.text)?;
    }
    write_classes(diagram, output)?;
    write_passages(&flow.arrows, output)
}

struct Arrow {
    text: String,
    passage: Passage,
}

struct Flowchart<'a> {
    diagram: &'a Diagram,
    arrows: Vec<Arrow>,
    elsewhere: Vec<Elsewhere>,
}

/// A target that is no node of the diagram. Each panel has its own, or all arrows of the picture would meet there.
#[derive(PartialEq)]
struct Elsewhere {
    panel: usize,
    words: String,
}

impl Flowchart<'_> {
    fn panel(&mut self, index: usize, panel: &Panel, output: &mut dyn Write) -> io::Result<()> {
        writeln!(
            output,
            "  subgraph panel{index}[\"{}\"]",
            escape(&panel.title)
        )?;
        for (place, shape) in panel.boxes.iter().enumerate() {
            let class = class(shape.kind);
            let id = box_id(index, place);
            writeln!(output, "    {id}{}", node(shape))?;
            writeln!(output, "    class {id} {class}")?;
            match shape.passage {
                Passage::NotCounted => {}
                Passage::Passed => writeln!(output, "    class {id} passed")?,
                Passage::Missed => writeln!(output, "    class {id} missed")?,
            }
        }
        writeln!(output, "  end")?;
        for link in &panel.links {
            let source = box_id(index, link.source);
            self.arrow(&source, &box_id(index, link.target), &link.way);
        }
        for (place, shape) in panel.boxes.iter().enumerate() {
            for exit in &shape.exits {
                let target = self.target(index, &exit.target);
                self.arrow(&box_id(index, place), &target, &exit.way);
            }
        }
        Ok(())
    }

    fn arrow(&mut self, source: &str, target: &str, way: &Way) {
        let line = if way.is_handler { "-.->" } else { "-->" };
        let label = LABEL.shorten(&way.reasons.join(", "), MAX_LABEL_WIDTH);
        let label = match label.as_str() {
            "" => String::new(),
            label => format!("|\"{}\"|", escape(label)),
        };
        self.arrows.push(Arrow {
            text: format!("{source} {line}{label} {target}"),
            passage: way.passage,
        });
    }

    /// Where a way out leads: to the first box of a component that is drawn, or to a box for what is elsewhere.
    fn target(&mut self, panel: usize, target: &ExitTarget) -> String {
        let drawn = match target {
            ExitTarget::Component { number, .. } => self.first_box(*number),
            ExitTarget::Node {
                number, component, ..
            } => self.find(
                *component,
                |shape| matches!(shape.kind, BoxKind::Node(node, _) if node == *number),
            ),
            ExitTarget::Return | ExitTarget::ReturnToIntentMapper | ExitTarget::Throw(_) => None,
        };
        if let Some(id) = drawn {
            return id;
        }
        let elsewhere = Elsewhere {
            panel,
            words: target.words(),
        };
        let known = self.elsewhere.iter().position(|known| *known == elsewhere);
        let index = known.unwrap_or_else(|| {
            self.elsewhere.push(elsewhere);
            self.elsewhere.len() - 1
        });
        format!("elsewhere{index}")
    }

    fn first_box(&self, component: ComponentNumber) -> Option<String> {
        self.find(component, |_| true)
    }

    fn find(
        &self,
        component: ComponentNumber,
        is_it: impl Fn(&PanelBox) -> bool,
    ) -> Option<String> {
        let mut panels = self.diagram.panels.iter().enumerate();
        let (index, panel) = panels.find(|(_, panel)| panel.component == Some(component))?;
        let place = panel.boxes.iter().position(is_it)?;
        Some(box_id(index, place))
    }
}

fn box_id(panel: usize, place: usize) -> String {
    format!("node{panel}_{place}")
}

fn class(kind: BoxKind) -> String {
    format!("kind-{}", kind.class())
}

/// A node in the shape of its kind.
fn node(shape: &PanelBox) -> String {
    let name = escape(&shape.name);
    match shape.kind {
        BoxKind::Node(_, FlowNodeKind::Start | FlowNodeKind::End | FlowNodeKind::Escalation) => {
            format!("([\"{name}\"])")
        }
        BoxKind::Node(_, FlowNodeKind::Decision) => format!("{{{{\"{name}\"}}}}"),
        BoxKind::Node(_, FlowNodeKind::ComponentCall) => format!("[[\"{name}\"]]"),
        BoxKind::Node(_, FlowNodeKind::ClientDataAccess | FlowNodeKind::ServerDataAccess) => {
            format!("[(\"{name}\")]")
        }
        BoxKind::Handlers => format!(">\"{name}\"]"),
        BoxKind::Node(..) => format!("(\"{name}\")"),
    }
}

fn write_classes(diagram: &Diagram, output: &mut dyn Write) -> io::Result<()> {
    let kinds = diagram.kinds();
    for (class, style) in CLASSES {
        let is_used = kinds.iter().any(|kind| self::class(*kind) == class)
            || class == "elsewhere"
            || diagram.counts.is_some() && matches!(class, "passed" | "missed");
        if is_used {
            writeln!(output, "  classDef {class} {style}")?;
        }
    }
    Ok(())
}

fn write_passages(arrows: &[Arrow], output: &mut dyn Write) -> io::Result<()> {
    for (passage, style) in [
        (Passage::Passed, "stroke:#0b66c3,stroke-width:3px"),
        (
            Passage::Missed,
            "stroke:#b4540a,stroke-width:1.5px,stroke-dasharray:2 4",
        ),
    ] {
        let numbered = arrows.iter().enumerate();
        let of_passage = numbered.filter(|(_, arrow)| arrow.passage == passage);
        let numbers: Vec<String> = of_passage.map(|(index, _)| index.to_string()).collect();
        if !numbers.is_empty() {
            writeln!(output, "  linkStyle {} {style}", numbers.join(","))?;
        }
    }
    Ok(())
}

/// Text between quotes. Letters, digits and a few harmless signs stand for themselves; all else is an entity by number,
/// which Mermaid writes with `#` instead of `&#`.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_alphanumeric() || matches!(character, ' ' | '_' | ',' | '…' | '·') {
            escaped.push(character);
        } else {
            escaped.push_str(&format!("#{};", u32::from(character)));
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::diagram::diagram;
    use crate::graph::sample;

    fn mermaid(project: &bavard_dialog::Project) -> String {
        let mut output = Vec::new();
        write_mermaid(&diagram(&project.flow(), None, None), &mut output).unwrap();
        String::from_utf8(output).unwrap()
    }

    #[test]
    fn signs_that_mean_something_are_written_as_entities() {
        assert_eq!(escape("say \"hi\" & <b>"), "say #34;hi#34; #38; #60;b#62;");
        assert_eq!(
            escape("`%%{init}%%`; end]"),
            "#96;#37;#37;#123;init#125;#37;#37;#96;#59; end#93;"
        );
        assert_eq!(escape("1. один 二"), "1#46; один 二");
    }

    #[test]
    fn a_component_is_a_subgraph_and_handlers_are_dotted() {
        let text = mermaid(&sample::project());
        assert!(
            text.starts_with("flowchart TD\n  subgraph panel0[\"Main\"]\n"),
            "{text}"
        );
        assert!(text.contains("node0_0([\"start\"])"), "{text}");
        assert!(text.contains("-.->|\"on Trouble\"|"), "{text}");
    }

    #[test]
    fn a_call_leads_to_where_the_called_component_begins() {
        let text = mermaid(&sample::project());
        let call = text
            .lines()
            .find(|line| line.contains("[[\"call help\"]]"))
            .unwrap();
        let id = call.trim().split('[').next().unwrap();
        assert!(text.contains(&format!("{id} --> node1_0\n")), "{text}");
    }

    #[test]
    fn a_name_cannot_end_its_label() {
        let text = mermaid(&sample::named(Some(sample::HOSTILE_NAME)));
        for line in text.lines() {
            let quotes = line.matches('"').count();
            assert!(quotes == 0 || quotes == 2, "{line}");
            assert!(!line.contains("%%"), "{line}");
        }
    }

    #[test]
    fn every_class_that_is_used_is_defined() {
        let text = mermaid(&sample::project());
        for line in text
            .lines()
            .filter(|line| line.trim().starts_with("class "))
        {
            let class = line.split(' ').next_back().unwrap();
            assert!(text.contains(&format!("classDef {class} ")), "{class}");
        }
    }
}
