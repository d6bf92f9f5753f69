//! What must hold for any drawing, read back from its XML.

use std::collections::HashSet;

use bavard_dialog::{Coverage, FlowSource, FlowTarget, Input, Project, SessionStart, Step};
use roxmltree::{Document, Node};

use super::write_svg;
use crate::graph::diagram::diagram;
use crate::graph::sample;

fn draw(project: &Project, coverage: Option<&Coverage>) -> String {
    let mut output = Vec::new();
    write_svg(&diagram(&project.flow(), coverage, None), &mut output).unwrap();
    String::from_utf8(output).unwrap()
}

fn with_class<'a>(document: &'a Document<'a>, class: &str) -> Vec<Node<'a, 'a>> {
    let has = |node: &Node<'_, '_>| {
        let classes = node.attribute("class").unwrap_or_default();
        classes.split(' ').any(|own| own == class)
    };
    document.descendants().filter(has).collect()
}

fn title<'a>(node: Node<'a, 'a>) -> &'a str {
    let mut children = node.children();
    let title = children.find(|child| child.has_tag_name("title"));
    title.and_then(|title| title.text()).unwrap_or_default()
}

fn with_id<'a>(document: &'a Document<'a>, id: &str) -> Option<Node<'a, 'a>> {
    document
        .descendants()
        .find(|node| node.attribute("id") == Some(id))
}

/// What a conversation covers of which only the start is played.
fn one_turn(project: &Project) -> Coverage {
    let flow = project.flow();
    let start = SessionStart {
        channel: "default".to_owned(),
        language: "en-US".to_owned(),
        data: serde_json::Map::new(),
        seed: 1,
    };
    let state = project.start(&start).unwrap();
    let now = jiff::civil::date(2026, 11, 21).at(10, 30, 0, 0);
    let mut coverage = Coverage::new(&flow);
    let Ok(Step::Answer { trace, .. }) = project.execute(&state, Input::Empty, now) else {
        panic!("the project answers");
    };
    coverage.record(&trace);
    coverage
}

#[test]
fn every_node_is_drawn_once_under_its_name() {
    let project = sample::project();
    let svg = draw(&project, None);
    let document = Document::parse(&svg).unwrap();
    let flow = project.flow();
    for (number, node) in flow.numbered_nodes() {
        let id = format!("node-{}", number.get());
        let boxes: Vec<_> = document
            .descendants()
            .filter(|element| element.attribute("id") == Some(&id))
            .collect();
        assert_eq!(boxes.len(), 1, "{}", node.name);
        assert!(title(boxes[0]).starts_with(&node.name), "{}", node.name);
        let shown: Vec<&str> = boxes[0]
            .children()
            .filter(|child| child.attribute("class") == Some("name"))
            .filter_map(|child| child.text())
            .collect();
        assert_eq!(shown.join(" "), node.name);
    }
}

#[test]
fn every_way_is_an_arrow_within_its_component_or_a_line_in_its_box() {
    let project = sample::project();
    let svg = draw(&project, None);
    let document = Document::parse(&svg).unwrap();
    let flow = project.flow();
    let component = |node| flow.node(node).unwrap().component;
    let (inside, outside): (Vec<_>, Vec<_>) = flow.edges.iter().partition(|edge| {
        matches!(
            (edge.source, edge.target),
            (FlowSource::Node(from), FlowTarget::Node(to)) if component(from) == component(to)
        ) || matches!(
            (edge.source, edge.target),
            (FlowSource::Component(from), FlowTarget::Node(to)) if from == component(to)
        )
    });
    let panels = with_class(&document, "panel");
    let links: usize = panels
        .iter()
        .map(|panel| {
            let links = panel.descendants();
            links
                .filter(|node| {
                    node.attribute("class")
                        .is_some_and(|class| class.starts_with("link"))
                })
                .count()
        })
        .sum();
    assert_eq!(links, inside.len());
    assert_eq!(with_class(&document, "exit").len(), outside.len());
}

#[test]
fn a_badge_leads_to_what_is_in_the_picture() {
    let svg = draw(&sample::project(), None);
    let document = Document::parse(&svg).unwrap();
    let links: Vec<&str> = document
        .descendants()
        .filter_map(|node| node.attribute("href"))
        .filter(|target| !target.starts_with("#icon-"))
        .collect();
    assert!(links.contains(&"#component-1"), "{links:?}");
    for link in links {
        let id = link.strip_prefix('#').unwrap();
        assert!(with_id(&document, id).is_some(), "{id}");
    }
}

#[test]
fn a_component_alone_has_badges_that_lead_nowhere() {
    let project = sample::project();
    let flow = project.flow();
    let main = flow.numbered_components().next().map(|(number, _)| number);
    let mut output = Vec::new();
    write_svg(&diagram(&flow, None, main), &mut output).unwrap();
    let svg = String::from_utf8(output).unwrap();
    let document = Document::parse(&svg).unwrap();
    assert_eq!(with_class(&document, "panel").len(), 1);
    assert!(!document.descendants().any(|node| node.has_tag_name("a")));
}

#[test]
fn a_tooltip_tells_the_kind_the_first_words_and_the_id() {
    let svg = draw(&sample::project(), None);
    let document = Document::parse(&svg).unwrap();
    let hello = with_id(&document, "node-1").unwrap();
    assert_eq!(title(hello), "say hello · Message\n“Welcome!”\nid hello");
}

#[test]
fn the_picture_has_a_name_and_a_description() {
    let svg = draw(&sample::project(), None);
    let document = Document::parse(&svg).unwrap();
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    assert_eq!(title(root), "Flow of sample");
    let description = with_id(&document, "description").unwrap();
    assert_eq!(
        description.text(),
        Some("2 components, 8 nodes. Drawn: Main, Help, In every component.")
    );
}

#[test]
fn names_that_try_to_be_markup_are_text() {
    let svg = draw(&sample::named(Some(sample::HOSTILE_NAME)), None);
    let document = Document::parse(&svg).unwrap();
    assert!(
        !document
            .descendants()
            .any(|node| node.has_tag_name("script"))
    );
    let hello = with_id(&document, "node-1").unwrap();
    assert!(
        title(hello).starts_with("</title><script>&\"']]>"),
        "{}",
        title(hello)
    );
    assert!(!svg.contains('\u{202E}') && !svg.contains('\u{0}') && !svg.contains('\u{1b}'));
}

#[test]
fn an_empty_name_and_a_very_long_one_are_drawn() {
    let svg = draw(&sample::named(Some("")), None);
    let document = Document::parse(&svg).unwrap();
    assert!(title(with_id(&document, "node-1").unwrap()).starts_with("(no name)"));

    let long = "long_name".repeat(10_000);
    let svg = draw(&sample::named(Some(&long)), None);
    assert!(svg.len() < 100_000, "{}", svg.len());
    assert!(Document::parse(&svg).is_ok());
}

#[test]
fn nothing_comes_from_elsewhere_and_nothing_runs() {
    let svg = draw(&sample::project(), None);
    let document = Document::parse(&svg).unwrap();
    for node in document.descendants() {
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on"), "{}", attribute.name());
            assert!(!attribute.value().contains("//"), "{}", attribute.value());
        }
        assert!(!node.has_tag_name("script") && !node.has_tag_name("image"));
    }
    assert!(!svg.contains("@import"));
}

#[test]
fn coverage_is_told_by_classes_words_and_a_legend() {
    let project = sample::straight();
    let svg = draw(&project, Some(&one_turn(&project)));
    let document = Document::parse(&svg).unwrap();
    let classes = |id: &str| with_id(&document, id).unwrap().attribute("class").unwrap();
    assert!(
        classes("node-1").ends_with(" passed"),
        "{}",
        classes("node-1")
    );
    assert!(
        classes("node-3").ends_with(" missed"),
        "{}",
        classes("node-3")
    );
    assert!(title(with_id(&document, "node-3").unwrap()).contains("not covered"));
    assert!(
        svg.contains("3 of 4 nodes (75 %), 2 of 3 transitions (66 %)"),
        "{svg}"
    );
    assert!(svg.contains("transition not covered"));
}

#[test]
fn without_coverage_nothing_is_said_of_it() {
    let svg = draw(&sample::project(), None);
    let document = Document::parse(&svg).unwrap();
    assert!(with_class(&document, "passed").is_empty());
    assert!(with_class(&document, "missed").is_empty());
}

#[test]
fn the_same_flow_gives_the_same_bytes() {
    assert_eq!(draw(&sample::large(), None), draw(&sample::large(), None));
}

#[test]
fn ids_are_given_once() {
    let svg = draw(&sample::large(), None);
    let document = Document::parse(&svg).unwrap();
    let ids: Vec<&str> = document
        .descendants()
        .filter_map(|node| node.attribute("id"))
        .collect();
    let distinct: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), distinct.len());
}
