//! Which elements there are: those that are shown, those that go with all they hold, and the rest.

macro_rules! tags {
    ($($tag:ident = $name:literal,)+) => {
        /// An element that may be shown.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Tag {
            $(#[doc = concat!("`<", $name, ">`")] $tag,)+
        }

        impl Tag {
            /// Every element that may be shown.
            pub const ALL: &'static [Self] = &[$(Self::$tag,)+];

            /// Its name as HTML writes it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$tag => $name,)+ }
            }
        }
    };
}

tags! {
    A = "a", B = "b", Strong = "strong", I = "i", Em = "em", U = "u", S = "s", Small = "small", Mark = "mark",
    Sub = "sub", Sup = "sup", Br = "br", P = "p", Div = "div", Span = "span",
    H1 = "h1", H2 = "h2", H3 = "h3", H4 = "h4", H5 = "h5", H6 = "h6",
    Ul = "ul", Ol = "ol", Li = "li", Dl = "dl", Dt = "dt", Dd = "dd",
    Blockquote = "blockquote", Code = "code", Pre = "pre", Hr = "hr", Img = "img",
    Figure = "figure", Figcaption = "figcaption",
    Table = "table", Caption = "caption", Thead = "thead", Tbody = "tbody", Tfoot = "tfoot", Tr = "tr", Th = "th",
    Td = "td",
}

/// What to do with an element of some name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Treatment {
    /// Show it.
    Show(Tag),
    /// Leave it out with all it holds.
    Drop(Content),
    /// Leave it out, but not what it holds.
    Unwrap,
}

/// What an element that is left out holds, which tells where it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing: it has no end tag.
    Nothing,
    /// Text up to its end tag, whatever looks like markup in between.
    RawText,
    /// Markup.
    Markup,
    /// Markup of another language, where `<x/>` is an element of its own.
    Foreign,
}

const DROPPED: &[(&str, Content)] = &[
    ("script", Content::RawText),
    ("style", Content::RawText),
    ("template", Content::Markup),
    ("svg", Content::Foreign),
    ("math", Content::Foreign),
    ("iframe", Content::RawText),
    ("object", Content::Markup),
    ("embed", Content::Nothing),
    ("form", Content::Markup),
    ("input", Content::Nothing),
    ("button", Content::Markup),
    ("select", Content::Markup),
    ("textarea", Content::RawText),
    ("noscript", Content::RawText),
    ("title", Content::RawText),
    ("head", Content::Markup),
    ("meta", Content::Nothing),
    ("base", Content::Nothing),
    ("link", Content::Nothing),
];

impl Treatment {
    /// What to do with the element `name`, in any letter case.
    pub(super) fn of(name: &str) -> Self {
        let shown = Tag::ALL
            .iter()
            .find(|tag| tag.name().eq_ignore_ascii_case(name));
        let dropped = DROPPED
            .iter()
            .find(|(dropped, _)| dropped.eq_ignore_ascii_case(name));
        match (shown, dropped) {
            (Some(&tag), _) => Self::Show(tag),
            (None, Some(&(_, content))) => Self::Drop(content),
            (None, None) => Self::Unwrap,
        }
    }
}

impl Tag {
    /// Has neither content nor an end tag.
    #[must_use]
    pub const fn is_void(self) -> bool {
        matches!(self, Self::Br | Self::Hr | Self::Img)
    }

    /// Stands on lines of its own.
    #[must_use]
    pub const fn is_block(self) -> bool {
        !matches!(
            self,
            Self::A | Self::Span | Self::Br | Self::Img | Self::Th | Self::Td
        ) && !self.is_formatting()
    }

    /// Changes only how text looks, so that one that is closed too early goes on.
    pub(super) const fn is_formatting(self) -> bool {
        matches!(
            self,
            Self::B
                | Self::Strong
                | Self::I
                | Self::Em
                | Self::U
                | Self::S
                | Self::Small
                | Self::Mark
                | Self::Sub
                | Self::Sup
                | Self::Code
        )
    }

    /// A heading of any level.
    #[must_use]
    pub const fn is_heading(self) -> bool {
        matches!(
            self,
            Self::H1 | Self::H2 | Self::H3 | Self::H4 | Self::H5 | Self::H6
        )
    }

    pub(super) const fn is_cell(self) -> bool {
        matches!(self, Self::Th | Self::Td)
    }

    pub(super) const fn is_row_group(self) -> bool {
        matches!(self, Self::Thead | Self::Tbody | Self::Tfoot)
    }

    /// Makes sense only inside a table.
    pub(super) const fn is_table_part(self) -> bool {
        self.is_cell() || self.is_row_group() || matches!(self, Self::Caption | Self::Tr)
    }

    /// Holds elements only; blanks between them mean nothing.
    pub(super) const fn holds_no_text(self) -> bool {
        self.is_row_group()
            || matches!(
                self,
                Self::Table | Self::Tr | Self::Ul | Self::Ol | Self::Dl
            )
    }

    /// Whether an open `open` ends where `self` starts, as its end tag may be left out.
    pub(super) const fn ends(self, open: Self) -> bool {
        match open {
            Self::P => self.is_block(),
            Self::Li => matches!(self, Self::Li),
            Self::Dt | Self::Dd => matches!(self, Self::Dt | Self::Dd),
            Self::Td | Self::Th => self.is_table_part(),
            Self::Tr => self.is_row_group() || matches!(self, Self::Tr | Self::Caption),
            Self::Thead | Self::Tbody | Self::Tfoot | Self::Caption => {
                self.is_table_part() && !self.is_child_of(open)
            }
            Self::A => matches!(self, Self::A),
            _ => open.is_heading() && self.is_heading(),
        }
    }

    const fn is_child_of(self, open: Self) -> bool {
        open.is_row_group() && (self.is_cell() || matches!(self, Self::Tr))
    }

    /// Whether elements outside an open `self` stay open, whatever starts inside it.
    pub(super) const fn shelters(self, started: Self) -> bool {
        match self {
            Self::Table => true,
            Self::Td | Self::Th | Self::Caption => !started.is_table_part(),
            Self::Ul | Self::Ol => matches!(started, Self::Li),
            Self::Dl => matches!(started, Self::Dt | Self::Dd),
            Self::Blockquote | Self::Figure => matches!(started, Self::Li | Self::Dt | Self::Dd),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_any_letter_case() {
        for &tag in Tag::ALL {
            assert_eq!(Treatment::of(tag.name()), Treatment::Show(tag));
            assert_eq!(
                Treatment::of(&tag.name().to_ascii_uppercase()),
                Treatment::Show(tag)
            );
        }
        assert_eq!(Treatment::of("ScRiPt"), Treatment::Drop(Content::RawText));
    }

    #[test]
    fn exactly_the_elements_of_the_contract_are_shown() {
        let names: Vec<_> = Tag::ALL.iter().map(|tag| tag.name()).collect();
        let contract = "a b strong i em u s small mark sub sup br p div span h1 h2 h3 h4 h5 h6 ul ol li dl dt dd \
            blockquote code pre hr img figure figcaption table caption thead tbody tfoot tr th td";
        assert_eq!(names, contract.split_whitespace().collect::<Vec<_>>());
    }

    #[test]
    fn exactly_the_elements_of_the_contract_go_with_all_they_hold() {
        let names: Vec<_> = DROPPED.iter().map(|&(name, _)| name).collect();
        let contract = "script style template svg math iframe object embed form input button select textarea \
            noscript title head meta base link";
        assert_eq!(names, contract.split_whitespace().collect::<Vec<_>>());
    }

    #[test]
    fn any_other_element_is_replaced_by_what_it_holds() {
        for name in [
            "font",
            "center",
            "video",
            "html",
            "body",
            "x-y",
            "scripts",
            "blockquotes",
            "p\u{0}",
            "ſvg",
        ] {
            assert_eq!(Treatment::of(name), Treatment::Unwrap, "{name}");
        }
    }
}
