//! All states. A new one is one more line.

use super::state::State;
use super::state::Step::{
    Answer, Bot, Click, Draft, FocusChoice, Hold, Offered, Offline, Open, OpenWindow, Owner, Part,
    Pick, Release, Say, Unreachable,
};

/// The way from the greeting of the bike rental to its stations.
macro_rules! to_the_stations {
    ($($step:expr),* $(,)?) => {
        &[Open, Say("I'd like to rent a red tandem"), Offered("Otter Park"), $($step),*]
    };
}

const PRICE: &str = r#"{ "returnCode": "0", "coffee_price": "4.85" }"#;
const OFFER: &str = r#"{ "returnCode": "0", "offer": {
    "perDay": { "unit": "USD", "number": 32 }, "total": { "unit": "USD", "number": 96 },
    "deposit": { "unit": "USD", "number": 1250 }, "returnDate": "20310614" } }"#;
/// What a page may put into the window.
const SLOTS: &str = "chat.innerHTML = `<strong slot='header'>Our own header</strong><small slot='footer'>Made with beans</small>`";

/// Goes up in the transcript, and then the bot says more.
const FURTHER_UP: &str = "
const transcript = chat.shadowRoot.querySelector('[part~=transcript]');
transcript.addEventListener('scroll', () => requestAnimationFrame(() => void chat.sendEvent('NO_MATCH')), { once: true });
transcript.scrollTop = 0";

const NOBODY: &str = r#"{ "returnCode": "1" }"#;

/// Every state of the chat that visitors meet.
#[rustfmt::skip]
pub const STATES: &[State] = &[
    State::coffee("closed", &[]),
    State::coffee("teaser", &[Owner("chat.showTeaser('Coffee in five minutes? Ask us for anything on the menu.')"), Part("teaser")]),
    State::coffee("badge", &[Open, Owner("chat.closeChat(); void chat.sendEvent('NO_MATCH')"), Part("badge")]),
    State::coffee("consent", &[Owner("chat.setAttribute('consent', 'We keep what you write for 30 days, to get better at answering. Our privacy notice has the details.')"), OpenWindow, Part("consent")]),
    State::coffee("skeleton", &[Owner("const own = fetch; window.fetch = (url, ...rest) => String(url).includes('.wasm') ? new Promise(() => {}) : own(url, ...rest)"), OpenWindow]),
    State::coffee("slots", &[Owner(SLOTS), Open, Offered("Opening hours"), Owner("void chat.stop()"), Part("restart")]),
    State::coffee("greeting", &[Open, Offered("Opening hours")]),
    State::coffee("greeting-on-a-phone", &[Open, Offered("Opening hours")]).on_phone(),
    State::coffee("draft", &[Open, Offered("Opening hours"), Draft("A large cappuccino, please.\u{A0}And one with oat milk for my friend, who comes later.")]),
    State::coffee("focus-on-a-choice", &[Open, FocusChoice { id: "eGlobalCommands", value: "menu" }]),
    State::coffee("rich-text", &[Open, Say("what is on the menu?"), Bot("On the menu"), Offered("Opening hours")]),
    State::coffee("pictures", &[Open, Say("I'd like a cappuccino"), Offered("Large")]),
    State::coffee("waiting", &[Open, Say("large cappuccino"), Bot("Looking up today's price"), Part("typing")]),
    State::coffee("offer", &[Open, Say("large cappuccino"), Bot("Looking up today's price"), Answer(PRICE), Bot("4.85"), Offered("Yes")]),
    State::coffee("long-words", &[Open, Say("Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle https://example.com/a/very/long/address/that/never/ends?and=goes&on=and&on=and&on"), Offered("Opening hours")]),
    State::coffee("handed-over", &[Open, Say("agent"), Answer(NOBODY), Bot("Please call us"), Part("restart")]),
    State::coffee("ended", &[Open, Say("goodbye"), Bot("See you soon"), Part("restart")]),
    State::coffee("begun-again", &[Open, Say("goodbye"), Part("restart"), Click("restart"), Bot("What can I get you"), Offered("Opening hours")]),
    State::coffee("menu", &[Open, Offered("Opening hours"), Click("menu"), Part("restart")]),
    State::coffee("jump", &[Open, Say("what is on the menu?"), Bot("On the menu"), Offered("Opening hours"), Owner(FURTHER_UP), Part("jump")]),
    State::coffee("next-day", &[Open, Offered("Opening hours"), Owner("nextDay()"), Say("what is on the menu?"), Bot("On the menu"), Offered("Opening hours")]),
    State::coffee("thumbs", &[Owner("chat.setAttribute('feedback', 'thumbs')"), Open, Part("thumb")]),
    State::coffee("comment", &[Owner("chat.setAttribute('feedback', 'thumbs')"), Open, Click("thumb")]),
    State::coffee("offline", &[Open, Offered("Opening hours"), Offline, Say("A large mocha, please"), Say("And a croissant"), Part("banner")]),
    State::coffee("not-delivered", &[Open, Unreachable, Say("A large mocha, please"), Part("retry")]),
    State::coffee("no-service", &[Unreachable, OpenWindow, Part("retry")]),
    State::coffee("not-set-up", &[Owner("chat.removeAttribute('model-urn'); chat.removeAttribute('avatar')"), OpenWindow, Part("banner")]),
    State::showcase("list", &[Open, Offered("Call me back")]),
    State::showcase("carousel", &[Open, Pick("Rent a bike"), Offered("Tandem")]),
    State::showcase("carousel-on-a-phone", &[Open, Pick("Rent a bike"), Offered("Tandem")]).on_phone(),
    State::showcase("colors", &[Open, Say("a tandem please"), Offered("Yellow")]),
    State::showcase("stations", to_the_stations![]),
    State::showcase("date", to_the_stations![Pick("Otter Park"), Bot("When would you like to start?"), Part("input")]),
    State::showcase("number", to_the_stations![Pick("Otter Park"), Bot("When would you like to start?"), Owner("void chat.send('2031-06-12')"), Bot("For how many days?"), Part("input")]),
    State::showcase("table", &[Open, Say("I would like a red tandem for three days"), Pick("Otter Park"), Bot("When would you like to start?"), Owner("void chat.send('2031-06-12')"), Pick("No"), Bot("Working out the price"), Answer(OFFER), Bot("Shall I book it?"), Offered("Yes")]),
    State::showcase("amount", &[Open, Pick("Gift voucher"), Bot("How much shall it be?"), Part("input")]),
    State::showcase("voucher", &[Open, Say("a voucher for $75"), Bot("Who is it for?"), Hold, Say("Aunt Rosa"), Bot("Printing the voucher"), Release, Bot("OTTER-7F3K"), Offered("Gift voucher")]),
    State::showcase("email", &[Open, Pick("Call me back"), Bot("What is your e-mail address?"), Part("input")]),
    State::showcase("phone-number", &[Open, Pick("Call me back"), Bot("What is your e-mail address?"), Owner("void chat.send('ann@example.com')"), Bot("And your phone number?"), Offered("Skip")]),
    State::showcase("email-refused", &[Open, Pick("Call me back"), Bot("What is your e-mail address?"), Say("ann at home")]),
    State::showcase("keypad", &[Owner("chat.setAttribute('channel', 'Phone')"), Open, Part("keypad"), Click("key")]),
    State::showcase("masked", &[Open, Say("I have booking OB1001"), Bot("And your PIN?"), Draft("2468")]),
    State::showcase("links", &[Open, Say("when are you open?"), Bot("Opening hours"), Offered("Rent a bike")]),
    State::showcase("french", &[Open, Say("en français"), Bot("Bienvenue"), Offered("Louer un vélo")]),
];
