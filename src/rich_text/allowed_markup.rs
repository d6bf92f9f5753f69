//! What becomes of the markup that bots are written with: complete, sloppy, and more than enough of it.

use super::benign_strings::BENIGN;
use super::outline::outline;
use super::{MAX_DEPTH, MAX_ELEMENTS, MAX_LENGTH, RichText};

#[test]
fn what_is_allowed_stays_as_it_is() {
    for markup in [
        "",
        "Hello",
        "<p>One <b>two</b> <em>three</em></p><ul><li>four</li><li>five</li></ul>",
        "<h1>a</h1><h2>b</h2><hr><blockquote>c</blockquote><pre>d\n  e</pre>",
        "<figure><img src=https://example.com/a.png alt=A><figcaption>f</figcaption></figure>",
        "<table><caption>t</caption><thead><tr><th scope=col>a</th></tr></thead>\
         <tbody><tr><td colspan=2>b</td></tr></tbody><tfoot><tr><td>c</td></tr></tfoot></table>",
        "<dl><dt>a</dt><dd>b</dd></dl>",
    ] {
        assert_eq!(outline(markup), markup);
    }
}

#[test]
fn what_bots_are_written_with_keeps_its_form() {
    assert!(BENIGN.len() >= 60);
    for (markup, shown) in BENIGN {
        assert_eq!(outline(markup), *shown, "{markup}");
    }
}

#[test]
fn an_unknown_element_is_replaced_by_what_it_holds() {
    assert_eq!(
        outline("<font color=red>a<b>b</b></font><x-y>c</x-y><video>d</video>"),
        "a<b>b</b>cd"
    );
    assert_eq!(outline("<html><body><p>a</p></body></html>"), "<p>a</p>");
}

#[test]
fn end_tags_may_be_left_out() {
    for (markup, tree) in [
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<p>a<div>b</div>c", "<p>a</p><div>b</div>c"),
        ("<p><b>a<p>b", "<p><b>a</b></p><p>b</p>"),
        ("<ul><li>a<li>b</ul>c", "<ul><li>a</li><li>b</li></ul>c"),
        (
            "<ul><li>a<ul><li>b</ul><li>c</ul>",
            "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
        ),
        ("<ol><li><p>a<li>b", "<ol><li><p>a</p></li><li>b</li></ol>"),
        (
            "<dl><dt>a<dd>b<dt>c</dl>",
            "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>",
        ),
        (
            "<table><tr><th>a<td>b<tr><td>c</table>d",
            "<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>d",
        ),
        (
            "<table><thead><tr><th>a<tbody><tr><td>b</table>",
            "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
        ),
        (
            "<table><tr><td><table><tr><td>a</table>b<td>c</table>",
            "<table><tr><td><table><tr><td>a</td></tr></table>b</td><td>c</td></tr></table>",
        ),
        (
            "<table><caption>a<tr><td>b</table>",
            "<table><caption>a</caption><tr><td>b</td></tr></table>",
        ),
        ("<h1>a<h2>b</h2>", "<h1>a</h1><h2>b</h2>"),
        ("<div>a", "<div>a</div>"),
    ] {
        assert_eq!(outline(markup), tree, "{markup}");
    }
}

#[test]
fn tags_may_overlap() {
    for (markup, tree) in [
        ("<b>1<i>2</b>3</i>4", "<b>1<i>2</i></b><i>3</i>4"),
        ("<b>1<i>2</b></i>3", "<b>1<i>2</i></b>3"),
        ("<b><p>1</b></p>2", "<b><p>1</p></b>2"),
        ("<p><b>1</p>2</b>3", "<p><b>1</b></p>23"),
        ("</b>1</p></ul></br>2", "1<br>2"),
        (
            "<b>1<table><tr><td>2</b>3</table></b>4",
            "<b>1<table><tr><td>23</td></tr></table></b>4",
        ),
        (
            "<a href=https://a.example>1<a href=https://b.example>2</a>",
            "<a href=https://a.example>1</a><a href=https://b.example>2</a>",
        ),
    ] {
        assert_eq!(outline(markup), tree, "{markup}");
    }
}

#[test]
fn parts_of_a_table_mean_nothing_outside_one() {
    assert_eq!(outline("<td>a</td><tr>b</tr>"), "ab");
}

#[test]
fn what_is_left_out_goes_with_all_it_holds() {
    for markup in [
        "<script>no</script>",
        "<script src=x>no<b>no</b></script>",
        "<script/>no</script>",
        "<style>no{}</style>",
        "<iframe><p>no</iframe>",
        "<noscript><img src=https://example.com/no.png></noscript>",
        "<textarea>no</p></textarea>",
        "<title>no</title>",
        "<template><p>no</p><template>no</template>no</template>",
        "<svg><text>no</text><svg>no</svg>no</svg>",
        "<svg><path d=no/><title>no</title></svg>",
        "<svg/>",
        "<math><mi>no</mi></math>",
        "<object data=x><p>no</p></object>",
        "<form action=x>no<input value=no><button>no</button></form>",
        "<button>no</button>",
        "<select><option>no</select>",
        "<head><title>no</title><meta charset=no></head>",
        "<embed src=no>",
        "<input value=no>",
        "<meta name=no>",
        "<base href=https://no.example>",
        "<link rel=no>",
        "<form><script>'</form>'</script>no</form>",
        "<form></p></div>no</form>",
        "<SCRIPT>no</sCrIpT >",
    ] {
        assert_eq!(
            outline(&format!("<p>a{markup}b</p>")),
            "<p>ab</p>",
            "{markup}"
        );
    }
    for markup in [
        "<script>no",
        "<style>no</styles>",
        "<svg><p>no</p>",
        "<form>no</div>",
        "<textarea><b>no</b>",
    ] {
        assert_eq!(
            outline(&format!("<div>a{markup}")),
            "<div>a</div>",
            "{markup}"
        );
    }
}

#[test]
fn attributes_are_kept_only_where_they_belong() {
    for (markup, tree) in [
        (
            "<a href=mailto:a@example.com title=T>x</a>",
            "<a href=mailto:a@example.com title=T>x</a>",
        ),
        (
            "<a href='https://example.com/?a=1&amp;b=2'>x</a>",
            "<a href=https://example.com/?a=1&b=2>x</a>",
        ),
        (
            "<A HREF=HTTPS://example.com>x</A>",
            "<a href=https://example.com>x</a>",
        ),
        ("<a href=/help>x</a>", "<a>x</a>"),
        (
            "<b href=https://example.com src=https://example.com alt=x>x</b>",
            "<b>x</b>",
        ),
        (
            "<p id=x onclick=x name=x tabindex=1 slot=x part=x is=x data-x=1 xlink:href=x>x</p>",
            "<p>x</p>",
        ),
        (
            "<p class='price window' lang=fr-CA dir=RTL>x</p>",
            "<p class=price lang=fr-CA dir=rtl>x</p>",
        ),
        ("<p lang='\"' dir=up class='\"'>x</p>", "<p>x</p>"),
        (
            "<p style='color:red;position:fixed'>x</p>",
            "<p color:red>x</p>",
        ),
        ("<p title=one title=two>x</p>", "<p title=one>x</p>"),
        (
            "<a href=javascript:x href=https://example.com>x</a>",
            "<a>x</a>",
        ),
        (
            "<p title='&lt;b&gt; \\U0001F600'>x</p>",
            "<p title=<b> 😀>x</p>",
        ),
        (
            "<img src=https://example.com/a.png width=40px height='50%' srcset=x usemap=x>",
            "<img src=https://example.com/a.png width=40 height=50%>",
        ),
        (
            "<table><tr><th scope=ROW colspan=0 rowspan=3>x</th><td colspan=101 scope=row>y</td></tr></table>",
            "<table><tr><th scope=row rowspan=3>x</th><td>y</td></tr></table>",
        ),
        ("<p width=+5 height=-5>x</p>", "<p>x</p>"),
    ] {
        assert_eq!(outline(markup), tree, "{markup}");
    }
}

#[test]
fn a_picture_that_may_not_be_shown_is_described() {
    assert_eq!(outline("a <img src=x alt='a cup'> b"), "a a cup b");
    assert_eq!(outline("a<img src=javascript:x>b<img>c"), "abc");
}

#[test]
fn mix_actions_are_understood() {
    for (markup, tree) in [
        (
            "<a href='#' data-mix-action=selectable data-mix-selectable-id=INTENT data-mix-selectable-value=ORDER>x</a>",
            "<a picks INTENT=ORDER>x</a>",
        ),
        (
            "<span data-mix-action=input data-mix-input='a tea'>x</span>",
            "<span says a tea>x</span>",
        ),
        (
            "<b data-mix-action=selectable data-mix-selectable-id=size data-mix-selectable-value=''>x</b>",
            "<b picks size=>x</b>",
        ),
        (
            "<b data-mix-action=selectable data-mix-selectable-id=size>x</b>",
            "<b>x</b>",
        ),
        (
            "<b data-mix-action=selectable data-mix-selectable-value=x>x</b>",
            "<b>x</b>",
        ),
        ("<b data-mix-action=input>x</b>", "<b>x</b>"),
        (
            "<b data-mix-action=other data-mix-input=x>x</b>",
            "<b>x</b>",
        ),
        ("<b data-mix-input=x>x</b>", "<b>x</b>"),
    ] {
        assert_eq!(outline(markup), tree, "{markup}");
    }
}

#[test]
fn a_text_without_markup_is_itself() {
    assert_eq!(outline("1 < 2 & 3 > 2, R&D <3"), "1 < 2 & 3 > 2, R&D <3");
    assert_eq!(outline("Caf&eacute; &lt;b&gt; \\U0001F600"), "Café <b> 😀");
}

#[test]
fn line_breaks_stay_unless_markup_breaks_the_lines() {
    assert_eq!(outline("a\nb\r\nc\rd"), "a<br>b<br>c<br>d");
    assert_eq!(outline("a\n<b>b\n</b>c"), "a<br><b>b<br></b>c");
    assert_eq!(outline("a\n<br>b"), "a\n<br>b");
    assert_eq!(outline("<p>a\nb</p>"), "<p>a\nb</p>");
    assert_eq!(outline("<pre>\na\n</pre>"), "<pre>a\n</pre>");
}

#[test]
fn blanks_between_items_are_nothing() {
    assert_eq!(
        outline("<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>"),
        "<ul><li>a</li><li>b</li></ul>"
    );
}

#[test]
fn what_is_too_long_is_cut_with_a_mark() {
    let text = RichText::parse(&"é".repeat(MAX_LENGTH)).plain_text();
    assert_eq!(text.len(), MAX_LENGTH + "…".len());
    assert!(text.ends_with("é…"));
    let text = RichText::parse(&format!("{}</b>", "x".repeat(MAX_LENGTH - 4))).plain_text();
    assert!(!text.contains('…'));
}

#[test]
fn what_is_too_deep_is_flattened() {
    let markup = format!(
        "{}x{}y",
        "<div>".repeat(MAX_DEPTH + 40),
        "</div>".repeat(MAX_DEPTH + 40)
    );
    let tree = outline(&markup);
    assert_eq!(
        tree,
        format!(
            "{}x{}y",
            "<div>".repeat(MAX_DEPTH),
            "</div>".repeat(MAX_DEPTH)
        )
    );
}

#[test]
fn there_is_an_end_to_elements_but_not_to_text() {
    let tree = outline(&"<b>x</b>".repeat(MAX_ELEMENTS + 100));
    assert_eq!(tree.matches("<b>").count(), MAX_ELEMENTS);
    assert_eq!(tree.matches('x').count(), MAX_ELEMENTS + 100);
    let tree = outline(&"x\n".repeat(MAX_ELEMENTS + 100));
    assert_eq!(tree.matches("<br>").count(), MAX_ELEMENTS);
    assert_eq!(tree.matches('x').count(), MAX_ELEMENTS + 100);
}
