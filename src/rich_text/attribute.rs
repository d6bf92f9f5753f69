//! The attributes an element may keep, each of a type that can hold nothing harmful.

use std::borrow::Cow;

use super::character_reference::{self, Place};
use super::mix_action::{MixAction, MixAttributes};
use super::safe_url::SafeUrl;
use super::style::Declaration;
use super::tag::Tag;
use super::tokenizer::AttributeReader;
use super::{class_name, emoji_escape};

/// The attributes that are looked at.
const NAMES: [&str; 17] = [
    "href",
    "src",
    "alt",
    "title",
    "width",
    "height",
    "colspan",
    "rowspan",
    "scope",
    "dir",
    "lang",
    "class",
    "style",
    "data-mix-action",
    "data-mix-selectable-id",
    "data-mix-selectable-value",
    "data-mix-input",
];
const MAX_LANGUAGE_LENGTH: usize = 35;
const MAX_SPAN: u16 = 100;

/// One attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attribute {
    /// `href` of a link.
    Href(SafeUrl),
    /// `src` of a picture.
    Src(SafeUrl),
    /// `alt` of a picture.
    Alt(String),
    /// `title`, shown when pointed at.
    Title(String),
    /// `width`
    Width(Dimension),
    /// `height`
    Height(Dimension),
    /// `colspan` of a cell, 1 to 100.
    ColSpan(u16),
    /// `rowspan` of a cell, 1 to 100.
    RowSpan(u16),
    /// `scope` of a header cell.
    Scope(Scope),
    /// `dir`
    Dir(Direction),
    /// `lang`, shaped like a BCP 47 tag.
    Lang(String),
    /// `class`, none of them the widget's own.
    Class(Vec<String>),
}

/// A width or height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// In CSS pixels.
    Pixels(u16),
    /// In per cent of what is around it, at most 100.
    Percent(u16),
}

/// What a header cell is the header of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The cells of its row.
    Row,
    /// The cells of its column.
    Column,
    /// The cells of its group of rows.
    RowGroup,
    /// The cells of its group of columns.
    ColumnGroup,
}

/// Which way text runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    LeftToRight,
    /// Right to left.
    RightToLeft,
    /// As its first letter says.
    Auto,
}

/// What remains of the attributes of one element.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub(super) attributes: Vec<Attribute>,
    pub(super) style: Vec<Declaration>,
    pub(super) action: Option<MixAction>,
}

impl Attribute {
    /// Its name as HTML writes it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Href(_) => "href",
            Self::Src(_) => "src",
            Self::Alt(_) => "alt",
            Self::Title(_) => "title",
            Self::Width(_) => "width",
            Self::Height(_) => "height",
            Self::ColSpan(_) => "colspan",
            Self::RowSpan(_) => "rowspan",
            Self::Scope(_) => "scope",
            Self::Dir(_) => "dir",
            Self::Lang(_) => "lang",
            Self::Class(_) => "class",
        }
    }

    /// Its value as text, for `setAttribute`.
    #[must_use]
    pub fn value(&self) -> Cow<'_, str> {
        match self {
            Self::Href(url) | Self::Src(url) => Cow::Borrowed(url.as_str()),
            Self::Alt(text) | Self::Title(text) | Self::Lang(text) => Cow::Borrowed(text),
            Self::Width(Dimension::Pixels(number))
            | Self::Height(Dimension::Pixels(number))
            | Self::ColSpan(number)
            | Self::RowSpan(number) => Cow::Owned(number.to_string()),
            Self::Width(Dimension::Percent(number)) | Self::Height(Dimension::Percent(number)) => {
                Cow::Owned(format!("{number}%"))
            }
            Self::Scope(scope) => Cow::Borrowed(match scope {
                Scope::Row => "row",
                Scope::Column => "col",
                Scope::RowGroup => "rowgroup",
                Scope::ColumnGroup => "colgroup",
            }),
            Self::Dir(direction) => Cow::Borrowed(match direction {
                Direction::LeftToRight => "ltr",
                Direction::RightToLeft => "rtl",
                Direction::Auto => "auto",
            }),
            Self::Class(names) => Cow::Owned(names.join(" ")),
        }
    }

    /// The attribute `name` (in lower case) of an element, if it may have it and the value is in order.
    fn parse(tag: Tag, name: &str, value: &str) -> Option<Self> {
        match name {
            "href" if tag == Tag::A => SafeUrl::link(value).map(Self::Href),
            "src" if tag == Tag::Img => SafeUrl::image(value).map(Self::Src),
            "alt" if tag == Tag::Img => Some(Self::Alt(shown_text(value))),
            "title" => Some(Self::Title(shown_text(value))),
            "width" => Dimension::parse(value).map(Self::Width),
            "height" => Dimension::parse(value).map(Self::Height),
            "colspan" if tag.is_cell() => span(value).map(Self::ColSpan),
            "rowspan" if tag.is_cell() => span(value).map(Self::RowSpan),
            "scope" if tag == Tag::Th => Scope::parse(value).map(Self::Scope),
            "dir" => Direction::parse(value).map(Self::Dir),
            "lang" => language(value).map(Self::Lang),
            "class" => Some(class_name::parse_all(value))
                .filter(|names| !names.is_empty())
                .map(Self::Class),
            _ => None,
        }
    }
}

impl Checked {
    /// Checks all attributes of an element. Of several with one name the first counts, even if it is refused.
    pub(super) fn parse(tag: Tag, written: AttributeReader<'_>) -> Self {
        let mut checked = Self::default();
        let mut mix = MixAttributes::default();
        let mut seen = 0_u32;
        for (name, value) in written {
            let Some(index) = NAMES
                .iter()
                .position(|known| known.eq_ignore_ascii_case(name))
            else {
                continue;
            };
            if seen & (1 << index) != 0 {
                continue;
            }
            seen |= 1 << index;
            let name = NAMES.get(index).copied().unwrap_or_default();
            let value = character_reference::resolve(value, Place::Attribute);
            match name {
                "style" => checked.style = Declaration::parse_all(&value),
                _ if name.starts_with("data-mix-") => mix.set(name, &value),
                _ => checked
                    .attributes
                    .extend(Attribute::parse(tag, name, &value)),
            }
        }
        checked.action = mix.into_action();
        checked
    }
}

impl Dimension {
    /// A whole number, with or without `px`, or with `%`.
    fn parse(value: &str) -> Option<Self> {
        let value = value.trim();
        if let Some(percent) = value.strip_suffix('%') {
            return whole_number(percent)
                .filter(|percent| (1..=100).contains(percent))
                .map(Self::Percent);
        }
        whole_number(value.strip_suffix("px").unwrap_or(value)).map(Self::Pixels)
    }
}

impl Scope {
    fn parse(value: &str) -> Option<Self> {
        match value.trim().to_ascii_lowercase().as_str() {
            "row" => Some(Self::Row),
            "col" => Some(Self::Column),
            "rowgroup" => Some(Self::RowGroup),
            "colgroup" => Some(Self::ColumnGroup),
            _ => None,
        }
    }
}

impl Direction {
    fn parse(value: &str) -> Option<Self> {
        match value.trim().to_ascii_lowercase().as_str() {
            "ltr" => Some(Self::LeftToRight),
            "rtl" => Some(Self::RightToLeft),
            "auto" => Some(Self::Auto),
            _ => None,
        }
    }
}

fn shown_text(value: &str) -> String {
    emoji_escape::resolve(Cow::Borrowed(value)).into_owned()
}

/// `u16::from_str` would take a sign as well.
fn whole_number(digits: &str) -> Option<u16> {
    digits
        .bytes()
        .all(|digit| digit.is_ascii_digit())
        .then(|| digits.parse().ok())
        .flatten()
}

fn span(value: &str) -> Option<u16> {
    whole_number(value.trim()).filter(|span| (1..=MAX_SPAN).contains(span))
}

fn language(value: &str) -> Option<String> {
    let shaped = (1..=MAX_LANGUAGE_LENGTH).contains(&value.len())
        && value
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    shaped.then(|| value.to_owned())
}
