//! The widget as a program for the browser: what `loader/bavard.js` imports. It does nothing until the loader calls
//! [`bavard::element::connect`].

use bavard as _;

fn main() {}
