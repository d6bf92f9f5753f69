//! The program's last words, for the page that replaces it by a fresh one (`loader/bavard-guard.js`).
//!
//! A panic ends in a trap, which leaves the program in the middle of whatever it was doing. All that is said is where: the
//! message may quote what a visitor typed.

use std::cell::RefCell;

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    /// Told of panics; here because a hook may be called from any thread, and functions of a page may not.
    static TOLD: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Has `told` called with the file and the line of a panic, before the program ends.
#[wasm_bindgen(js_name = onPanic)]
pub fn on_panic(told: Function) {
    TOLD.set(Some(told));
    std::panic::set_hook(Box::new(|panic| {
        let (file, line) = panic
            .location()
            .map_or(("?", 0), |place| (place.file(), place.line()));
        TOLD.with(|told| {
            if let Ok(told) = told.try_borrow()
                && let Some(told) = told.as_ref()
            {
                // There is nobody left who could take an error.
                let _ = told.call2(&JsValue::UNDEFINED, &file.into(), &line.into());
            }
        });
    }));
}
