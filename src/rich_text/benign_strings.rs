//! Markup as bots are written with: out of Mix exports and the examples, mail programs, word processors, and by hand.

/// Each with what is to be shown of it, as `outline` writes it.
pub(super) const BENIGN: &[(&str, &str)] = &[
    (
        "Welcome to <b>Otter Bridge Bikes</b>!",
        "Welcome to <b>Otter Bridge Bikes</b>!",
    ),
    (
        "Bienvenue chez <b>Otter Bridge Bikes</b> !",
        "Bienvenue chez <b>Otter Bridge Bikes</b> !",
    ),
    (
        "Lucky you: this one is <b>on the house</b>.",
        "Lucky you: this one is <b>on the house</b>.",
    ),
    (
        "What is your booking number? Try <b>OB1001</b>.",
        "What is your booking number? Try <b>OB1001</b>.",
    ),
    (
        "Code: <code>K7-PX-2210</code>",
        "Code: <code>K7-PX-2210</code>",
    ),
    (
        "Nobody is free right now. Please call us: <a href=\"tel:+15550142\">+1 555-0142</a>.",
        "Nobody is free right now. Please call us: <a href=tel:+15550142>+1 555-0142</a>.",
    ),
    (
        "Personne n’est libre. Appelez-nous : <a href=\"tel:+33199001234\">01 99 00 12 34</a>.",
        "Personne n’est libre. Appelez-nous : <a href=tel:+33199001234>01 99 00 12 34</a>.",
    ),
    (
        "Call <a href=\"tel:+15550142\">+1 555-0142</a> or write to <a href=\"mailto:hello@otter-bridge.example\">hello@otter-bridge.example</a>.",
        "Call <a href=tel:+15550142>+1 555-0142</a> or write to <a href=mailto:hello@otter-bridge.example>hello@otter-bridge.example</a>.",
    ),
    (
        "<h4>Voucher for Ann</h4><p><b>€ 50</b> at Otter Bridge Bikes, good until 28 November 2027</p>",
        "<h4>Voucher for Ann</h4><p><b>€ 50</b> at Otter Bridge Bikes, good until 28 November 2027</p>",
    ),
    (
        "<b>Opening hours</b><table><tbody><tr><th scope=\"row\">Monday to Friday</th><td>8:00 to 19:00</td></tr><tr><th scope=\"row\">Sunday</th><td>closed</td></tr></tbody></table>",
        "<b>Opening hours</b><table><tbody><tr><th scope=row>Monday to Friday</th><td>8:00 to 19:00</td></tr><tr><th scope=row>Sunday</th><td>closed</td></tr></tbody></table>",
    ),
    (
        "In a hurry? <a href=\"#\" data-mix-action=\"selectable\" data-mix-selectable-id=\"INTENT\" data-mix-selectable-value=\"RENT_BIKE\">Rent a bike right away</a>, or ask <a href=\"#\" data-mix-action=\"input\" data-mix-input=\"When are you open?\">when we are open</a>.",
        "In a hurry? <a picks INTENT=RENT_BIKE>Rent a bike right away</a>, or ask <a says When are you open?>when we are open</a>.",
    ),
    (
        "<b>On the menu</b><ul><li><b>Espresso</b>, short and strong</li><li><b>Mocha</b>, with chocolate</li></ul>All of them small or large. <a href=\"https://en.wikipedia.org/wiki/List_of_coffee_drinks\">What is in which cup</a>",
        "<b>On the menu</b><ul><li><b>Espresso</b>, short and strong</li><li><b>Mocha</b>, with chocolate</li></ul>All of them small or large. <a href=https://en.wikipedia.org/wiki/List_of_coffee_drinks>What is in which cup</a>",
    ),
    (
        "Hi there! \\U0001F600 How can I help?",
        "Hi there! 😀 How can I help?",
    ),
    (
        "Thumbs up \\U0001F44D\\U0001F3FD and a flag \\U0001F1EB\\U0001F1F7",
        "Thumbs up 👍🏽 and a flag 🇫🇷",
    ),
    (
        "Family: \\U0001F468\\U0000200D\\U0001F469\\U0000200D\\U0001F467",
        "Family: 👨\u{200d}👩\u{200d}👧",
    ),
    (
        "Coffee \\u2615, please \\uD83D\\uDE4F",
        "Coffee ☕, please 🙏",
    ),
    (
        "Tom &amp; Jerry&#39;s caf&eacute; &copy; 2026 &mdash; &euro;5",
        "Tom & Jerry's café © 2026 — €5",
    ),
    (
        "Your balance is $1,234.56 (as of 11/28/2026 14:30).",
        "Your balance is $1,234.56 (as of 11/28/2026 14:30).",
    ),
    (
        "Order 4411-2026-000123 ships on 2026-12-01.",
        "Order 4411-2026-000123 ships on 2026-12-01.",
    ),
    (
        "1 < 2 and 3 > 2, R&D, AT&T, <3",
        "1 < 2 and 3 > 2, R&D, AT&T, <3",
    ),
    (
        "Line one\nLine two\n\nLine four",
        "Line one<br>Line two<br><br>Line four",
    ),
    (
        "Line one<br>Line two<br/>Line three<BR />Line four",
        "Line one<br>Line two<br>Line three<br>Line four",
    ),
    ("First\r\nsecond\rthird", "First<br>second<br>third"),
    (
        "<p>First paragraph.</p>\n<p>Second paragraph.</p>",
        "<p>First paragraph.</p>\n<p>Second paragraph.</p>",
    ),
    ("<p>First<p>Second", "<p>First</p><p>Second</p>"),
    (
        "<P ALIGN=center><FONT COLOR=\"#FF0000\">Old</FONT> <B>mail</B></P>",
        "<p>Old <b>mail</b></p>",
    ),
    (
        "<div><span style=\"font-weight: bold; color: #336699\">Step 1</span> of 3</div>",
        "<div><span font-weight:bold color:#336699>Step 1</span> of 3</div>",
    ),
    (
        "<span style=\"font-size:14px;color:rgb(0, 0, 0);background-color:transparent\">pasted from a document</span>",
        "<span font-size:14px color:rgb(0, 0, 0) background-color:transparent>pasted from a document</span>",
    ),
    (
        "<p style=\"text-align: center; margin: 0 0 10px 0\">Centred</p>",
        "<p text-align:center margin:0 0 10px 0>Centred</p>",
    ),
    (
        "<p class=\"MsoNormal\" style=\"mso-style-name:x\"><o:p>Word</o:p></p>",
        "<p class=MsoNormal>Word</p>",
    ),
    (
        "<strong>Important:</strong> <em>please</em> <u>read</u> <s>old</s> <small>terms</small> <mark>now</mark>",
        "<strong>Important:</strong> <em>please</em> <u>read</u> <s>old</s> <small>terms</small> <mark>now</mark>",
    ),
    (
        "H<sub>2</sub>O and E = mc<sup>2</sup>",
        "H<sub>2</sub>O and E = mc<sup>2</sup>",
    ),
    ("<i>1<b>2</i>3</b>", "<i>1<b>2</b></i><b>3</b>"),
    (
        "<h1>Title</h1><h2>Sub</h2><h3>Part</h3><h5>Small</h5><h6>Smallest</h6>",
        "<h1>Title</h1><h2>Sub</h2><h3>Part</h3><h5>Small</h5><h6>Smallest</h6>",
    ),
    (
        "<ol><li>One</li><li>Two<ul><li>a</li><li>b</li></ul></li></ol>",
        "<ol><li>One</li><li>Two<ul><li>a</li><li>b</li></ul></li></ol>",
    ),
    (
        "<ul>\n  <li>One\n  <li>Two\n</ul>",
        "<ul><li>One\n  </li><li>Two\n</li></ul>",
    ),
    (
        "<dl><dt>Deposit</dt><dd>€ 200</dd><dt>Rent</dt><dd>€ 18 a day</dd></dl>",
        "<dl><dt>Deposit</dt><dd>€ 200</dd><dt>Rent</dt><dd>€ 18 a day</dd></dl>",
    ),
    (
        "<blockquote>The best coffee in town.</blockquote>",
        "<blockquote>The best coffee in town.</blockquote>",
    ),
    (
        "<pre>let x = 1;\n  x + 1</pre>",
        "<pre>let x = 1;\n  x + 1</pre>",
    ),
    (
        "<pre><code>if (a &lt; b) { return \"x\"; }</code></pre>",
        "<pre><code>if (a < b) { return \"x\"; }</code></pre>",
    ),
    ("Above<hr>below", "Above<hr>below"),
    (
        "<img src=\"https://example.com/cup.png\" alt=\"A cup\" width=\"320\" height=\"240\">",
        "<img src=https://example.com/cup.png alt=A cup width=320 height=240>",
    ),
    (
        "<img src=\"https://example.com/cup.png\" alt=\"A cup\" title=\"Espresso\" width=\"50%\">",
        "<img src=https://example.com/cup.png alt=A cup title=Espresso width=50%>",
    ),
    (
        "<img src=\"data:image/png;base64,iVBORw0KGgo=\" alt=\"\">",
        "<img src=data:image/png;base64,iVBORw0KGgo= alt=>",
    ),
    (
        "<figure><img src=\"https://example.com/a.webp\" alt=\"A\"><figcaption>Figure 1</figcaption></figure>",
        "<figure><img src=https://example.com/a.webp alt=A><figcaption>Figure 1</figcaption></figure>",
    ),
    (
        "<a href=\"https://example.com/a?b=1&amp;c=2\"><img src=\"https://example.com/a.png\" alt=\"Shop\"></a>",
        "<a href=https://example.com/a?b=1&c=2><img src=https://example.com/a.png alt=Shop></a>",
    ),
    (
        "<table><caption>Prices</caption><thead><tr><th scope=\"col\">Cup</th><th scope=\"col\">Price</th></tr></thead><tbody><tr><td>Small</td><td>€ 2</td></tr></tbody><tfoot><tr><td colspan=\"2\">incl. VAT</td></tr></tfoot></table>",
        "<table><caption>Prices</caption><thead><tr><th scope=col>Cup</th><th scope=col>Price</th></tr></thead><tbody><tr><td>Small</td><td>€ 2</td></tr></tbody><tfoot><tr><td colspan=2>incl. VAT</td></tr></tfoot></table>",
    ),
    (
        "<table border=\"1\" cellpadding=\"4\"><tr><td rowspan=\"2\">a<td>b<tr><td>c</table>",
        "<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
    ),
    (
        "<p dir=\"rtl\" lang=\"ar\">مرحبا بكم</p>",
        "<p dir=rtl lang=ar>مرحبا بكم</p>",
    ),
    (
        "<span lang=\"fr\">bonjour</span> means <span title=\"greeting\">hello</span>",
        "<span lang=fr>bonjour</span> means <span title=greeting>hello</span>",
    ),
    (
        "שלום, התקשרו <a href=\"tel:+97231234567\">+972 3-123-4567</a>",
        "שלום, התקשרו <a href=tel:+97231234567>+972 3-123-4567</a>",
    ),
    (
        "<a href=\"HTTP://Example.com/A%20B\">Capital</a>",
        "<a href=http://Example.com/A%20B>Capital</a>",
    ),
    (
        "<a href=\"mailto:ann@example.com?subject=Hello%20you&amp;body=Hi\">Write</a>",
        "<a href=mailto:ann@example.com?subject=Hello%20you&body=Hi>Write</a>",
    ),
    (
        "See https://example.com/help (or www.example.org).",
        "See <a href=https://example.com/help>https://example.com/help</a> (or <a href=https://www.example.org>www.example.org</a>).",
    ),
    (
        "Write to ann.lee@example.com, or call +44 20 7946 0018.",
        "Write to <a href=mailto:ann.lee@example.com>ann.lee@example.com</a>, or call <a href=tel:+442079460018>+44 20 7946 0018</a>.",
    ),
    (
        "Call (555) 123-4567 between 9:00 and 17:00.",
        "Call <a href=tel:5551234567>(555) 123-4567</a> between 9:00 and 17:00.",
    ),
    (
        "<b>Web:</b> https://bücher.example/regal?seite=2#a",
        "<b>Web:</b> <a href=https://bücher.example/regal?seite=2#a>https://bücher.example/regal?seite=2#a</a>",
    ),
    (
        "<li>https://example.com/a_(b)</li>",
        "<li><a href=https://example.com/a_(b)>https://example.com/a_(b)</a></li>",
    ),
    (
        "<a href=\"/account\">Your account</a> (on our site)",
        "<a>Your account</a> (on our site)",
    ),
    (
        "<center>Centred</center><br><video controls>Your browser has no video.</video>",
        "Centred<br>Your browser has no video.",
    ),
    (
        "<!-- from the CMS --><p>Shown</p><!-- end -->",
        "<p>Shown</p>",
    ),
    (
        "<html><head><title>Mail</title></head><body><p>Body</p></body></html>",
        "<p>Body</p>",
    ),
    (
        "<p>Text</p><script>track()</script><style>p{color:red}</style><p>More</p>",
        "<p>Text</p><p>More</p>",
    ),
    (
        "<nav><section><article>Read <abbr title=\"as soon as possible\">asap</abbr></article></section></nav>",
        "Read asap",
    ),
    (
        "[a](https://example.com) and *stars* and `ticks`",
        "[a](<a href=https://example.com>https://example.com</a>) and *stars* and `ticks`",
    ),
    (
        "Price: 5 € / month ~ 60 €/year; 100 % cotton; C:\\users\\Uta; \\o/",
        "Price: 5 € / month ~ 60 €/year; 100 % cotton; C:\\users\\Uta; \\o/",
    ),
    ("日本語のテキスト。次の行へ", "日本語のテキスト。次の行へ"),
    (
        "<b data-mix-action=\"selectable\" data-mix-selectable-id=\"size\" data-mix-selectable-value=\"large\">Large</b>",
        "<b picks size=large>Large</b>",
    ),
];
