//! What people try in order to get a script into a page. Each list follows a class of the well-known cheat sheets.

use std::time::{Duration, Instant};

use super::hostile_strings::HOSTILE;
use super::outline::outline;
use super::{Attribute, Declaration, MAX_DEPTH, MAX_ELEMENTS, MAX_LENGTH, Node, RichText, SafeUrl};

#[test]
fn no_known_attack_comes_through() {
    assert!(HOSTILE.len() >= 150);
    for markup in HOSTILE {
        // On its own, and where the text of another author goes on.
        for around in [
            "X",
            "<p title='X'>y</p>",
            "<ul><li>X",
            "<table><tr><td>X</table>",
        ] {
            let markup = around.replace('X', markup);
            check(&RichText::parse(&markup), &markup);
        }
        check_sources(RichText::parse(markup).nodes(), markup);
    }
}

/// Nothing is fetched from where the attacks want it.
fn check_sources(nodes: &[Node], markup: &str) {
    for node in nodes {
        if let Node::Element(element) = node {
            for attribute in element.attributes() {
                let is_source = matches!(attribute, Attribute::Src(_));
                assert!(
                    !is_source || !attribute.value().contains("evil"),
                    "{markup}"
                );
            }
            check_sources(element.children(), markup);
        }
    }
}

#[test]
fn event_handlers_are_gone() {
    for markup in [
        "<img src=x onerror=alert(1)>",
        "<img src=x onerror\n=\nalert(1)>",
        "<img/src=x/onerror=alert(1)>",
        "<img src='x'onerror=alert(1)>",
        "<img \"\"\"><script>alert(1)</script>",
        "<IMG SRC=\"javascript:alert('1')\"",
        "<img src=`javascript:alert(1)`>",
        "<img src=\"x` `<script>alert(1)</script>\"` `>",
        "<svg onload=alert(1)></svg>",
        "<svg/onload=alert(1)>",
        "<body onload=alert(1)>",
        "<video><source onerror=alert(1)></video>",
        "<audio src=x onerror=alert(1)></audio>",
        "<details open ontoggle=alert(1)></details>",
        "<marquee onstart=alert(1)></marquee>",
        "<input autofocus onfocus=alert(1)>",
        "<object data=javascript:alert(1)></object>",
        "<embed src=javascript:alert(1)>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<meta http-equiv=refresh content='0;javascript:alert(1)'>",
        "<link rel=stylesheet href=javascript:alert(1)>",
        "<base href=javascript:alert(1)//>",
        "<isindex action=javascript:alert(1)>",
        "<bgsound src=javascript:alert(1)>",
        "<layer src=javascript:alert(1)></layer>",
        "<?xml-stylesheet href=javascript:alert(1)?>",
        "<!--><img src=x onerror=alert(1)>-->",
    ] {
        let tree = outline(markup);
        assert!(
            !tree.contains('<') && !tree.contains("alert"),
            "{markup}: {tree}"
        );
    }
    assert_eq!(
        outline("<p onclick=alert(1) ONMOUSEOVER=alert(1) on\u{0}click=x>x</p>"),
        "<p>x</p>"
    );
}

#[test]
fn script_urls_are_gone_in_every_spelling() {
    for href in [
        "javascript:alert(1)",
        "&#106;avascript:alert(1)",
        "&#0000106&#0000097&#0000118&#0000097script:alert(1)",
        "&#x6A&#x61&#x76&#x61script:alert(1)",
        "jav&#x09;ascript:alert(1)",
        "jav&#x0A;ascript:alert(1)",
        "jav\nascript:alert(1)",
        "&#14; javascript:alert(1)",
        "javascript&#58;alert(1)",
        "javascript&colon;alert(1)",
        "java&Tab;script:alert(1)",
        "\\u006Aavascript:alert(1)",
        "\\U0000006Aavascript:alert(1)",
        "//evil.example",
        "data:text/html;base64,PHNjcmlwdD4=",
        "data:image/svg+xml,<svg onload=alert(1)>",
        "vbscript:msgbox(1)",
    ] {
        assert_eq!(
            outline(&format!("<a href=\"{href}\">x</a>")),
            "<a>x</a>",
            "{href}"
        );
        assert_eq!(outline(&format!("<img src=\"{href}\">x")), "x", "{href}");
    }
}

#[test]
fn style_cannot_load_run_or_cover() {
    for style in [
        "background:url(javascript:alert(1))",
        "background-image:url(https://evil.example)",
        "width:expression(alert(1))",
        "color:exp/*x*/ression(alert(1))",
        "-moz-binding:url(x)",
        "behavior:url(x)",
        "position:fixed;inset:0",
        "margin-top:-900px",
        "color:red&#59;position:fixed}x{",
        "@import url(x)",
    ] {
        let tree = outline(&format!("<div style=\"{style}\">x</div>"));
        assert!(
            matches!(tree.as_str(), "<div>x</div>" | "<div color:red>x</div>"),
            "{style}: {tree}"
        );
    }
}

#[test]
fn markup_that_browsers_repair_into_something_else_stays_harmless() {
    for markup in [
        "<svg></p><style><a title=\"</style><img src onerror=alert(1)>\">",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src onerror=alert(1)&gt;\">",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
        "<table><td><select><table><a href=javascript:alert(1)>x</a>",
        "<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>",
        "<template><s><template><s><img src=x onerror=alert(1)>@</s></template></s></template>",
        "<a href='<img src=x onerror=alert(1)>'></a>",
        "<p title='</p><img src=x onerror=alert(1)>'></p>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<<script>alert(1);//<</script>",
        "<xmp><p title=\"</xmp><svg/onload=alert(1)>\">",
        "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>",
        "&lt;img src=x onerror=alert(1)&gt;",
    ] {
        check(&RichText::parse(markup), markup);
    }
    // Shown as the text it is, with no element left to run it.
    assert!(matches!(
        RichText::parse("&lt;script&gt;alert(1)&lt;/script&gt;").nodes(),
        [Node::Text(_)]
    ));
}

#[test]
fn nothing_takes_long_however_it_is_built() {
    let long = 5 * 1024 * 1024;
    for piece in [
        "<",
        "<a",
        "<a ",
        "<b>",
        "</b>",
        "<!",
        "<!--",
        "--",
        "</",
        "</script",
        "<script>",
        "<svg>",
        "<svg/>",
        "<a b='",
        "<a b=\"c\" ",
        "<p>",
        "<p><b>",
        "<li>",
        "<td>",
        "<table>",
        "<table><tr><td>",
        "<b><i><u><s></b>",
        "&",
        "&#",
        "&#x",
        "&amp",
        "&#1",
        "&zwnj;",
        "\\u",
        "\\U0001F600",
        "\n",
        " ",
        "=",
        "<a =",
        "<p style='color:",
        "<p style=';;;;;;;;'>",
        "<a href=https://example.com title=x>",
        "<br>",
        "<a/",
        "<?",
        "]]>",
        "\u{0}",
        "é",
        "<b title=&",
        "<form>",
        "</form>",
    ] {
        let markup = piece.repeat(long / piece.len());
        let start = Instant::now();
        let text = RichText::parse(&markup);
        check(&text, piece);
        assert!(text.plain_text().len() <= 2 * MAX_LENGTH, "{piece:?}");
        // A time that grows with the square of the length would be many minutes; a busy machine takes seconds.
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "{piece:?} took {:?}",
            start.elapsed()
        );
    }
}

#[test]
fn tens_of_thousands_of_levels_are_read() {
    for tag in [
        "div",
        "b",
        "ul",
        "li",
        "table",
        "svg",
        "font",
        "template",
        "blockquote",
    ] {
        let text = RichText::parse(&format!(
            "{}x{}",
            format!("<{tag}>").repeat(40_000),
            format!("</{tag}>").repeat(40_000)
        ));
        check(&text, tag);
    }
}

/// Pieces that are joined at random: what a tokenizer stumbles over, and what must not get through.
const PIECES: &[&str] = &[
    "<",
    ">",
    "/",
    "=",
    "\"",
    "'",
    "`",
    " ",
    "\n",
    "\t",
    "&",
    ";",
    "#",
    "!",
    "-",
    "--",
    "x",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "\u{0}",
    "é",
    "😀",
    "\\u",
    "\\U0001F600",
    "&#106;",
    "&lt",
    "&lt;",
    "&#x0;",
    "a",
    "b",
    "p",
    "div",
    "li",
    "ul",
    "td",
    "tr",
    "table",
    "img",
    "br",
    "script",
    "style",
    "svg",
    "math",
    "form",
    "template",
    "noscript",
    "title",
    "select",
    "foreignObject",
    "a href=",
    "img src=",
    " onerror=alert(1)",
    " onclick=x",
    " style=",
    " class=",
    " id=x",
    " title=",
    " data-mix-action=input data-mix-input=x",
    "javascript:",
    "data:image/png,x",
    "data:text/html,x",
    "https://example.com",
    "url(",
    "expression(",
    "position:fixed",
    "color:red",
    "margin:-1px",
    "<b>",
    "</b>",
    "<p>",
    "</p>",
    "<td>",
    "</table>",
    "<svg>",
    "</svg>",
    "<script>",
    "</script>",
    "<a href=javascript:x>",
    "<img src=https://example.com/x>",
    "window",
];

#[test]
fn nothing_outside_the_allow_list_comes_out_of_anything() {
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    for _ in 0..20_000 {
        let mut markup = String::new();
        for _ in 0..(1 + next(&mut random) % 40) {
            let piece = next(&mut random) as usize % PIECES.len();
            markup.push_str(PIECES[piece]);
        }
        check(&RichText::parse(&markup), &markup);
    }
}

/// A number that looks random and is the same in every run (xorshift).
fn next(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state >> 16
}

fn check(text: &RichText, markup: &str) {
    let mut elements = 0;
    check_all(text.nodes(), 0, &mut elements, markup);
    assert!(elements <= MAX_ELEMENTS, "{markup}");
}

/// Types rule out most of it. What is left is what they hold.
fn check_all(nodes: &[Node], depth: usize, elements: &mut usize, markup: &str) {
    assert!(depth <= MAX_DEPTH, "{markup}");
    for node in nodes {
        let Node::Element(element) = node else {
            continue;
        };
        *elements += 1;
        for attribute in element.attributes() {
            let same = element
                .attributes()
                .iter()
                .filter(|other| other.name() == attribute.name())
                .count();
            assert_eq!(same, 1, "{markup}");
            let fits = match attribute {
                Attribute::Href(url) => SafeUrl::link(url.as_str()).as_ref() == Some(url),
                Attribute::Src(url) => SafeUrl::image(url.as_str()).as_ref() == Some(url),
                Attribute::Class(names) => names.iter().all(|name| {
                    name != "window" && !name.contains(|it: char| !it.is_ascii_graphic())
                }),
                _ => true,
            };
            assert!(fits, "{attribute:?} out of {markup}");
        }
        for declaration in element.style() {
            let written = format!("{}:{}", declaration.property(), declaration.value());
            assert_eq!(
                Declaration::parse_all(&written),
                std::slice::from_ref(declaration),
                "{markup}"
            );
            assert!(
                !written.contains("url(") && !written.contains("position"),
                "{markup}"
            );
        }
        check_all(element.children(), depth + 1, elements, markup);
    }
}
